"""Ballast, lock, quarantine and profiles: the small files around the vault."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lead_desktop.errors import LeadError
from lead_desktop.store import aside, ballast, faults, profile
from lead_desktop.store.faults import DiskFull, InUse, MustReopen, UnsafePlace
from lead_desktop.store.hold import CLEAN, OPEN, Hold, being_made
from lead_desktop.store.profile import Profiles
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import new_vault, open_again


def test_the_ballast_is_laid_once_and_given_back(tmp_path: Path) -> None:
    assert ballast.put_in(tmp_path)
    first = (tmp_path / ballast.NAME).stat()
    assert first.st_size == ballast.SIZE
    assert first.st_blocks * 512 >= ballast.SIZE
    assert ballast.put_in(tmp_path)
    assert (tmp_path / ballast.NAME).stat().st_ino == first.st_ino
    ballast.free(tmp_path)
    ballast.free(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_short_ballast_is_laid_anew_and_without_fallocate_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ballast.NAME).write_bytes(b"x")
    monkeypatch.delattr("os.posix_fallocate")
    assert ballast.put_in(tmp_path)
    assert (tmp_path / ballast.NAME).stat().st_size == ballast.SIZE


def test_no_ballast_is_laid_on_a_disk_that_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=ballast.ROOM_NEEDED - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert not ballast.put_in(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_ballast_that_does_not_fit_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path) -> None:
        (tmp_path / ballast.NAME).write_bytes(b"half")
        raise DiskFull

    monkeypatch.setattr(ballast, "_fill", full)
    assert not ballast.put_in(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_ballast_that_cannot_be_given_back_is_no_fault(tmp_path: Path) -> None:
    in_the_way = tmp_path / ballast.NAME
    in_the_way.mkdir()
    ballast.free(tmp_path)
    assert in_the_way.is_dir()


@pytest.mark.survives(27)
def test_one_process_holds_the_lock_and_the_next_reads_its_note(
    tmp_path: Path, fork: Callable[[Callable[[], object]], int]
) -> None:
    first = Hold(tmp_path)
    assert first.found == CLEAN
    first.note(OPEN)
    with pytest.raises(InUse):
        Hold(tmp_path, tries=2)

    def other() -> None:
        with pytest.raises(InUse):
            Hold(tmp_path, tries=2)

    assert fork(other) == 0
    first.release()
    first.release()
    with pytest.raises(MustReopen):
        first.note(CLEAN)
    second = Hold(tmp_path)
    assert second.found == OPEN
    second.note(CLEAN)
    second.release()
    assert not being_made(tmp_path)


def test_a_kept_wal_and_moved_files_get_names_of_their_own(tmp_path: Path, standing: StandingClock) -> None:
    database = tmp_path / "vault.0.db"
    assert aside.keep_wal(tmp_path, database, standing) is None
    aside.wal_of(database).write_bytes(b"1")
    kept = [aside.keep_wal(tmp_path, database, standing) for _ in range(2)]
    assert [path.name for path in kept] == ["20261124T160000Z-000.wal", "20261124T160000Z-001.wal"]
    assert aside.move_aside(tmp_path, [database], standing) is None
    database.write_bytes(b"2")
    place = aside.move_aside(tmp_path, [database, tmp_path / "absent"], standing)
    assert (place / "vault.0.db").read_bytes() == b"2"
    assert not database.exists()


def test_profiles_are_two_folders_and_only_the_sample_can_be_removed(
    tmp_path: Path, standing: StandingClock, cheap: list
) -> None:
    profiles = Profiles(tmp_path / "base")
    assert profiles.present() == ()
    profiles.remove_sample()
    for name in profile.NAMES:
        new_vault(profiles.folder(name), standing)[0].close()
    assert profiles.present() == ("programme", "sample")
    opened = open_again(profiles.folder("sample"), standing)
    with pytest.raises(InUse):
        profiles.remove_sample()
    opened.close()
    profiles.remove_sample()
    assert profiles.present() == ("programme",)
    assert not profiles.folder("sample").exists()
    assert (tmp_path / "base").stat().st_mode & 0o777 == 0o700


def test_a_link_in_the_place_of_the_sample_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_bytes(b"x")
    profiles = Profiles(tmp_path / "base")
    profiles.folder("sample").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafePlace):
        profiles.remove_sample()
    assert (tmp_path / "elsewhere" / "file").exists()


def test_the_usual_place_belongs_to_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert Profiles().base == profile.usual_place() == tmp_path / "lead-desktop"


def test_every_fault_has_a_code_of_its_own_and_words() -> None:
    kinds = [kind for kind in vars(faults).values() if isinstance(kind, type) and issubclass(kind, LeadError)]
    known = {faults.KeyFileMissing: {"spare": True}, faults.KeyFileDamaged: {}, faults.TooManyTries: {"minutes": 3}}
    made = [faults.PassphraseTooWeak(())] + [
        kind(**known.get(kind, {})) for kind in kinds if kind is not faults.PassphraseTooWeak
    ]
    assert len({each.code for each in made}) == len(made)
    assert all(each.words() and "{" not in each.words() for each in made)
