"""A file is there whole, as it was, or not at all."""

import errno
import os
from pathlib import Path

import pytest

from lead_desktop.store import files
from lead_desktop.store.faults import DiskFull, DiskTrouble, FileHeld, ReadOnly, UnsafePlace


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, DiskFull),
        (errno.EROFS, ReadOnly),
        (errno.EACCES, ReadOnly),
        (errno.ELOOP, UnsafePlace),
        (errno.EIO, DiskTrouble),
        (errno.ENOENT, FileNotFoundError),
    ],
)
def test_the_systems_errors_become_ours(number: int, fault: type[Exception]) -> None:
    with pytest.raises(fault), files.disk_faults():
        raise OSError(number, "secret text")


@pytest.mark.survives(25)
@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_full_disk_leaves_the_old_file_and_no_half_one(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vault.json"
    files.replace_file(path, b"old")

    def full(*_given: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, call, full)
    with pytest.raises(DiskFull):
        files.replace_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["vault.json"]
    assert path.read_bytes() == b"old"


def test_what_the_check_refuses_does_not_take_the_name(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    files.replace_file(path, b"old")

    def refuse(fresh: Path) -> None:
        assert fresh.read_bytes() == b"new"
        raise DiskTrouble

    with pytest.raises(DiskTrouble):
        files.replace_file(path, b"new", refuse)
    assert [each.name for each in tmp_path.iterdir()] == ["vault.json"]
    assert path.read_bytes() == b"old"


class Scanner:
    """A virus scanner that lets go of the file after so many tries to replace it."""

    def __init__(self, tries: int) -> None:
        self.left, self.real, self.slept = tries, os.replace, 0.0

    def replace(self, *given: object) -> None:
        self.left -= 1
        if self.left >= 0:
            raise PermissionError(errno.EACCES, "sharing violation")
        self.real(*given)

    def sleep(self, seconds: float) -> None:
        self.slept += seconds


@pytest.mark.survives(30)
@pytest.mark.parametrize("tries", [1, 39])
def test_a_held_file_is_tried_again(tries: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scanner = Scanner(tries)
    monkeypatch.setattr(os, "replace", scanner.replace)
    monkeypatch.setattr(files.time, "sleep", scanner.sleep)
    files.replace_file(tmp_path / "vault.json", b"new")
    assert (tmp_path / "vault.json").read_bytes() == b"new"
    assert scanner.slept == pytest.approx(tries * 0.05)


@pytest.mark.survives(30)
def test_a_file_held_for_two_seconds_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.json"
    files.replace_file(path, b"old")
    scanner = Scanner(10_000)
    monkeypatch.setattr(os, "replace", scanner.replace)
    monkeypatch.setattr(files.time, "sleep", scanner.sleep)
    with pytest.raises(FileHeld):
        files.replace_file(path, b"new")
    assert scanner.slept == pytest.approx(2.0)
    assert [each.name for each in tmp_path.iterdir()] == ["vault.json"]
    assert path.read_bytes() == b"old"


def test_another_fault_of_a_replacement_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(DiskTrouble):
        files.replace_file(tmp_path / "vault.json", b"new")
    assert not list(tmp_path.iterdir())


@pytest.mark.survives(6)
def test_a_file_or_folder_of_someone_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(UnsafePlace):
        files.read_small(tmp_path / "file", 10)
    with pytest.raises(UnsafePlace):
        files.private_folder(tmp_path)


def test_a_file_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert files.read_small(tmp_path / "file", 4) is None
    assert files.read_small(tmp_path / "file", 5) == b"12345"


def test_short_writes_and_reads_are_carried_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write, real_read = os.write, os.read
    monkeypatch.setattr(os, "write", lambda handle, data: real_write(handle, bytes(data[:3])))
    monkeypatch.setattr(os, "read", lambda handle, size: real_read(handle, min(size, 2)))
    files.write_new(tmp_path / "file", b"0123456789")
    assert files.read_small(tmp_path / "file", 10) == b"0123456789"


def test_where_folders_are_not_synced_and_have_no_modes_nothing_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_POSIX", False)
    monkeypatch.setattr(os, "fsync", lambda _handle: pytest.fail("synced"))
    files.sync_folder(tmp_path)
    tmp_path.chmod(0o755)
    files.check_folder(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_what_interrupted_writes_left_is_swept(tmp_path: Path) -> None:
    for name in ("vault.json.ab12.new", "restored.ab.new-wal", "vault.json"):
        (tmp_path / name).write_bytes(b"x")
    files.sweep(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["vault.json"]
