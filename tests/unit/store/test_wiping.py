"""A signed wipe leaves nothing that a passphrase opens, not even the vault that a restore had set aside."""

from pathlib import Path

import pytest

from lead_desktop.errors import LeadError
from lead_desktop.store import backup, keyfile
from lead_desktop.store.aside import QUARANTINE, keep_wal, wal_of
from lead_desktop.store.wiping import Wiping
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import NAME, PASSPHRASE, open_again
from tests.unit.store.conftest import Made


def restored(made: Made, clock: StandingClock, target: Path) -> Path:
    """Back a vault up and restore it in its own place; return where the old one was set aside."""
    opened = open_again(made.folder, clock)
    backup.write_backup(opened, target, clock)
    opened.close()
    aside = backup.restore_backup(target, made.folder, NAME, PASSPHRASE, clock).aside
    assert aside is not None
    return aside


def test_after_the_keys_no_vault_opens_neither_this_one_nor_the_one_set_aside(
    cheap_made: Made, standing: StandingClock, tmp_path: Path
) -> None:
    aside = restored(cheap_made, standing, tmp_path / "b")
    opened = open_again(cheap_made.folder, standing)
    Wiping(opened).keys()
    opened.close()
    assert [path.name for path in (*cheap_made.folder.rglob("*"), *aside.iterdir()) if keyfile.NAME in path.name] == []
    for folder in (cheap_made.folder, aside):
        with pytest.raises((LeadError, FileNotFoundError)):
            open_again(folder, standing)


def test_after_the_files_nothing_is_kept_aside_and_no_database_is_left(
    cheap_made: Made, standing: StandingClock, tmp_path: Path
) -> None:
    restored(cheap_made, standing, tmp_path / "b")
    opened = open_again(cheap_made.folder, standing)
    wal_of(opened.database).write_bytes(b"log of an unclean end")
    assert keep_wal(cheap_made.folder, opened.database, standing) is not None
    wiping = Wiping(opened)
    wiping.keys()
    wiping.files()
    assert list((cheap_made.folder / QUARANTINE).iterdir()) == []
    assert list(cheap_made.folder.rglob("*.db*")) == []
