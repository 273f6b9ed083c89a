"""Starts the program and puts its parts together; the only module that knows all of them.

The first page is painted from light parts; database, records and pages are loaded after that, beside the screen.
Locking ends the process and starts a fresh one, so that nothing read while unlocked stays in memory.
"""

import argparse
import ctypes
import gc
import logging
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from lead_desktop.clock import Clock, SystemClock
from lead_desktop.errors import LeadError
from lead_desktop.i18n import LANGUAGES
from lead_desktop.store.places import usual_place
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.jobs import Jobs, where
from lead_desktop.ui.start import process
from lead_desktop.ui.start.single import Single
from lead_desktop.ui.start.window import StartWindow

if TYPE_CHECKING:
    from lead_desktop.casework.desk import Desk
    from lead_desktop.casework.opening import Opening
    from lead_desktop.store.kdf import KdfParams
    from lead_desktop.sync.link import HubLink
    from lead_desktop.ui.files import FileAsker
    from lead_desktop.ui.session import Session
    from lead_desktop.ui.start.flow import StartFlow
    from lead_desktop.ui.sync.runner import Runner
    from lead_desktop.ui.tools import Tools

PROFILES = ("programme", "sample")
_BEGUN_MS = SystemClock().boot_ms()
_PR_SET_DUMPABLE = 4
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a start asks for. None of it is about clients, for other programs can read it."""

    folder: Path
    profile: str = "programme"
    language: str | None = None
    restore: bool = False
    time_first_paint: bool = False

    def arguments(self) -> list[str]:
        """Return the same as arguments of a command."""
        said = ["--folder", str(self.folder), "--profile", self.profile]
        return said + (["--restore"] if self.restore else [])


def begin_anew(wish: Wish) -> None:
    """Start a fresh process and end this one at once, without giving anything time to linger."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "lead_desktop"]
    subprocess.Popen([*program, *wish.arguments()], start_new_session=True)  # noqa: S603 - our own program
    os._exit(0)


