"""A print becomes a file whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from lead_desktop.reports.paper import saving
from lead_desktop.reports.paper.saving import (
    FileInUse,
    NoRoom,
    NotSaved,
    NotWritable,
    PlaceGone,
    is_copied_online,
    save_print,
)
from lead_desktop.store import files
from lead_desktop.store.faults import FileHeld

PDF = b"%PDF-1.7 invented" * 1000


def failing(number: int):
    def write(_handle: int, _data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    return write


def test_a_print_is_saved_for_its_owner_only(tmp_path):
    save_print(PDF, tmp_path / "document.pdf")
    assert (tmp_path / "document.pdf").read_bytes() == PDF
    assert (tmp_path / "document.pdf").stat().st_mode & 0o077 == 0
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.survives(25)
@pytest.mark.survives(59)
@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, NoRoom), (errno.EDQUOT, NoRoom), (errno.EROFS, NotWritable), (errno.EIO, NotSaved)],
)
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_half_done(tmp_path, monkeypatch, number, kind):
    place = tmp_path / "document.pdf"
    place.write_bytes(b"old")
    monkeypatch.setattr(files.os, "write", failing(number))
    with pytest.raises(kind) as caught:
        save_print(PDF, place)
    monkeypatch.undo()
    assert place.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1
    assert caught.value.words().startswith(("There is not", "This folder", "The file"))


@pytest.mark.survives(59)
def test_a_read_only_folder_is_said_in_words(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        with pytest.raises(NotWritable):
            save_print(PDF, folder / "document.pdf")
        assert list(folder.iterdir()) == []
    finally:
        folder.chmod(0o700)


@pytest.mark.survives(59)
@pytest.mark.parametrize(("place", "kind"), [("gone/document.pdf", PlaceGone), ("file/document.pdf", NotSaved)])
def test_a_vanished_folder_is_said_in_words(tmp_path, place, kind):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(kind):
        save_print(PDF, tmp_path / place)


def test_a_file_open_in_another_program_is_said_in_words(tmp_path, monkeypatch):
    def held(*_args: object) -> None:
        raise FileHeld

    monkeypatch.setattr(files, "move_over", held)
    with pytest.raises(FileInUse):
        save_print(PDF, tmp_path / "document.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_by_the_file_name_cannot_be_replaced(tmp_path):
    (tmp_path / "document.pdf").mkdir()
    with pytest.raises(NotSaved):
        save_print(PDF, tmp_path / "document.pdf")
    assert (tmp_path / "document.pdf").is_dir()


@pytest.mark.survives(59)
@pytest.mark.parametrize(
    ("place", "online"),
    [
        ("/h/a/OneDrive - County/x.pdf", True),
        ("/u/a/Library/Mobile Documents/com~apple~CloudDocs/x.pdf", True),
        ("/u/a/Library/CloudStorage/Box-Box/x.pdf", True),
        ("/h/a/Dropbox/cases/x.pdf", True),
        ("/h/a/Documents/x.pdf", False),
        ("/media/stick/boxes/dropbox.pdf", False),
    ],
)
def test_a_folder_that_is_copied_online_is_recognised(place, online):
    assert is_copied_online(Path(place)) is online


def test_every_fault_has_words_of_its_own():
    kinds = [NotSaved, NoRoom, NotWritable, PlaceGone, FileInUse]
    assert len({kind().words() for kind in kinds}) == len(kinds)
    assert saving.NotSaved.code == "print_not_saved"
