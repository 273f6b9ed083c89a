"""The mark remembers how far the chains came, outlives a torn write, and believes no forged one."""

import os
import random
from pathlib import Path

import pytest

from lead_desktop.store import mark
from lead_desktop.store.faults import MustReopen
from lead_desktop.store.mark import NO_HASH, ChainEnd, Mark, MarkState, Missing, compare
from lead_desktop.store.slots import subkey

VAULT, KEY = "ab" * 16, bytes(range(32))
H1, H2 = b"1" * 32, b"2" * 32


def state_in(data: bytes, vault_id: str, key: bytes) -> MarkState | None:
    return mark._newest(data, bytes.fromhex(vault_id), subkey(key, "lead/mark/v1"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / mark.NAME


def test_a_new_mark_says_that_nothing_was_saved(path: Path) -> None:
    opened = Mark.create(path, VAULT, KEY)
    assert opened.read() == MarkState(1, 0, NO_HASH, 0, NO_HASH)
    assert path.stat().st_size == mark.SIZE


def test_the_last_write_is_read_back_by_the_next_process(path: Path) -> None:
    opened = Mark.create(path, VAULT, KEY)
    for number in range(1, 8):
        opened.write(number, H1, number * 2, H2)
        assert opened.read() == MarkState(number + 1, number, H1, number * 2, H2)
    opened.close()
    opened.close()
    again = Mark(path, VAULT, KEY)
    again.write(8, H2, 16, H1)
    assert again.read() == MarkState(9, 8, H2, 16, H1)
    assert path.stat().st_size == mark.SIZE


def test_a_write_that_is_torn_at_any_byte_leaves_the_one_before(path: Path) -> None:
    opened = Mark.create(path, VAULT, KEY)
    opened.write(1, H1, 1, H1)
    before = path.read_bytes()
    opened.write(2, H2, 2, H2)
    after = path.read_bytes()
    for cut in range(0, mark._SLOT, 7):
        at = (3 % 2) * mark._SLOT
        torn = before[:at] + after[at : at + cut] + before[at + cut :]
        assert state_in(torn, VAULT, KEY).op_seq in (1, 2)


def test_a_flip_a_cut_another_vault_or_another_key_is_not_believed(path: Path) -> None:
    opened = Mark.create(path, VAULT, KEY)
    data = path.read_bytes()
    dice = random.Random(21)
    for _ in range(300):
        bent = bytearray(data)
        bent[mark._SLOT + dice.randrange(mark._BODY.size + 32)] ^= 1 << dice.randrange(8)
        assert state_in(bytes(bent), VAULT, KEY) is None
    assert state_in(data, "cd" * 16, KEY) is None
    assert state_in(data, VAULT, bytes(32)) is None
    assert state_in(data[:5000], VAULT, KEY) is not None
    assert state_in(data[: mark._SLOT], VAULT, KEY) is None
    assert state_in(b"", VAULT, KEY) is None
    opened.close()


def test_a_save_is_one_write_and_one_sync(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Mark.create(path, VAULT, KEY)
    calls = []
    real_write, real_sync = os.pwrite, os.fdatasync
    monkeypatch.setattr(os, "pwrite", lambda *given: calls.append("write") or real_write(*given))
    monkeypatch.setattr(os, "fdatasync", lambda *given: calls.append("sync") or real_sync(*given))
    opened.write(1, H1, 1, H1)
    assert calls == ["write", "sync"]


def test_without_pwrite_the_same_is_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Mark.create(path, VAULT, KEY)
    monkeypatch.delattr(os, "pwrite")
    opened.write(1, H1, 1, H1)
    assert opened.read().op_seq == 1


def test_a_closed_mark_says_so(path: Path) -> None:
    opened = Mark.create(path, VAULT, KEY)
    opened.close()
    with pytest.raises(MustReopen):
        opened.write(1, H1, 1, H1)
    with pytest.raises(MustReopen):
        opened.read()


def chain(*hashes: bytes) -> ChainEnd:
    return ChainEnd(len(hashes), lambda seq: hashes[seq - 1])


@pytest.mark.parametrize(
    ("ops", "events", "expected"),
    [
        (chain(H1, H2), chain(H1), Missing(ops=0, events=0, altered=False, mark_lost=False)),
        (chain(H1, H2, H1), chain(H1, H2), Missing(ops=0, events=0, altered=False, mark_lost=False)),
        (chain(H1), chain(H1), Missing(ops=1, events=0, altered=False, mark_lost=False)),
        (chain(), chain(), Missing(ops=2, events=1, altered=False, mark_lost=False)),
        (chain(H1, H1), chain(H1), Missing(ops=0, events=0, altered=True, mark_lost=False)),
        (chain(H1, H2), chain(H2), Missing(ops=0, events=0, altered=True, mark_lost=False)),
        (ChainEnd(2, lambda _seq: None), chain(H1), Missing(ops=0, events=0, altered=False, mark_lost=False)),
    ],
)
def test_the_database_is_compared_with_the_mark(ops: ChainEnd, events: ChainEnd, expected: Missing) -> None:
    found = compare(MarkState(5, 2, H2, 1, H1), ops, events)
    assert found == expected
    assert found.anything == (expected != Missing(ops=0, events=0, altered=False, mark_lost=False))


def test_a_lost_mark_is_said_and_an_empty_one_asks_for_nothing() -> None:
    assert compare(None, chain(), chain()).mark_lost
    assert not compare(MarkState(1, 0, NO_HASH, 0, NO_HASH), chain(H1), chain(H1)).anything


def test_the_bytes_for_a_backup_are_empty_without_a_file(tmp_path: Path) -> None:
    assert mark.file_bytes(tmp_path) == b""
    Mark.create(tmp_path / mark.NAME, VAULT, KEY).close()
    assert len(mark.file_bytes(tmp_path)) == mark.SIZE
