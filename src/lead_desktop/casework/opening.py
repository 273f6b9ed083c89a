"""Opening a desk: setting up a laptop, unlocking it, recovering it, and telling when saved work is missing."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lead_desktop.casework.desk import Desk, Worker
from lead_desktop.casework.sample.clock import begin, go_on
from lead_desktop.clock import Clock, utc_ms
from lead_desktop.domain.permissions import side_of
from lead_desktop.domain.programme import Programme, User
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.ids import RecordId, UserId, new_id
from lead_desktop.store import numbers, profile
from lead_desktop.store.audit import audit_hash_at, read_audit_tail
from lead_desktop.store.kdf import KdfParams
from lead_desktop.store.leases import keep_house
from lead_desktop.store.mark import ChainEnd, Missing
from lead_desktop.store.passphrase import Strength, strength
from lead_desktop.store.people import change_passphrase
from lead_desktop.store.records import Reading
from lead_desktop.store.restamp import op_end
from lead_desktop.store.schema import migrate
from lead_desktop.store.vault import Vault, create_vault, exists, unlock, unlock_by_recovery

__all__ = ["SetUp", "Strength", "exists", "profile", "strength"]

_TAG_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_BLOCK = 9999
NOTHING_MISSING = Missing(ops=0, events=0, altered=False, mark_lost=False)


class NotAWorker(LeadError):
    """The vault opened, but the record of the person who opened it is not there."""

    code = "not_a_worker"
    message = N_("This laptop does not know your role any more. Ask your supervisor.")


@dataclass(frozen=True, slots=True)
class SetUp:
    """What the first-run page asks: who works here, in which role, and for which programme."""

    user_name: str
    passphrase: str
    user: User
    programme: Programme


@dataclass(frozen=True, slots=True)
class Opening:
    """An open desk, what is missing from it, and whether the last session ended without closing."""

    desk: Desk
    missing: Missing
    unclean: bool
    recovery_code: str = ""


def set_up(folder: Path, wish: SetUp, clock: Clock, kdf: KdfParams | None = None) -> Opening:
    """Make a laptop's vault for its first person; the recovery code in the answer is shown once, to be printed.

    Raises what create_vault raises; nothing is left behind then.
    """
    begin(clock)
    user_id = UserId(new_id(clock))
    side = vault_side(wish.user.role or "")
    vault, code = create_vault(
        folder, side=side, user_name=wish.user_name, user_id=user_id, passphrase=wish.passphrase, clock=clock,
        prepare=migrate, kdf=kdf,
    )  # fmt: skip
    desk = Desk(vault, clock, worker_of(user_id, wish.user))
    with desk.writing("laptop.set_up", user_id) as work:
        numbers.add_block(vault.writer, number_tag(vault.vault_id), 1, _FIRST_BLOCK)
        signs = vault.person.sign.public_key().public_bytes_raw().hex()
        work.create(wish.user.with_(sign_key=signs), client="programme", rid=RecordId(user_id))
        work.create(wish.programme, client="programme")
    return Opening(desk, NOTHING_MISSING, unclean=False, recovery_code=code)


def enter(folder: Path, user_name: str, passphrase: str, clock: Clock) -> Opening:
    """Unlock a laptop; raises what the vault's `unlock` raises, and NotAWorker."""
    return _opened(unlock(folder, user_name, passphrase, clock, migrate), clock, "unlock", "")


def recover(folder: Path, code: str, user_name: str, passphrase: str, clock: Clock) -> Opening:
    """Unlock with the printed recovery code and set a new passphrase; the answer holds the next code."""
    vault, next_code = unlock_by_recovery(folder, code, user_name, passphrase, clock, migrate)
    return _opened(vault, clock, "unlock.recovery", next_code)


def change_own_passphrase(desk: Desk, old: str, new: str) -> None:
    """Change the worker's own passphrase; raises what the vault's `change_passphrase` raises."""
    change_passphrase(desk.vault, old, new, desk.clock)
    desk.note("passphrase.change", desk.worker.id)


def lock(desk: Desk, reason: str) -> None:
    """Write that the desk is locked, and close it; `reason` is `key`, `idle` or `quit`."""
    try:
        desk.note("lock", reason=reason)
    finally:
        desk.close()


def vault_side(role: str) -> Literal["care", "law", "program"]:
    """Return which kind of vault a role works in: care, law, or program for everybody else (rulings, Sides)."""
    side = side_of(role)
    return "care" if side == "care" else "law" if side == "law" else "program"


def number_tag(vault_id: str) -> str:
    """Return the tag of a vault's own number block: four letters from its random id (20 bits)."""
    value = int(vault_id[:8], 16)
    return "".join(_TAG_LETTERS[(value >> shift) & 31] for shift in (15, 10, 5, 0))


def worker_of(user_id: UserId, user: User) -> Worker:
    """Return the worker that a user record describes."""
    role = user.role or ""
    return Worker(
        id=user_id, name=user.name or "", role=role, side=side_of(role), agency=user.agency or "",
        badge=user.badge or "", phone=user.phone or "", unit=user.unit or "", supervisor=user.supervisor or "",
    )  # fmt: skip


def missing_from(vault: Vault) -> Missing:
    """Compare the ends of both chains with the mark outside the database (security finding 2)."""
    ops = op_end(vault.reader, vault.marked)
    events = ChainEnd(read_audit_tail(vault.reader).seq, lambda number: audit_hash_at(vault.reader, number))
    return vault.missing_after(ops, events)


def keep_leases(desk: Desk) -> None:
    """Hide and remove what is held without a word from the hub for too long; at unlock and each day, offline too."""
    keep_house(desk.vault, desk.writer, utc_ms(desk.clock.now()))


def _opened(vault: Vault, clock: Clock, action: str, code: str) -> Opening:
    try:
        missing = missing_from(vault)
        go_on(clock, read_audit_tail(vault.reader).latest)
        user_id = vault.person.user_id
        held = [one for one in Reading(vault.reader).of_type(User) if one.rid == RecordId(user_id)]
        if not held or held[0].record.active is False:
            raise NotAWorker
        desk = Desk(vault, clock, worker_of(user_id, held[0].record))
        desk.note(action, outcome="incomplete" if missing.anything else "ok")
        keep_leases(desk)
    except BaseException:
        vault.close()
        raise
    return Opening(desk, missing, vault.unclean, code)
