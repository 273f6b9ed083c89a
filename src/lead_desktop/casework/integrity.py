"""Whether this laptop's records are as people saved them: looked at after unlock, and whenever somebody asks."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import chain

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lead_desktop.casework.desk import TYPES, Desk
from lead_desktop.domain.programme import User
from lead_desktop.store.audit import audit_hash_at, last_good, read_audit_tail, stamp
from lead_desktop.store.cipher import Connection
from lead_desktop.store.faults import Damaged, InUse, Stopped
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.mark import ChainEnd, compare
from lead_desktop.store.proof import Fault, audit_fault, operation_faults, record_faults
from lead_desktop.store.proof_held import held_faults
from lead_desktop.store.records import Reading
from lead_desktop.store.restamp import op_end

Progress = Callable[[int, int], object]
Stops = Callable[[], bool]

ACTION = "integrity.check"
WHOLE_EVERY = timedelta(days=1)
_TELL_EVERY = 500
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check found. `whole`: pages, signatures and records were looked at, not only the two chains."""

    whole: bool
    operations: int
    events: int
    records: int
    faults: tuple[Fault, ...]

    @property
    def good(self) -> bool:
        """Whether everything is as it was saved."""
        return not self.faults


def verify(desk: Desk, progress: Progress, stopped: Stops, *, whole: bool = True) -> Verified:
    """Check both chains, and when `whole` every page, signature and record; changes nothing, may run beside the work.

    progress(rows looked at, rows in all). Raises Stopped.
    """
    faults = _page_faults(desk) if whole else ()
    try:
        return _verify(desk, progress, stopped, faults, whole=whole)
    except Damaged:
        return Verified(whole, 0, 0, 0, faults or (Fault("page"),))


def after_unlock(desk: Desk, progress: Progress, stopped: Stops) -> Verified:
    """Check the chains, and all the rest unless that went well within a day. Raises Stopped."""
    return verify(desk, progress, stopped, whole=_due(desk))


def note_check(desk: Desk, verified: Verified) -> None:
    """Write what a check found to the audit chain: codes and numbers, never a name."""
    first = verified.faults[0] if verified.faults else None
    about = f"{first.kind}:{first.what}" if first else ""
    desk.note(ACTION, about, "whole" if verified.whole else "chains", "ok" if verified.good else "broken")


def _due(desk: Desk) -> bool:
    last = last_good(desk.vault.reader, ACTION, "whole")
    return not stamp(desk.clock.now() - WHOLE_EVERY) < last <= stamp(desk.clock.now())


def _page_faults(desk: Desk) -> tuple[Fault, ...]:
    with suppress(InUse):
        try:
            desk.vault.check()
        except Damaged:
            return (Fault("page"),)
    return ()


def _verify(desk: Desk, progress: Progress, stopped: Stops, before: tuple[Fault, ...], *, whole: bool) -> Verified:
    marked = desk.vault.marked_now()
    with desk.vault.look() as seen:
        ops, events = read_tail(seen).dseq, read_audit_tail(seen).seq
        records = _count(seen) if whole else 0
        each = _Steps(progress, stopped, ops + events + records)
        keys = _keys(desk, seen) if whole else {}
        ends = op_end(seen, marked), ChainEnd(events, partial(audit_hash_at, seen))
        found: Iterator[Fault] = chain(audit_fault(seen, each), operation_faults(seen, keys, each))
        if whole:
            prove = held_faults if read_tail(seen).dev else record_faults
            found = chain(found, prove(seen, TYPES, each))
        faults = [*before, *(one for one, _ in zip(found, range(MOST_FAULTS), strict=False))]
        if marked is not None and compare(marked, *ends).anything:
            faults.append(Fault("mark"))
    return Verified(whole, ops, events, records, tuple(faults))


def _count(seen: Connection) -> int:
    return int(seen.execute("SELECT count(*) FROM record").fetchone()[0])


def _keys(desk: Desk, seen: Connection) -> dict[str, Ed25519PublicKey]:
    """Return the keys that signatures are checked with: those of user records, the worker's own from the key file."""
    keys: dict[str, Ed25519PublicKey] = {}
    with suppress(ValueError):
        for one in Reading(seen).of_type(User):
            if one.record.sign_key:
                keys[one.rid] = Ed25519PublicKey.from_public_bytes(bytes.fromhex(one.record.sign_key))
    keys[desk.vault.person.user_id] = desk.vault.person.sign.public_key()
    return keys


class _Steps:
    """Counts rows; now and then it tells how far it is, and ends the check when asked to."""

    def __init__(self, progress: Progress, stopped: Stops, total: int) -> None:
        self._progress, self._stopped, self._total = progress, stopped, total
        self._done = 0

    def __call__(self) -> None:
        self._done += 1
        if self._done % _TELL_EVERY == 0:
            if self._stopped():
                raise Stopped
            self._progress(self._done, self._total)
