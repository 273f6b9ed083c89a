"""A worker's own way in: a new recovery code, for the passphrase of now."""

from lead_desktop.casework.desk import Desk
from lead_desktop.store import people
from lead_desktop.store.doors import open_by_passphrase


def renew_recovery_code(desk: Desk, passphrase: str) -> str:
    """Make a new recovery code, to be shown once; the one before opens nothing any more.

    Raises WrongPassphrase, TooManyTries, LockedUntilReleased, DiskFull, ReadOnly, FileHeld.
    """
    held = desk.vault
    open_by_passphrase(held.folder, held.key_file, held.user_name, passphrase, desk.clock)
    code = people.renew_recovery_code(held)
    desk.note("recovery_code.renew", desk.worker.id)
    return code
