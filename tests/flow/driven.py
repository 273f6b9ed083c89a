"""Starts the real program in a process of its own, offscreen, and lets a script drive its real widgets.

`python -m tests.flow.driven FOLDER STEPS LOG [arguments]`: STEPS names functions of this module, run one after the
other when the window is ready; what they see goes to LOG. After a lock the fresh process runs the steps after `|`.
"""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from lead_desktop.app import Program, Wish, read_arguments
from lead_desktop.store.kdf import FLOOR
from lead_desktop.ui.start import process
from tests.ui.start_parts import NAME, PASSPHRASE

LOOK_MS = 30


class Driver:
    """Runs steps; a step returns True when it is done and is asked again until then."""

    def __init__(self, steps, log, arguments):
        here, _bar, self.then = steps.partition("|")
        self.steps = [one for one in here.split(",") if one]
        self.log = Path(log)
        self.program = Program(read_arguments(arguments), begin_anew=self.begin_anew, kdf=FLOOR)

    def begin_anew(self, wish: Wish) -> None:
        self.note(f"anew {wish.profile} {'restore' if wish.restore else 'unlock'}")
        command = [sys.executable, "-m", "tests.flow.driven", self.then, str(self.log), *wish.arguments()]
        subprocess.Popen(command, start_new_session=True)
        os._exit(0)

    def note(self, words):
        with self.log.open("a") as log:
            log.write(f"{os.getpid()} {words}\n")
            log.flush()
            os.fsync(log.fileno())

    def run(self):
        if not self.program.start():
            self.note("second")
            return 0
        self.timer = QTimer(interval=LOOK_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()
        return process.run()

    def look(self):
        if self.steps and getattr(self, self.steps[0])():
            self.note(f"did {self.steps.pop(0)}")

    def find(self, name, kind=QWidget):
        window = self.program.session.window if self.program.session else self.program.start_window
        return window.findChild(kind, name)

    # steps

    def unlock(self):
        if self.program.session:
            return True
        page = self.find("unlockPage")
        if page is not None and not page.busy():
            self.find("signInName", QLineEdit).setText(NAME)
            self.find("passphrase", QLineEdit).setText(PASSPHRASE)
            self.find("unlock").click()
        return False

    def at_unlock_page(self):
        return self.find("unlockPage") is not None

    def at_restore_page(self):
        return self.find("restorePage") is not None

    def to_referral(self):
        return self.program.session.window.go("new_referral")

    def type_a_name(self):
        self.name_line().setFocus()
        QTest.keyClicks(self.name_line(), "Quintana")
        return True

    def name_line(self):
        return self.program.session.window.front().form.blocks["person_name"].findChildren(QLineEdit)[0]

    def wait_for_draft(self):
        desk = self.program.session.tools.desk
        return any("Quintana" in str(draft.state) for draft in desk.drafts.of(desk.worker.id))

    def sees_the_text(self):
        return self.name_line().text() == "Quintana"

    def at_the_referral(self):
        return self.program.session.window.place()[0] == "new_referral"

    def lock(self):
        self.program.session.window.lock_requested.emit()
        return True

    def idle(self):
        self.program.session.idle.ran_out.emit()
        return True

    def restore(self):
        self.program.session.end("restore")
        return True

    def wait_to_be_shown(self):
        if not hasattr(self, "shown"):
            self.shown = False
            self.program.single.show_requested.connect(self.on_shown)
        return self.shown

    def on_shown(self):
        self.shown = True

    def quit(self):
        window = self.program.session.window if self.program.session else self.program.start_window
        QTimer.singleShot(0, window.close)
        return True

    def stay(self):
        return False


if __name__ == "__main__":
    sys.exit(Driver(sys.argv[1], sys.argv[2], sys.argv[3:]).run())
