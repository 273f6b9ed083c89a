"""Carrying out a signed order to wipe this device: keys first, so that nothing can be opened, then the files."""

import os
import secrets
from pathlib import Path

from lead_desktop.store import keyfile
from lead_desktop.store.aside import forget_all, set_aside
from lead_desktop.store.files import disk_faults
from lead_desktop.store.mark import NAME as MARK
from lead_desktop.store.salvage import seal_copies, seal_unsent
from lead_desktop.store.vault import Vault


class Wiping:
    """The end of one vault: `seal`, `keys`, `files`. Backups and prints elsewhere are out of reach (security 3.16)."""

    def __init__(self, vault: Vault) -> None:
        """Prepare; nothing is touched yet."""
        self._vault = vault

    def seal(self) -> None:
        """Seal for the hub what was never sent, here and in vaults that a restore set aside (number 81)."""
        seal_unsent(self._vault.writer, self._vault.folder)
        seal_copies(self._vault.folder, self._vault.bundle.data_key)

    def keys(self) -> None:
        """Destroy what opens the vault, and those that a restore set aside: no passphrase and no code does any more."""
        folder = self._vault.folder
        for place in (folder, *set_aside(folder)):
            for name in (keyfile.NAME, keyfile.SPARE):
                _destroy(place / name)

    def files(self) -> None:
        """Close the vault and remove every file of it that is left, with all that was kept aside."""
        folder, database = self._vault.folder, self._vault.database
        self._vault.close()
        for path in (*sorted(folder.glob(f"{database.name}*")), folder / MARK):
            _destroy(path)
        forget_all(folder)


def _destroy(path: Path) -> None:
    """Overwrite the beginning of a file, and remove it; on flash the old bytes may linger, encrypted."""
    if not path.is_file() or path.is_symlink():
        return
    with disk_faults():
        with path.open("r+b") as held:
            held.write(secrets.token_bytes(min(path.stat().st_size, 65536)))
            held.flush()
            os.fsync(held.fileno())
        path.unlink()
