"""What a round works with, and what it is asked to tell: shared by the network and by the stick."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.store.cipher import Connection
from lead_desktop.store.faults import Stopped
from lead_desktop.store.landing import Landed, Landing
from lead_desktop.store.ledger import Author
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing, read_device, read_standing
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Types, Writer
from lead_desktop.sync.faults import MustEnrolAnew, NotEnrolled


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: `sending`, `receiving` or `filling`; `total` may grow while it goes on."""

    stage: str
    done: int
    total: int


Tell = Callable[[Progress, Landed], object]
Stops = Callable[[], bool]


class Wipes(Protocol):
    """What destroys a vault: what was never sent is sealed for the hub, then keys go, then files."""

    def seal(self) -> None:
        """Seal what was never sent."""

    def keys(self) -> None:
        """Destroy what opens the vault."""

    def files(self) -> None:
        """Remove the files."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did: operations sent, records received, scopes that went, whether the hub put anything aside."""

    sent: int = 0
    received: int = 0
    gone: tuple[str, ...] = ()
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Bench:
    """The vault, who works at it, and what destroys it; with the few things that every step asks."""

    vault: Vault
    writer: Writer
    clock: Clock
    types: Types
    author: Author
    wipes: Wipes

    @property
    def connection(self) -> Connection:
        """The writing connection, which a round reads over as well."""
        return self.vault.writer

    @property
    def now_ms(self) -> int:
        """The time, ms UTC."""
        return utc_ms(self.clock.now())

    def landing(self) -> Landing:
        """Return what puts answers in place."""
        return Landing(self.writer, self.clock, self.types, self.author)

    def device(self) -> Device:
        """Return who this laptop is to the hub; raises NotEnrolled, MustEnrolAnew."""
        device = read_device(self.connection)
        if device is None or device.state == "pending":
            raise NotEnrolled
        if device.state == "out":
            raise MustEnrolAnew
        return device

    def standing(self) -> Standing:
        """Return where the conversation stands."""
        return read_standing(self.connection)

    def keep(self, **changed: object) -> None:
        """Change some of where the conversation stands."""
        with self.writer.receiving() as connection:
            keep_standing(connection, replace(read_standing(connection), **changed))  # type: ignore[arg-type]

    def change_state(self, state: str) -> None:
        """Note that this device is being retired, or must be enrolled anew."""
        with self.writer.receiving() as connection:
            keep_device(connection, replace(self.device(), state=state))


def let_go(stopped: Stops) -> None:
    """Raise Stopped when the person wants to stop."""
    if stopped():
        raise Stopped
