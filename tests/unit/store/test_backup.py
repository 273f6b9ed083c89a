"""A backup is whole, encrypted and proved before it replaces anything; a restore loses nothing that was there."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.errors import LeadError
from lead_desktop.store import backup, people
from lead_desktop.store.aside import QUARANTINE
from lead_desktop.store.faults import (
    BackupDamaged,
    Damaged,
    DiskFull,
    DiskTrouble,
    InUse,
    MadeByNewer,
    Stopped,
    UnsafePlace,
    WrongPassphrase,
)
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import NAME, OTHER, PASSPHRASE, missing, open_again, rows, save
from tests.unit.store.conftest import Made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "lead.backup"


@pytest.fixture
def backed_up(cheap_made: Made, standing: StandingClock, target: Path) -> Path:
    opened = open_again(cheap_made.folder, standing)
    backup.write_backup(opened, target, standing)
    opened.close()
    return target


def restore(source: Path, folder: Path, clock: StandingClock, passphrase: str = PASSPHRASE) -> backup.Restored:
    return backup.restore_backup(source, folder, NAME, passphrase, clock)


def test_a_backup_restores_to_an_empty_folder_and_opens(
    backed_up: Path, standing: StandingClock, tmp_path: Path
) -> None:
    info = backup.look_into(backed_up)
    assert (info.side, info.made_at, info.size) == ("care", standing.now(), backed_up.stat().st_size)
    done = restore(backed_up, tmp_path / "new", standing)
    assert (done.info, done.aside) == (info, None)
    opened = open_again(tmp_path / "new", standing)
    assert len(rows(opened)) == 3
    assert not missing(opened).anything
    assert not opened.unclean
    opened.check()
    opened.close()
    assert [each.name for each in backed_up.parent.iterdir()] == ["lead.backup"]


def test_a_backup_holds_no_readable_text_and_replaces_the_one_before(
    cheap_made: Made, standing: StandingClock, target: Path, tmp_path: Path
) -> None:
    opened = open_again(cheap_made.folder, standing)
    save(opened, "canary" * 50)
    backup.write_backup(opened, target, standing)
    first = target.read_bytes()
    assert b"canary" not in first
    assert not first.startswith(b"SQLite")
    save(opened, "five")
    backup.write_backup(opened, target, standing)
    opened.close()
    restore(target, tmp_path / "new", standing)
    opened = open_again(tmp_path / "new", standing)
    assert len(rows(opened)) == 5
    opened.close()


def test_saves_during_a_backup_neither_wait_nor_tear_it(
    cheap_made: Made, standing: StandingClock, target: Path, tmp_path: Path
) -> None:
    opened = open_again(cheap_made.folder, standing)
    for number in range(30):
        save(opened, f"{number:02d}" * 30_000)
    seen = []

    def busy(done: int, total: int) -> None:
        seen.append((done, total))
        save(opened, "meanwhile")

    backup.write_backup(opened, target, standing, busy)
    assert len(seen) >= 2
    assert seen[-1][0] == seen[-1][1]
    assert len(rows(opened)) == 33 + len(seen)
    opened.close()
    restore(target, tmp_path / "new", standing)
    copy = open_again(tmp_path / "new", standing)
    assert len(rows(copy)) == 33
    assert not missing(copy).anything
    copy.close()


def test_a_stopped_backup_leaves_the_one_before(cheap_made: Made, standing: StandingClock, backed_up: Path) -> None:
    before = backed_up.read_bytes()
    opened = open_again(cheap_made.folder, standing)
    with pytest.raises(Stopped):
        backup.write_backup(opened, backed_up, standing, cancelled=lambda: True)
    assert len(rows(opened)) == 3
    opened.close()
    assert backed_up.read_bytes() == before
    assert [each.name for each in backed_up.parent.iterdir()] == ["lead.backup"]


@pytest.mark.survives(25)
@pytest.mark.parametrize("fault", [DiskFull, Damaged, DiskTrouble])
@pytest.mark.parametrize("where", ["append", "move_over"])
def test_a_fault_during_a_backup_leaves_the_old_one_and_no_half_one(
    where: str,
    fault: type[Exception],
    cheap_made: Made,
    standing: StandingClock,
    backed_up: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = backed_up.read_bytes()

    def fails(*_given: object) -> None:
        raise fault

    opened = open_again(cheap_made.folder, standing)
    monkeypatch.setattr(backup, where, fails)
    with pytest.raises(fault):
        backup.write_backup(opened, backed_up, standing)
    opened.close()
    assert backed_up.read_bytes() == before
    assert [each.name for each in backed_up.parent.iterdir()] == ["lead.backup"]


@pytest.mark.survives(26)
def test_a_target_that_is_gone_is_said(cheap_made: Made, standing: StandingClock, tmp_path: Path) -> None:
    opened = open_again(cheap_made.folder, standing)
    with pytest.raises(DiskTrouble):
        backup.write_backup(opened, tmp_path / "gone" / "lead.backup", standing)
    assert len(rows(opened)) == 3
    opened.close()


def test_a_restore_keeps_what_was_there_aside(cheap_made: Made, backed_up: Path, standing: StandingClock) -> None:
    opened = open_again(cheap_made.folder, standing)
    save(opened, "after the backup")
    people.change_passphrase(opened, PASSPHRASE, OTHER, standing)
    opened.close()
    done = restore(backed_up, cheap_made.folder, standing)
    assert done.aside.parent == cheap_made.folder / QUARANTINE
    opened = open_again(cheap_made.folder, standing)
    assert len(rows(opened)) == 3
    opened.close()
    shutil.copytree(done.aside, done.aside.parent.parent / "old")
    old = open_again(done.aside.parent.parent / "old", standing, OTHER)
    assert len(rows(old)) == 4
    old.close()


def test_a_wrong_passphrase_an_unknown_name_or_an_open_vault_restores_nothing(
    cheap_made: Made, backed_up: Path, standing: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in cheap_made.folder.iterdir() if path.is_file()}
    with pytest.raises(WrongPassphrase):
        restore(backed_up, cheap_made.folder, standing, OTHER)
    with pytest.raises(WrongPassphrase):
        backup.restore_backup(backed_up, cheap_made.folder, "nobody", PASSPHRASE, standing)
    with pytest.raises(Stopped):
        backup.restore_backup(backed_up, cheap_made.folder, NAME, PASSPHRASE, standing, cancelled=lambda: True)
    assert {path.name: path.read_bytes() for path in cheap_made.folder.iterdir() if path.is_file()} == before
    opened = open_again(cheap_made.folder, standing)
    monkeypatch.setattr(backup.Hold.__init__, "__kwdefaults__", {"tries": 2})
    with pytest.raises(InUse):
        restore(backed_up, cheap_made.folder, standing)
    opened.close()


def test_a_backup_that_was_flipped_or_cut_anywhere_restores_nothing(
    backed_up: Path, standing: StandingClock, tmp_path: Path
) -> None:
    data = backed_up.read_bytes()
    harmed = [data[:at] for at in range(0, len(data), 997)]
    harmed += [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(0, len(data), 211)]
    harmed += [data + b"x", b"x" * 4096 + data, data[4096:], b""]
    source = tmp_path / "harmed"
    for bent in harmed:
        source.write_bytes(bent)
        with pytest.raises(LeadError):
            restore(source, tmp_path / "new", standing)
        assert not list((tmp_path / "new").glob("vault.*.db*"))
        assert not list((tmp_path / "new").glob("*.new*"))


def repacked(data: bytes, **values: object) -> bytes:
    length = int.from_bytes(data[-16:-8], "big")
    start = len(data) - 16 - length
    body = json.dumps({**json.loads(data[start:-16]), **values}, sort_keys=True, separators=(",", ":")).encode()
    return data[:start] + body + len(body).to_bytes(8, "big") + data[-8:]


def test_newer_altered_or_mixed_backups_are_refused(backed_up: Path, standing: StandingClock, tmp_path: Path) -> None:
    data = backed_up.read_bytes()
    source = tmp_path / "source"
    source.write_bytes(repacked(data, version=2, more="x"))
    with pytest.raises(MadeByNewer):
        backup.look_into(source)
    for values in ({"made_at": "2030-01-01T00:00:00+00:00"}, {"mark": ""}, {"epoch": 1}, {"side": "law"}):
        source.write_bytes(repacked(data, **values))
        with pytest.raises(BackupDamaged):
            restore(source, tmp_path / "new", standing)
    for values in ({"made_at": "yesterday"}, {"version": 0}, {"version": "1"}, {"mac": None}, {"more": 1}):
        source.write_bytes(repacked(data, **values))
        with pytest.raises(BackupDamaged):
            backup.look_into(source)


def test_a_link_or_nothing_is_no_backup(tmp_path: Path, standing: StandingClock) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(UnsafePlace):
        backup.look_into(tmp_path / "link")
    with pytest.raises(FileNotFoundError):
        backup.look_into(tmp_path / "absent")


def test_a_backup_without_a_mark_restores_and_says_that_the_mark_is_lost(
    cheap_made: Made, standing: StandingClock, target: Path, tmp_path: Path
) -> None:
    opened = open_again(cheap_made.folder, standing)
    (cheap_made.folder / "mark.bin").unlink()
    backup.write_backup(opened, target, standing)
    opened.close()
    restore(target, tmp_path / "new", standing)
    copy = open_again(tmp_path / "new", standing)
    assert missing(copy).mark_lost
    copy.close()


def test_a_restore_forgets_wrong_tries(cheap_made: Made, backed_up: Path, standing: StandingClock) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            open_again(cheap_made.folder, standing, OTHER)
    standing.advance(timedelta(seconds=1))
    restore(backed_up, cheap_made.folder, standing)
    open_again(cheap_made.folder, standing).close()


def test_a_damaged_database_is_not_backed_up_over_a_good_one(
    cheap_made: Made, backed_up: Path, standing: StandingClock
) -> None:
    before = backed_up.read_bytes()
    opened = open_again(cheap_made.folder, standing)
    for number in range(20):
        save(opened, f"{number}" * 3000)
    opened.close()
    database = cheap_made.folder / "vault.0.db"
    data = bytearray(database.read_bytes())
    data[len(data) - 6000] ^= 1
    database.write_bytes(data)
    opened = open_again(cheap_made.folder, standing)
    with pytest.raises((Damaged, DiskTrouble)):
        backup.write_backup(opened, backed_up, standing)
    opened.close()
    assert backed_up.read_bytes() == before
