"""The way to the hub as a session uses it: rounds, joining, and files on a stick, over whatever reaches the hub."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from lead_desktop.clock import Clock
from lead_desktop.store.files import disk_faults, open_plain, read_all, replace_file
from lead_desktop.store.landing import Landed
from lead_desktop.store.ledger import Author
from lead_desktop.store.standing import Device, read_device
from lead_desktop.store.vault import Vault
from lead_desktop.store.wiping import Wiping
from lead_desktop.store.writing import Writer
from lead_desktop.sync import bundle, joining
from lead_desktop.sync.bench import Bench, Progress, Round
from lead_desktop.sync.engine import Engine
from lead_desktop.sync.faults import NotEnrolled, NotThisReply
from lead_desktop.sync.leaving import LeavableHub, Steps
from lead_desktop.sync.told import Done, Joining, Told
from lead_desktop.sync.transport import https
from lead_desktop.wire.bundle import MAX_BUNDLE
from lead_desktop.wire.hub_api import HubApi, Refused

Tell = Callable[[Told], object]
Connect = Callable[[Device], "OpenHub"]
"""Makes what reaches the hub of a device."""


class Slip(Protocol):
    """What a printed slip says."""

    @property
    def url(self) -> str:
        """Where the hub is."""

    @property
    def pin(self) -> str:
        """By which key it is known."""

    @property
    def code(self) -> str:
        """The one-time code."""


class OpenHub(HubApi, Protocol):
    """A hub that is reached over something that can be closed."""

    def close(self) -> None:
        """Close the connection."""


class HubLink:
    """For one vault and the person who works at it; one call at a time, from any thread."""

    def __init__(self, bench: Bench, person: joining.Person, connect: Connect) -> None:
        """Take what a round works with, who joins, and what reaches a hub."""
        self._bench, self._person, self._connect = bench, person, connect
        self._reached: tuple[Device, OpenHub] | None = None

    def round(self, tell: Tell, steps: Steps) -> Done:
        """Send what waits and bring in what changed; raises what Engine.round raises."""
        engine = Engine(LeavableHub(self._hub(), steps), self._bench)
        return _done(engine.round(_teller(tell), steps.stopped))

    def join(self, slip: Slip, steps: Steps) -> Joining:
        """Ask to come in with what a slip says; raises HubTrouble, Refused.

        After HubTrouble the same keys are brought again with the same slip: the hub may have taken the code.
        """
        held = read_device(self._bench.connection)
        if held is None or (held.state, held.url, held.pin, held.code) != ("pending", slip.url, slip.pin, slip.code):
            joining.begin(self._bench, slip.url, slip.pin, slip.code)
        try:
            return self.ask_again(steps)
        except Refused:
            self.give_up_joining()
            raise

    def ask_again(self, steps: Steps) -> Joining:
        """Ask how the joining stands; an active one is numbered anew. Raises HubTrouble, Refused, NotEnrolled."""
        device = joining.ask(self._bench, LeavableHub(self._hub(), steps), self._person)
        return Joining(device.state, device.fingerprint)

    def give_up_joining(self) -> None:
        """Forget a joining that nobody confirmed."""
        self._leave()
        joining.give_up(self._bench)

    def write_bundle(self, target: Path, _steps: Steps) -> int:
        """Write what waits into a sealed file; return how many operations are in it. Raises DiskFull, ReadOnly."""
        written = bundle.write(self._bench)
        with disk_faults():
            replace_file(target, written.data)
        return written.operations

    def read_bundle(self, source: Path, tell: Tell, _steps: Steps) -> Done:
        """Bring in the hub's answer from a file; raises NotThisReply, NotEnrolled, what a round raises."""
        try:
            handle = open_plain(source, os.O_RDONLY, ours=False)
        except FileNotFoundError:
            raise NotThisReply from None
        try:
            with disk_faults():
                data = read_all(handle, MAX_BUNDLE + 1)
        finally:
            os.close(handle)
        return _done(bundle.read(self._bench, data, _teller(tell)))

    def _hub(self) -> HubApi:
        """Return the connection of before, unless this laptop is another one to the hub, or the hub another one."""
        device = read_device(self._bench.vault.writer)
        if device is None:
            raise NotEnrolled
        if self._reached is None or self._reached[0] != device:
            self._leave()
            self._reached = (device, self._connect(device))
        return self._reached[1]

    def _leave(self) -> None:
        if self._reached is not None:
            self._reached[1].close()
        self._reached = None


def over_https(vault: Vault, writer: Writer, author: Author, person: joining.Person, clock: Clock) -> HubLink:
    """Return the way to the hub over the network."""
    bench = Bench(vault, writer, clock, writer.types, author, Wiping(vault))
    return HubLink(bench, person, partial(https, clock=clock))


def _teller(tell: Tell) -> Callable[[Progress, Landed], object]:
    def told(progress: Progress, landed: Landed) -> None:
        tell(Told(progress.stage, progress.done, progress.total, landed.rids, landed.arrived))

    return told


def _done(held: Round) -> Done:
    return Done(held.sent, held.received, len(held.gone), held.aside)
