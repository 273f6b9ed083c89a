"""The hub of the tour: a real process beside the laptops, and the terminal at which somebody looks after it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from lead_desktop.hub.settings import FILE, read_settings
from tests.tour.hand import NotThere, wait

HUB_LINE = "hub: "
"""A line that asks the driver to start or to stop the hub."""

PLACE = "LEAD_TOUR_HUB"
"""The variable that tells a chapter the hub's folder."""

LOOPBACK = "127.0.0.1"
STARTS_S = 180
"""The first start makes the database; a busy computer takes its time."""
STOPS_S = 60
COMMAND_S = 120
_COMMAND = (sys.executable, "-m", "lead_desktop.hub.command")


class HubProcess:
    """The driver's side: it starts the hub, stops it, and removes everything of it at the end."""

    def __init__(self, folder: str = "") -> None:
        """Take a folder that is kept; without one a new folder is made and removed again.

        It lies beside the laptops' folders and not in them: a hub keeps what it is told in a database of its own.
        """
        self._kept = bool(folder)
        self.folder = Path(folder or tempfile.mkdtemp(prefix="lead-tour-hub-"))
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, unless it runs; laptops see for themselves when it answers."""
        if self._running is not None and self._running.poll() is None:
            return
        with (self.folder.with_suffix(".log")).open("ab") as log:
            self._running = subprocess.Popen(
                [*_COMMAND, "--data", str(self.folder), "serve", "--host", LOOPBACK, "--port", str(self._port())],
                stdout=log, stderr=log,
            )  # fmt: skip

    def stop(self) -> None:
        """Stop it in order; one that does not stop is ended."""
        if self._running is None:
            return
        self._running.terminate()
        try:
            self._running.wait(STOPS_S)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        self._running = None

    def close(self) -> None:
        """Stop it, and leave nothing behind."""
        self.stop()
        if not self._kept:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.with_suffix(".log").unlink(missing_ok=True)

    def _port(self) -> int:
        """Return the port that laptops know; for a new hub, one that nobody uses."""
        if (self.folder / FILE).exists():
            return read_settings(self.folder).port
        with socket.socket() as free:
            free.bind((LOOPBACK, 0))
            return int(free.getsockname()[1])


class Terminal:
    """A chapter's side: the commands that whoever looks after the hub types, and the cable that is pulled out."""

    def __init__(self) -> None:
        """Find the hub of this tour."""
        self._folder = Path(os.environ[PLACE])

    def types(self, *words: str) -> str:
        """Type `lead-hub WORDS`; returns what it says. Raises NotThere when it does not carry the command out."""
        command = subprocess.Popen(
            [*_COMMAND, "--data", str(self._folder), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            wait(lambda: command.poll() is not None, f"lead-hub {words[0]} ends", COMMAND_S)
        finally:
            command.kill()
        said = command.communicate()[0]
        if command.returncode != 0:
            raise NotThere(f"lead-hub {words[0]}: {said.strip()[-200:]}")
        return said

    def figure(self, name: str) -> int:
        """Return one of the figures of `lead-hub status`."""
        for line in self.types("status").splitlines():
            if line.strip().endswith(name):
                return int(line.split()[0])
        raise NotThere(f"{name} in lead-hub status")

    def starts(self) -> None:
        """Let the hub be started, and wait until it answers."""
        print(f"{HUB_LINE}start", flush=True)
        self.answers()

    def answers(self) -> None:
        """Wait until the hub answers."""
        wait(self._listens, "the hub answers", STARTS_S)

    def stops(self) -> None:
        """Let the hub be stopped, and wait until it does not answer any more."""
        print(f"{HUB_LINE}stop", flush=True)
        wait(lambda: not self._listens(), "the hub is away", STOPS_S)

    def _listens(self) -> bool:
        if not (self._folder / FILE).exists():
            return False
        with suppress(OSError), socket.create_connection((LOOPBACK, read_settings(self._folder).port), 1):
            return True
        return False
