"""One process of the tour: the real program, started from its composition root, and a chapter that uses it."""

import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QMessageLogContext, QObject, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from lead_desktop.app import Wish, harden, read_arguments
from lead_desktop.ui.start.process import application
from tests.tour.chapters import CHAPTERS
from tests.tour.hand import NotThere, here
from tests.tour.stage import Stage

AGAIN = "again: "
"""A line that tells the driver that the program ended to begin anew, and with which arguments."""

_WINDOW = Qt.WindowType.Window


class _Ears(logging.Handler):
    """Hears what the program logs: a warning in the middle of a quiet day is a fault."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        self._complaints.append(record.getMessage())


def _listen(complaints: list[str]) -> None:
    """Collect what the program, its toolkit and Python complain of."""

    def on_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(one in message for one in _SCREENLESS):
            complaints.append(message)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        traceback.print_exception(kind, error, trace)
        complaints.append(f"{kind.__name__} at {traceback.extract_tb(trace)[-1] if trace else ''}")

    qInstallMessageHandler(on_message)
    windows = _Windows(complaints)
    application().installEventFilter(windows)
    logging.getLogger().addHandler(_Ears(complaints))
    sys.excepthook = hook


class _Windows(QObject):
    """Sees windows that flash up: a part that shows itself before it has its place takes the keyboard away."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__(application())
        self._complaints = complaints

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            known = watched.objectName() in ("window", "startWindow") or watched.windowType() != _WINDOW
            if not known:
                self._complaints.append(f"{type(watched).__name__} {watched.objectName()} flashed as a window")
        return False


_SCREENLESS = ("This plugin does not support",)
"""What the toolkit says because there is no screen."""


def run(name: str, chapter: Callable[[Stage], None], wish: Wish, out: Path) -> int:
    """Play one chapter; returns 0, or 1 when it could not be played to its end."""
    harden()
    stage = Stage(wish, out)
    _listen(stage.complaints)
    broken = 0
    try:
        stage.check(stage.program.start(), f"{name}: the program starts")
        chapter(stage)
    except NotThere as missing:
        stage.check(holds=False, what=f"{name}: {missing}")
        stage.shot(f"stopped-{name}")
        stage.report.say(f"the focus: {here()}")
        broken = 1
    except Exception as error:  # noqa: BLE001 - the tour goes on, and says what happened
        traceback.print_exc()
        last = traceback.extract_tb(error.__traceback__)[-1]
        stage.check(holds=False, what=f"{name}: {type(error).__name__} at {last.filename}:{last.lineno}")
        broken = 1
    stage.check(not stage.complaints, f"{name}: nothing was complained of {' | '.join(stage.complaints[:3])}".rstrip())
    if stage.anew is None and stage.program.session is not None:
        stage.program.session.end("quit")
    if stage.anew is not None:
        print(AGAIN + "\t".join(stage.anew.arguments()), flush=True)
    stage.program.jobs.close()
    return broken


def main() -> int:
    """Play the chapter named on the command line: name, output folder, then the program's own arguments."""
    name, out, *arguments = sys.argv[1:]
    return run(name, CHAPTERS[name], read_arguments(arguments), Path(out))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # as the program itself ends: nothing is given time to linger
