"""What the way to the hub tells screens: frozen and light, so that nothing heavy is loaded to name it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """How far a round is. stage: `sending`, `receiving` or `filling` (a first sync); rids: records that came to rest.

    arrived: those of them of which somebody elsewhere said something, be it beside what was said here.
    total may grow while it goes on; 0 when it is not known.
    """

    stage: str
    done: int
    total: int
    rids: tuple[str, ...] = ()
    arrived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a round did: operations sent, records received, client scopes that left this laptop.

    aside: something sent waits for a person at the hub.
    """

    sent: int = 0
    received: int = 0
    gone: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Joining:
    """Where joining a hub stands: `pending` until an administrator has compared the six words, then `active`."""

    state: str
    words: str
