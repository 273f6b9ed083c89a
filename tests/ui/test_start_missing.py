"""Saves that are gone from the file are told after unlock, before anything is shown (real vault, real pages)."""

import shutil

import pytest
from PySide6.QtWidgets import QApplication

from lead_desktop.casework.opening import lock
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.start.flow import StartFlow, StartNeeds
from lead_desktop.ui.start.missing import MissingPage
from lead_desktop.ui.start.unlock import UnlockPage
from lead_desktop.ui.start.window import StartWindow
from tests.fakes.chains import audit_rows
from tests.fakes.clock import StandingClock
from tests.fakes.desks import walk_in
from tests.ui.start_parts import NAME, PASSPHRASE, ChosenFiles, door, set_up_and_close

CANARY = "Xochiquetzalina"


@pytest.fixture
def robbed(tmp_path):
    """A laptop that was killed with twelve saves beside the database, and then lost what lay beside it."""
    way_in = door(tmp_path, StandingClock())
    set_up_and_close(way_in)
    desk = way_in.enter(NAME, PASSPHRASE).desk
    for number in range(12):
        walk_in(desk, f"{CANARY} {number}")
    folder = desk.vault.folder
    kept = shutil.copytree(folder, tmp_path / "kept")
    lock(desk, "quit")
    for path in folder.iterdir():
        path.unlink() if path.is_file() else shutil.rmtree(path)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    walled = [path for path in folder.iterdir() if path.name.endswith("-wal")]
    assert walled
    data = walled[0].read_bytes()
    walled[0].write_bytes(data[: len(data) // 2])
    return way_in


@pytest.fixture
def flow(qtbot, tmp_path, robbed):
    window, jobs = StartWindow(Appearance(QApplication.instance(), tmp_path)), Jobs()
    qtbot.addWidget(window)
    made = StartFlow(window, StartNeeds({"programme": robbed}, jobs, ChosenFiles(), print, print))
    window.show()
    made.begin()
    yield made
    jobs.close()
    window.let_close()


@pytest.mark.survives(21)
def test_lost_saves_are_told_after_unlock_and_going_on_is_a_choice_that_is_written_down(
    qtbot, flow, robbed, caplog, capfd
):
    given = []
    flow.opened.connect(lambda opened, _profile: given.append(opened))
    page = flow._window.findChild(UnlockPage)
    page.name.line.setText(NAME)
    page.passphrase.line.setText(PASSPHRASE)
    page.findChild(object, "unlock").click()
    qtbot.waitUntil(lambda: flow._window.findChild(MissingPage) is not None, timeout=20_000)
    told = flow._window.findChild(MissingPage)
    assert "saved changes are not in the file" in told.heading.text()
    assert given == []
    told.findChild(object, "goOn").click()
    qtbot.waitUntil(lambda: len(given) == 1)
    desk = given[0].desk
    rows = [row for row, _own in audit_rows(desk.vault.reader)]
    assert (rows[-1].action, rows[-1].outcome) == ("unlock", "incomplete")
    assert desk.vault.kept_wal is not None
    assert CANARY not in caplog.text + "".join(capfd.readouterr())
    lock(desk, "quit")
