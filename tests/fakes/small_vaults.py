"""Vaults for tests: the cheapest key derivation that is allowed, and one small table as the content."""

import hashlib
from pathlib import Path

from lead_desktop.ids import UserId
from lead_desktop.store import vault
from lead_desktop.store.cipher import Connection
from lead_desktop.store.kdf import FLOOR, KdfParams, passphrase_bytes
from lead_desktop.store.mark import NO_HASH, ChainEnd
from lead_desktop.store.vault import Vault
from tests.fakes.clock import StandingClock

NAME = "ana"
PASSPHRASE = "seven lanterns under the quiet bridge"
OTHER = "copper kettles whistle past midnight"
USER = UserId("01930000-0000-7000-8000-000000000001")


def cheap_derive(passphrase: str, salt: bytes, params: KdfParams) -> bytes:
    """Derive a key at no cost, for tests that open a vault hundreds of times."""
    params.check()
    return hashlib.sha256(salt + passphrase_bytes(passphrase)).digest()


def prepare(connection: Connection) -> None:
    """Make one chained table, as the real tables are made: at every opening, if it is not there."""
    connection.execute("CREATE TABLE IF NOT EXISTS saved(seq INTEGER PRIMARY KEY, text TEXT, hash BLOB) STRICT")


def new_vault(folder: Path, clock: StandingClock, **more) -> tuple[Vault, str]:
    """Make a vault for Ana."""
    given = {
        "prepare": prepare,
        "side": "care",
        "user_name": NAME,
        "user_id": USER,
        "passphrase": PASSPHRASE,
        "kdf": FLOOR,
    }
    return vault.create_vault(folder, clock=clock, **{**given, **more})


def open_again(folder: Path, clock: StandingClock, passphrase: str = PASSPHRASE, name: str = NAME) -> Vault:
    return vault.unlock(folder, name, passphrase, clock, prepare)


def save(opened: Vault, text: str) -> int:
    """Save one row in one transaction and move the mark, as the program does; return its number."""
    with opened.writer.transaction() as connection:
        row = connection.execute("SELECT seq, hash FROM saved ORDER BY seq DESC LIMIT 1").fetchone()
        seq, before = row or (0, NO_HASH)
        digest = hashlib.sha256(before + text.encode()).digest()
        connection.execute("INSERT INTO saved VALUES(?, ?, ?)", (seq + 1, text, digest))
    opened.mark.write(seq + 1, digest, 0, NO_HASH)
    return seq + 1


def rows(opened: Vault) -> list[tuple[int, str]]:
    return opened.reader.execute("SELECT seq, text FROM saved ORDER BY seq").fetchall()


def end(opened: Vault) -> ChainEnd:
    """The end of the table's chain, as the database has it."""

    def hash_at(seq: int) -> bytes | None:
        row = opened.reader.execute("SELECT hash FROM saved WHERE seq = ?", (seq,)).fetchone()
        return row and row[0]

    return ChainEnd(opened.reader.execute("SELECT coalesce(max(seq), 0) FROM saved").fetchone()[0], hash_at)


NO_EVENTS = ChainEnd(0, lambda _seq: None)


def missing(opened: Vault):
    return opened.missing_after(end(opened), NO_EVENTS)
