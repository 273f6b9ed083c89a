"""A print saved as a file outside the vault: whole or not at all (security section 6, 25 and 59)."""

from pathlib import Path
from typing import Final

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.store.faults import DiskFull, DiskTrouble, FileHeld, ReadOnly, UnsafePlace
from lead_desktop.store.files import replace_file

_SYNCED: Final = ("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "nextcloud", "owncloud")
_SYNCED_EXACT: Final = ("mobile documents", "cloudstorage", "box", "box sync")


class NotSaved(LeadError):
    """The file could not be written; nothing half done is left, and a file of that name is as it was."""

    code = "print_not_saved"
    message = N_("The file could not be saved. Nothing was left half done. Please choose another folder.")


class NoRoom(NotSaved):
    """The disk is full."""

    code = "print_disk_full"
    message = N_("There is not enough room in this place, so nothing was saved. Please choose another folder.")


class NotWritable(NotSaved):
    """The folder or the file in it may not be written."""

    code = "print_read_only"
    message = N_("This folder does not let you save files, so nothing was saved. Please choose another folder.")


class PlaceGone(NotSaved):
    """The folder, such as a memory stick, is not there any more."""

    code = "print_place_gone"
    message = N_("This folder is not there any more, so nothing was saved. Please choose another folder.")


class FileInUse(NotSaved):
    """Another program holds the file open."""

    code = "print_file_in_use"
    message = N_("Another program has this file open, so nothing was saved. Close it there, or choose another name.")


def save_print(pdf: bytes, path: Path) -> None:
    """Write a PDF, readable by its owner only, in place of what may stand there; raises NotSaved and its kinds."""
    try:
        replace_file(path, pdf)
    except DiskFull:
        raise NoRoom from None
    except ReadOnly:
        raise NotWritable from None
    except FileNotFoundError:
        raise PlaceGone from None
    except FileHeld:
        raise FileInUse from None
    except (DiskTrouble, UnsafePlace):
        raise NotSaved from None


def is_copied_online(path: Path) -> bool:
    """Tell whether the folder looks like one whose files are copied to the internet by themselves."""
    names = [one.casefold() for one in path.parent.parts]
    return any(one in _SYNCED_EXACT or any(one.startswith(known) for known in _SYNCED) for one in names)