class Program:
    """One process: the first window, then a session, then the end. `begin_anew` is what locking leads to."""

    def __init__(
        self,
        wish: Wish,
        clock: Clock | None = None,
        begin_anew: Callable[[Wish], None] = begin_anew,
        *,
        kdf: "KdfParams | None" = None,
        files: "FileAsker | None" = None,
    ) -> None:
        """Build the first window from light parts. `kdf` None: measured; `files` None: the system's dialogs."""
        self.wish = wish
        self.clock = clock or SystemClock()
        self._begin_anew = begin_anew
        self._kdf = kdf
        self._files = files
        self.appearance = Appearance(process.application(), wish.folder, wish.language)
        self.jobs = Jobs()
        self.single = Single(wish.folder)
        self.start_window = StartWindow(self.appearance)
        self.flow: StartFlow | None = None
        self.session: Session | None = None
        self._profile = wish.profile
        self.single.show_requested.connect(self.come_to_front)
        self.start_window.painted.connect(self._on_painted)
        self.start_window.close_requested.connect(self._on_start_window_close_requested)
        self.start_window.ribbon.leave_requested.connect(self._on_ribbon_leave_requested)

    def start(self) -> bool:
        """Show the first window; False when a program is open on this folder already and was asked to show itself."""
        if not self.wish.time_first_paint and not self.single.take():
            self.jobs.close()
            return False
        self.start_window.show()
        return True

    def come_to_front(self) -> None:
        """Show the window there is above the others."""
        window = self.session.window if self.session else self.start_window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def _on_painted(self) -> None:
        if self.wish.time_first_paint:
            print(f"first paint after {SystemClock().boot_ms() - _began_ms()} ms", flush=True)  # noqa: T201 - asked for
            self._quit()
            return
        self.jobs.aside(_load).ended.connect(self._on_loaded)

    def _on_loaded(self) -> None:
        if not gc.isenabled():
            gc.freeze()  # what is loaded stays: looking through it again and again would hold the window up
            gc.enable()
        from lead_desktop.casework.entrance import Entrance
        from lead_desktop.casework.sample.clock import sample_clock
        from lead_desktop.casework.sample.filling import fill_sample
        from lead_desktop.ui.start.flow import StartFlow, StartNeeds

        doors = {
            "programme": Entrance(self.wish.folder, "programme", self.clock, self._kdf),
            "sample": Entrance(self.wish.folder, "sample", sample_clock(self.clock), self._kdf),
        }
        needs = StartNeeds(doors, self.jobs, self._asker(), self._print_code, fill_sample)
        self.flow = StartFlow(self.start_window, needs)
        self.flow.opened.connect(self._on_opened)
        self.flow.begin(self.wish.profile, restore=self.wish.restore)

    def _on_opened(self, opened: "Opening", profile: str) -> None:
        from lead_desktop.ui.pages import Handles, pages_for, tools_for
        from lead_desktop.ui.session import Session

        self._profile = profile
        tools = tools_for(opened.desk, self.jobs)
        runner = self._runner(tools) if profile == "programme" else None
        handles = Handles(self.appearance, self._asker(), self._end, self._print_code, runner)
        specs = pages_for(tools, handles, sample=profile == "sample")
        self.session = Session(opened, tools, specs, self.appearance, runner)
        self.session.ended.connect(self._on_session_ended)
        self.session.start(sample=profile == "sample")
        self.start_window.hide()
        self.start_window.clear()

    def _runner(self, tools: "Tools") -> "Runner":
        """Put together what speaks with the hub; what reaches it is loaded when there is one to reach."""
        from lead_desktop.sync.schedule import Schedule
        from lead_desktop.ui.sync.later import LaterLink
        from lead_desktop.ui.sync.runner import Runner

        schedule = Schedule(tools.desk.clock, random.SystemRandom().random)
        return Runner(tools, LaterLink(partial(_link, tools.desk)), schedule)

    def _asker(self) -> "FileAsker":
        from lead_desktop.ui.files import SystemFiles

        return self._files or SystemFiles()

    def _end(self, reason: str) -> None:
        if self.session is not None:
            self.session.end(reason)

    def _on_session_ended(self, reason: str) -> None:
        self._profile = "programme" if reason in {"leave", "remove"} else self._profile
        if reason == "remove":
            _remove_sample(self.wish.folder)
        if reason == "quit":
            self._quit()
            return
        self._close_windows()
        self._begin_anew(replace(self.wish, profile=self._profile, language=None, restore=reason == "restore"))

    def _on_ribbon_leave_requested(self) -> None:
        if self.flow is not None:
            self.flow.abandon()
            self.flow.begin("programme")

    def _on_start_window_close_requested(self) -> None:
        if self.flow is not None:
            self.flow.abandon()
        self._quit()

    def _quit(self) -> None:
        self.jobs.close()
        self._close_windows()
        process.leave()

    def _close_windows(self) -> None:
        """Give the name back first: the program that follows must be the first of its kind."""
        self.single.close()
        self.start_window.let_close()
        self.start_window.deleteLater()
        if self.session is not None:
            self.session.close_window()

    def _print_code(self, code: str) -> None:
        from lead_desktop.i18n import language
        from lead_desktop.reports.paper.recovery import recovery_sheet
        from lead_desktop.ui.printing.dialog import PrintPreview

        def make(spoken: str) -> bytes:
            return recovery_sheet(code, "", spoken, self.clock.now())

        parent = self.session.window if self.session else self.start_window
        PrintPreview(make, language(), self.jobs, parent).open()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns its exit code."""
    harden()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    program = Program(read_arguments(arguments))
    sys.excepthook = program_hook(program)
    return process.run() if program.start() else 0


def read_arguments(arguments: Sequence[str] | None = None) -> Wish:
    """Read the command line; a word it does not know ends the program with a sentence."""
    parser = argparse.ArgumentParser("lead-desktop", description="Case software for LEAD programmes.")
    parser.add_argument("--folder", type=Path, help="where the data is kept, instead of the usual place")
    parser.add_argument("--profile", choices=PROFILES, default="programme", help="which profile to open")
    parser.add_argument("--language", choices=LANGUAGES, help="language of the screens for this run")
    parser.add_argument("--restore", action="store_true", help="begin with restoring a backup")
    parser.add_argument("--time-first-paint", action="store_true", help="print the time to the first paint and end")
    said = parser.parse_args(arguments)
    folder = (said.folder or usual_place()).absolute()
    return Wish(folder, said.profile, said.language, said.restore, said.time_first_paint)


def harden() -> None:
    """Leave no core file, and let no other program of this person read the memory (security 3.6)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def program_hook(
    program: Program,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Return a hook for faults of ours: type and lines to the log, never their words; a sentence for the person."""

    def hook(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        _LOG.error("unexpected %s at %s", kind.__name__, where(error))
        if program.session is not None:
            program.session.window.toast.say(LeadError().words())

    return hook


def _began_ms() -> int:
    """Return when this process began, by the boot clock; where the system does not say, when this module was read."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return int(fields[19]) * 1000 // os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return _BEGUN_MS


def _load() -> tuple[object, ...]:
    """Load what the pages after the first need, while the first one stands."""
    from lead_desktop.ui import pages, session
    from lead_desktop.ui.start import flow

    return pages, session, flow


def _link(desk: "Desk") -> "HubLink":
    """Make the way to the hub; called on the hub's own thread, when it is used for the first time."""
    from lead_desktop.sync.joining import Person
    from lead_desktop.sync.link import over_https

    person = Person(desk.worker.id, desk.worker.name, desk.worker.role, desk.worker.side)
    return over_https(desk.vault, desk.writer, desk.author, person, desk.clock)


def _remove_sample(folder: Path) -> None:
    from lead_desktop.store.profile import Profiles

    try:
        Profiles(folder).remove_sample()
    except LeadError as error:
        _LOG.error("remove_sample code=%s", error.code)
