"""The way in: what a start page may ask of one profile's vault before, while and after it opens."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lead_desktop.casework import opening
from lead_desktop.casework.opening import Opening, SetUp
from lead_desktop.clock import Clock
from lead_desktop.errors import LeadError
from lead_desktop.store import backup, cipher, keyfile, vault
from lead_desktop.store.faults import (
    BackupDamaged,
    Damaged,
    DatabaseMissing,
    KeyFileDamaged,
    KeyFileMissing,
    LockedUntilReleased,
    NotThisDatabase,
    PassphraseTooWeak,
    TooManyTries,
    WrongPassphrase,
)
from lead_desktop.store.kdf import KdfParams
from lead_desktop.store.profile import Name, Profiles
from lead_desktop.store.salvage import waiting_files

Progress = Callable[[int, int], object]

SPARE, RESTORE, RECOVER = "spare", "restore", "recover"
"""Ways out of trouble: use the spare key file, restore a backup, use the recovery code."""


@dataclass(frozen=True, slots=True)
class BackupFile:
    """What a backup says of itself: when it was made, for which side, how many bytes."""

    made_at: datetime
    side: str
    size: int


class Entrance:
    """One profile of one data folder. Nothing here knows a passphrase for longer than a call."""

    def __init__(self, base: Path, profile: Name, clock: Clock, kdf: KdfParams | None = None) -> None:
        """Take the data folder; `kdf` None: the cost is measured when a vault is made."""
        self.profile = profile
        self.clock = clock
        self._base = base
        self._kdf = kdf

    @property
    def folder(self) -> Path:
        """Where the profile's vault is, there or not; raises UnsafePlace, ReadOnly."""
        return Profiles(self._base).folder(self.profile)

    def exists(self) -> bool:
        """Tell whether anything of a vault is there; raises UnsafePlace, ReadOnly."""
        return vault.exists(self.folder)

    def sealed_files(self) -> tuple[Path, ...]:
        """Return the files in which a vault that is gone sealed for its hub what it had not sent."""
        return waiting_files(self.folder)

    def trouble(self) -> LeadError | None:
        """Return what keeps the vault from opening whatever the passphrase, so that nobody types in vain."""
        try:
            key_file = keyfile.load(self.folder)
            cipher.check_file(key_file.database(self.folder))
        except LeadError as error:
            return error
        return None

    def set_up(self, wish: SetUp) -> Opening:
        """Make the vault; raises what casework.opening.set_up raises."""
        return opening.set_up(self.folder, wish, self.clock, self._kdf)

    def enter(self, user_name: str, passphrase: str) -> Opening:
        """Unlock; raises what casework.opening.enter raises."""
        return opening.enter(self.folder, user_name, passphrase, self.clock)

    def recover(self, code: str, user_name: str, passphrase: str) -> Opening:
        """Unlock by the printed code and set a new passphrase; raises what casework.opening.recover raises."""
        return opening.recover(self.folder, code, user_name, passphrase, self.clock)

    def use_spare(self) -> None:
        """Put the spare key file in the place of the missing or damaged one; raises KeyFileMissing, KeyFileDamaged."""
        vault.use_spare_key_file(self.folder)

    def look_into(self, source: Path) -> BackupFile:
        """Say what a backup is, before a passphrase is asked for; raises BackupDamaged, MadeByNewer."""
        try:
            info = backup.look_into(source)
        except FileNotFoundError:
            raise BackupDamaged from None
        return BackupFile(info.made_at, info.side, info.size)

    def restore(self, source: Path, who: tuple[str, str], progress: Progress, stopped: Callable[[], bool]) -> bool:
        """Prove a backup whole with `who` = (sign-in name, passphrase of then) and put it in the vault's place.

        Returns whether earlier files were kept aside. Raises what store.backup.restore_backup raises.
        """
        try:
            restored = backup.restore_backup(source, self.folder, *who, self.clock, progress, stopped)
        except FileNotFoundError:
            raise BackupDamaged from None
        return restored.aside is not None

    def remove(self) -> None:
        """Remove the sample profile; of the programme's own vault nothing is ever removed."""
        if self.profile == "sample":
            Profiles(self._base).remove_sample()


def close(opened: Opening, reason: str) -> None:
    """Close an opening that was not carried on with; a fault while closing leaves what is saved as it is."""
    with suppress(LeadError):
        opening.lock(opened.desk, reason)


def ways_out(error: LeadError) -> tuple[str, ...]:
    """Return what a person can do about an error besides trying again, best first."""
    if isinstance(error, KeyFileMissing | KeyFileDamaged):
        return (SPARE, RESTORE) if error.spare else (RESTORE,)
    if isinstance(error, DatabaseMissing | NotThisDatabase | Damaged):
        return (RESTORE,)
    if isinstance(error, TooManyTries | LockedUntilReleased | WrongPassphrase):
        return (RECOVER,)
    return ()


def minutes_to_wait(error: LeadError) -> int:
    """Return the minutes until the next try, or none."""
    return error.minutes if isinstance(error, TooManyTries) else 0


def reasons(error: LeadError) -> tuple[str, ...]:
    """Return why a new passphrase is refused, as message keys to translate."""
    return error.reasons if isinstance(error, PassphraseTooWeak) else ()
