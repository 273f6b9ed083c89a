"""Starts the processes of the tour one after another, kills one in the middle of its work, and sums up."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.tour import words
from tests.tour.hub import HUB_LINE, PLACE, HubProcess
from tests.tour.process import AGAIN
from tests.tour.report import Report
from tests.tour.stage import READY_TO_BE_KILLED

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "tour"
LONGEST_S = 400
"""A process that takes longer than this hangs, and is ended."""

TYPES_ON_S = 3.0
"""How long a process goes on typing before it is killed: longer than what may be lost."""


@dataclass(frozen=True)
class Chapter:
    """A process of the story: its chapter, what it is about, whose laptop, and whether it is killed.

    needed: later chapters of the same laptop cannot go without it; of the same hub, if it has one. hub: whether that
    is on or off when the chapter begins.
    """

    name: str
    title: str
    laptop: str = "care"
    more: tuple[str, ...] = ()
    killed: bool = False
    needed: bool = False
    hub: str = ""

    @property
    def line(self) -> str:
        """What chapters that build on each other have in common."""
        return "hub" if self.hub else self.laptop


STORY = (
    Chapter("setting-up", "First run: this laptop is set up for the care team", needed=True),
    Chapter("referral", "A referral in Spanish, told by phone", needed=True),
    Chapter("decision", "The decision: accepted, a number, a countdown", needed=True),
    Chapter("intake", "The intake begins, and is cut off in the middle of a sentence", killed=True, needed=True),
    Chapter("intake-resumed", "The intake goes on in a fresh process, and is completed", needed=True),
    Chapter("plan", "The plan: goals, steps, a stage on the loop, a paper to take along", needed=True),
    Chapter("finding", "Somebody is found again; a quick contact, taken back and recorded once more"),
    Chapter("supplies", "A table with a queue: taps and keys, one save for each person, and the shelf goes down"),
    Chapter("wording", "A crisis card, a lesson, the directory, and kinder words by one key"),
    Chapter("locking", "Ctrl+L locks"),
    Chapter("unlocked", "A fresh process leads back to the same place; a referral on paper in Spanish"),
    Chapter("looks", "Dark, large and small: every screen in both languages"),
    Chapter("sample", "The sample program: its figures as published, and removed again"),
    Chapter("police", "A laptop of the police: a referral in under forty keys", laptop="police"),
    Chapter("hub-patrol", "A patrol laptop joins a hub; a referral while it is away", "patrol", needed=True, hub="on"),
    Chapter("hub-drop-in", "The drop-in's laptop gets the referral; an intake", "drop-in", needed=True, hub="on"),
    Chapter("hub-van", "A third laptop joins, and changes a nickname", "van", needed=True, hub="on"),
    Chapter("hub-two-values", "The same nickname was changed here; then a consent", "drop-in", needed=True, hub="off"),
    Chapter("hub-card", "It comes to the patrol laptop, and nothing else does", "patrol", needed=True, hub="on"),
    Chapter("hub-taken-back", "The consent is taken back", "drop-in", needed=True, hub="on"),
    Chapter("hub-card-gone", "The patrol laptop gives it up, and signs for that", "patrol", hub="on"),
)  # fmt: skip


@dataclass
class Tour:
    """The story on invented laptops: folders below `home`, which is removed at the end."""

    home: Path
    report: Report
    hub: HubProcess
    anew: dict[str, list[str]] = field(default_factory=dict)

    def play(self, chapter: Chapter) -> bool:
        """Play one chapter in a process of its own; returns whether it came to its end."""
        self.report.heading(chapter.title)
        begun = time.monotonic()
        self._turn_hub(chapter.hub)
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.tour.process", chapter.name, str(OUT), *self._arguments(chapter)],
            cwd=ROOT, env=self._environment(), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        watch = threading.Timer(LONGEST_S, child.kill)
        watch.start()
        try:
            self._follow(child, chapter)
            code = child.wait()
        finally:
            watch.cancel()
            child.kill()
        if chapter.killed:
            self.report.check(code == -signal.SIGKILL, "the process was killed while it was typing")
        elif code not in (0, 1):
            self.report.check(holds=False, what=f"{chapter.name}: the process ended by itself with code {code}")
        self.report.say(f"({time.monotonic() - begun:.1f} s)")
        return code == 0 or chapter.killed

    def folder(self, laptop: str) -> Path:
        """Return the data folder of a laptop."""
        return self.home / laptop

    def _follow(self, child: "subprocess.Popen[str]", chapter: Chapter) -> None:
        assert child.stdout is not None
        for line in child.stdout:
            if line.startswith(AGAIN):
                self.anew[chapter.laptop] = line.removeprefix(AGAIN).rstrip("\n").split("\t")
            elif line.startswith(READY_TO_BE_KILLED):
                time.sleep(TYPES_ON_S)
                child.send_signal(signal.SIGKILL)
            elif line.startswith(HUB_LINE):
                self._turn_hub("on" if line.strip().endswith("start") else "off")
            else:
                print(line, end="", flush=True)

    def _turn_hub(self, to: str) -> None:
        if to == "on":
            self.hub.start()
        elif to == "off":
            self.hub.stop()

    def _arguments(self, chapter: Chapter) -> list[str]:
        """A program that began anew is started as it asked for; the first is started on its folder."""
        asked = self.anew.pop(chapter.laptop, None)
        return [*(asked or ["--folder", str(self.folder(chapter.laptop))]), *chapter.more]

    def _environment(self) -> dict[str, str]:
        homes = {}
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            place = self.home / name.lower()
            place.mkdir(mode=0o700, exist_ok=True)
            homes[name] = str(place)
        return {
            **os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "1", "QT_FONT_DPI": "96",
            "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PYTHONUNBUFFERED": "1",
            PLACE: str(self.hub.folder),
        }  # fmt: skip


def main() -> int:
    """Play the story; returns 1 when any check does not hold."""
    said = _said()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the hub is stopped then too
    begun = time.monotonic()
    report = Report(OUT)
    report.begin()
    shutil.rmtree(OUT / "papers", ignore_errors=True)
    (OUT / "papers").mkdir()
    home = Path(said.keep or tempfile.mkdtemp(prefix="lead-tour-"))
    home.mkdir(exist_ok=True)
    tour = Tour(home, report, HubProcess(f"{said.keep}-hub" if said.keep else ""))
    try:
        tell(tour, _chosen(said))
    finally:
        tour.hub.close()
    report.heading("At the end")
    nothing_readable(report, home)
    if not said.keep:
        shutil.rmtree(home, ignore_errors=True)
    passed, failed = report.totals()
    report.heading(f"{passed} passed, {failed} failed in {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


def tell(tour: Tour, story: Iterable[Chapter]) -> None:
    """Play chapters one after another; what builds on one that stopped is not played."""
    stopped: set[str] = set()
    for chapter in story:
        if chapter.line in stopped:
            tour.report.heading(chapter.title)
            tour.report.check(holds=False, what=f"{chapter.name}: not played, for an earlier chapter stopped")
        elif not tour.play(chapter) and chapter.needed:
            stopped.add(chapter.line)


def nothing_readable(report: Report, home: Path) -> None:
    """Look for every invented name in every byte of every file that the program wrote for itself."""
    forms = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
    cases = {one for text in words.PLANTED for one in (text, text.lower(), text.upper())}
    wanted = {one.encode(form).lower() for one in cases for form in forms}
    least = [word for word in wanted if not any(one != word and one in word for one in wanted)]
    files = [one for one in home.rglob("*") if one.is_file() and not one.is_symlink()]
    found = sorted({one.name for one in files if _holds_any(one, least)})
    size = sum(one.stat().st_size for one in files)
    report.say(f"{len(files)} files, {size:,} bytes, {len(words.PLANTED)} names and texts in four encodings")
    report.check(
        files and not found, f"no byte of an invented name in any file of the profiles {' '.join(found)}".rstrip()
    )


def _holds_any(file: Path, wanted: Iterable[bytes]) -> bool:
    """Tell whether any of some words stands in a file; both are compared in small letters, byte by byte."""
    data = file.read_bytes().lower()
    return any(word in data for word in wanted)


def _said() -> argparse.Namespace:
    parser = argparse.ArgumentParser("tour", description="Walk through the program as a person would.")
    names = [one.name for one in STORY]
    parser.add_argument("--only", nargs="+", choices=names, help="play only these chapters, and what they build on")
    parser.add_argument("--keep", help="a folder for the laptops' files; a further run builds on them")
    return parser.parse_args()


def _chosen(said: argparse.Namespace) -> tuple[Chapter, ...]:
    """Return the chapters to play: all, or those asked for after what they build on, unless that was kept."""
    asked = [one for one in STORY if not said.only or one.name in said.only]
    if said.keep and any(Path(said.keep).iterdir()):
        return tuple(asked)
    return tuple(
        one
        for at, one in enumerate(STORY)
        if one in asked or (one.needed and any(later in asked and later.line == one.line for later in STORY[at:]))
    )
