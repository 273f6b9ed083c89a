"""Who may open an open vault: a new passphrase, a new recovery code, a colleague let in or released."""

from lead_desktop.clock import Clock
from lead_desktop.ids import UserId
from lead_desktop.store import passphrase, slots
from lead_desktop.store.doors import new_code_slot, open_by_passphrase, params_of, save, set_passphrase
from lead_desktop.store.faults import PersonExists
from lead_desktop.store.keyfile import Lockout
from lead_desktop.store.throttle import Throttle
from lead_desktop.store.vault import Vault


def change_passphrase(vault: Vault, old: str, new: str, clock: Clock) -> None:
    """Set a new passphrase for the signed-in person, who types the old one; the database is not touched.

    The new slot is opened from the disk before the old one is dropped. Raises WrongPassphrase, TooManyTries,
    LockedUntilReleased, PassphraseTooWeak, DiskFull, ReadOnly, FileHeld; after any of them the old one still opens.
    """
    passphrase.require(new, (vault.user_name,))
    bundle = open_by_passphrase(vault.folder, vault.key_file, vault.user_name, old, clock)
    place = vault.key_file.place(vault.user_name)
    secret = (new, params_of(vault.key_file, place, clock))
    vault.key_file = set_passphrase(vault.folder, vault.key_file, (place, bundle), secret)


def renew_recovery_code(vault: Vault) -> str:
    """Make a new recovery code for the signed-in person; the old one opens nothing from then on."""
    code, slot = new_code_slot(vault.key_file.place(vault.user_name), vault.bundle)
    vault.key_file = save(vault.folder, vault.key_file.with_slots(slot), vault.bundle)
    return code


def add_person(vault: Vault, user_name: str, user_id: UserId, new_passphrase: str, clock: Clock) -> str:
    """Let another person of the side open this vault, who typed the passphrase; return that person's recovery code.

    Raises PersonExists, SlotsFull, PassphraseTooWeak, and what a write raises.
    """
    passphrase.require(new_passphrase, (user_name,))
    place = vault.key_file.place(user_name)
    if vault.key_file.slot(place.slot_id()) is not None:
        raise PersonExists
    bundle = slots.new_bundle(vault.bundle.data_key, user_id)
    code, code_slot = new_code_slot(place, bundle)
    own = vault.key_file.place(vault.user_name)
    secret = (new_passphrase, params_of(vault.key_file, own, clock))
    vault.key_file = set_passphrase(vault.folder, vault.key_file, (place, bundle), secret, code_slot)
    Throttle(vault.folder, clock, vault.lockout).forget(place.slot_id())
    return code


def release(vault: Vault, user_name: str, clock: Clock) -> None:
    """Let a locked colleague try again; who may do that is decided above."""
    Throttle(vault.folder, clock, vault.lockout).forget(vault.key_file.place(user_name).slot_id())


def set_lockout(vault: Vault, lockout: Lockout) -> None:
    """Choose the throttle's profile: `standard` waits, `cjis` stays locked until released."""
    fresh = vault.key_file.model_copy(update={"lockout": lockout, "generation": vault.key_file.generation + 1})
    vault.key_file = save(vault.folder, fresh, vault.bundle)
