"""The mark: how far the two chains had come at the last save, kept outside the database (security 0.2, rulings).

Two preallocated slots of one file, written in turn: one write and one data sync per save. A cut, flipped, deleted
or put-back WAL, or a whole old database, shows as a database that ends before the mark.
"""

import hmac
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lead_desktop.store.faults import MustReopen
from lead_desktop.store.files import disk_faults, open_plain, read_all, read_small, replace_file, write_all
from lead_desktop.store.slots import subkey

NAME: Final = "mark.bin"
_MAGIC: Final = b"LEADMRK1"
_BODY: Final = struct.Struct(">8s16sQQ32sQ32s")
_MAC_BYTES: Final = 32
_SLOT: Final = 4096
SIZE: Final = 2 * _SLOT
NO_HASH: Final = bytes(32)

if sys.platform == "darwin":
    import fcntl

    def _data_sync(handle: int) -> None:
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
elif sys.platform == "win32":

    def _data_sync(handle: int) -> None:
        os.fsync(handle)
else:

    def _data_sync(handle: int) -> None:
        os.fdatasync(handle)


@dataclass(frozen=True)
class MarkState:
    """Last number and hash of the op chain and of the audit chain; `count` is the number of writes so far."""

    count: int
    op_seq: int
    op_hash: bytes
    audit_seq: int
    audit_hash: bytes


@dataclass(frozen=True)
class ChainEnd:
    """What the database says of one chain: its last number, and the hash at a number (None when it was pruned)."""

    seq: int
    hash_at: Callable[[int], bytes | None]


@dataclass(frozen=True)
class Missing:
    """How the database differs from the mark: saves that are gone, a changed hash, or no mark to compare with."""

    ops: int
    events: int
    altered: bool
    mark_lost: bool

    @property
    def anything(self) -> bool:
        """Whether the person must be told."""
        return bool(self.ops or self.events or self.altered or self.mark_lost)


class Mark:
    """The open mark file of a vault."""

    def __init__(self, path: Path, vault_id: str, data_key: bytes) -> None:
        """Open the file; raises FileNotFoundError, UnsafePlace. Use `create` for a new one."""
        self._vault = bytes.fromhex(vault_id)
        self._key = subkey(data_key, "lead/mark/v1")
        self._handle: int | None = open_plain(path, os.O_RDWR)
        state = self.read()
        self._count = 0 if state is None else state.count

    @staticmethod
    def create(path: Path, vault_id: str, data_key: bytes) -> "Mark":
        """Make the file at full size with a first entry of zeros, or replace one, and open it."""
        first = MarkState(1, 0, NO_HASH, 0, NO_HASH)
        body = _packed(first, bytes.fromhex(vault_id), subkey(data_key, "lead/mark/v1"))
        replace_file(path, bytes(_SLOT) + body.ljust(_SLOT, b"\0"))
        return Mark(path, vault_id, data_key)

    def write(self, op_seq: int, op_hash: bytes, audit_seq: int, audit_hash: bytes) -> None:
        """Note how far the chains came: one write and one data sync, into the slot that is not the newest.

        Raises DiskFull, DiskTrouble, ReadOnly; the older slot stays good whatever happens.
        """
        handle = self._open_handle()
        count = self._count + 1
        body = _packed(MarkState(count, op_seq, op_hash, audit_seq, audit_hash), self._vault, self._key)
        with disk_faults():
            if hasattr(os, "pwrite"):
                os.pwrite(handle, body, (count % 2) * _SLOT)
            else:
                os.lseek(handle, (count % 2) * _SLOT, os.SEEK_SET)
                write_all(handle, body)
            _data_sync(handle)
        self._count = count

    def read(self) -> MarkState | None:
        """Return the newest good entry; None when neither slot is good."""
        handle = self._open_handle()
        with disk_faults():
            os.lseek(handle, 0, os.SEEK_SET)
            data = read_all(handle, SIZE)
        return _newest(data, self._vault, self._key)

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def _open_handle(self) -> int:
        if self._handle is None:
            raise MustReopen
        return self._handle


def file_bytes(folder: Path) -> bytes:
    """Return the bytes of a folder's mark file, for a backup; empty when there is none."""
    try:
        return read_small(folder / NAME, SIZE) or b""
    except FileNotFoundError:
        return b""


def compare(state: MarkState | None, ops: ChainEnd, events: ChainEnd) -> Missing:
    """Say what of the marked saves the database no longer has."""
    if state is None:
        return Missing(ops=0, events=0, altered=False, mark_lost=True)
    altered = _altered(ops, state.op_seq, state.op_hash) or _altered(events, state.audit_seq, state.audit_hash)
    return Missing(
        ops=max(0, state.op_seq - ops.seq),
        events=max(0, state.audit_seq - events.seq),
        altered=altered,
        mark_lost=False,
    )


def _altered(end: ChainEnd, seq: int, marked: bytes) -> bool:
    if seq == 0 or end.seq < seq:
        return False
    found = end.hash_at(seq)
    return found is not None and found != marked


def _packed(state: MarkState, vault: bytes, key: bytes) -> bytes:
    body = _BODY.pack(_MAGIC, vault, state.count, state.op_seq, state.op_hash, state.audit_seq, state.audit_hash)
    return body + hmac.digest(key, body, "sha256")


def _newest(data: bytes, vault: bytes, key: bytes) -> MarkState | None:
    states = [_one(data[at : at + _BODY.size + _MAC_BYTES], vault, key) for at in (0, _SLOT)]
    return max((state for state in states if state is not None), key=lambda state: state.count, default=None)


def _one(data: bytes, vault: bytes, key: bytes) -> MarkState | None:
    body, mac = data[: _BODY.size], data[_BODY.size :]
    if not hmac.compare_digest(hmac.digest(key, body, "sha256"), mac):
        return None
    magic, whose, *numbers = _BODY.unpack(body)
    return MarkState(*numbers) if (magic, whose) == (_MAGIC, vault) else None
