"""How the signed-in person's own way in is renewed: another passphrase, another recovery code."""

from lead_desktop.clock import Clock
from lead_desktop.store import passphrase
from lead_desktop.store.doors import new_code_slot, open_by_passphrase, params_of, save, set_passphrase
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
