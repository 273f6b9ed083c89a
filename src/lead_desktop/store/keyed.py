"""A raw connection to SQLCipher: keyed, strict settings read back, its errors in our words (security 3.5)."""

import re
import sys
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite

from lead_desktop.errors import LeadError
from lead_desktop.store.faults import (
    Damaged,
    DatabaseMissing,
    DiskFull,
    DiskTrouble,
    InUse,
    NotEnoughMemory,
    NotThisDatabase,
    ReadOnly,
    Refused,
    RuleBroken,
    StatementFault,
    Stopped,
)

_BUSY_MS: Final = 5000

_SETTINGS: Final = (
    ("cipher_page_size", "4096", "4096"),
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("temp_store", "MEMORY", "2"),
    ("secure_delete", "ON", "1"),
    ("foreign_keys", "ON", "1"),
    ("recursive_triggers", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("mmap_size", "0", "0"),
    ("busy_timeout", str(_BUSY_MS), str(_BUSY_MS)),
    ("wal_autocheckpoint", "400", "400"),
    ("journal_size_limit", "4194304", "4194304"),
)
_MAC_SETTINGS: Final = (("fullfsync", "ON", "1"), ("checkpoint_fullfsync", "ON", "1"))

_BY_CODE: Final[dict[int, type[LeadError]]] = {
    3: ReadOnly,
    5: InUse,
    6: InUse,
    7: NotEnoughMemory,
    8: ReadOnly,
    9: Stopped,
    10: DiskTrouble,
    11: Damaged,
    13: DiskFull,
    14: DatabaseMissing,
    19: RuleBroken,
    23: Refused,
    26: Damaged,
}
_BY_TEXT: Final = {
    "disk I/O error": 10,
    "database or disk is full": 13,
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "out of memory": 7,
    "database disk image is malformed": 11,
}
_WORD: Final = re.compile(r"[A-Za-z]+")


def open_raw(path: Path, key: bytes, mode: str, cache_mib: int) -> Any:  # noqa: ANN401 - the library has no types
    """Open a file that is there, key it, set it up; `mode`: rw, ro, copy (no WAL of its own). Raises LeadErrors."""
    raw = _connect(path, "ro" if mode == "ro" else "rw")
    try:
        _key(raw, key)
        _set_up(raw, _wanted(mode, cache_mib))
    except sqlite.Error as error:
        raw.close()
        ours = told(error, "open")
        raise (NotThisDatabase() if isinstance(ours, Damaged) else ours) from None
    except BaseException:
        raw.close()
        raise
    return raw


def told(error: Exception, sql: str) -> LeadError:
    """Return our error for one of the library's; neither its text nor any value is kept.

    WORKAROUND(sqlcipher3 0.6.4): errors of a copy carry no number, only SQLite's own fixed sentence.
    """
    number = int(getattr(error, "sqlite_errorcode", _BY_TEXT.get(str(error), 0)))
    known = _BY_CODE.get(number & 0xFF)
    if known is not None:
        return known()
    return StatementFault(statement=" ".join(_WORD.findall(sql)[:6]), kind=type(error).__name__)


def _connect(path: Path, mode: str) -> Any:  # noqa: ANN401 - the library has no types
    try:
        return sqlite.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=_BUSY_MS / 1000,
            cached_statements=256,
        )
    except sqlite.Error as error:
        raise told(error, "connect") from None


def _key(raw: Any, key: bytes) -> None:  # noqa: ANN401 - as above
    raw.execute("PRAGMA cipher_memory_security=OFF")  # docs/decisions/003
    raw.set_key(f"x'{key.hex()}'")
    if not raw.execute("PRAGMA cipher_version").fetchone():
        raise StatementFault(statement="cipher_version", kind="")
    raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _wanted(mode: str, cache_mib: int) -> list[tuple[str, str, str]]:
    cache, query_only = str(-cache_mib * 1024), str(int(mode == "ro"))
    wanted = [*_SETTINGS, ("cache_size", cache, cache), ("query_only", query_only, query_only)]
    if mode == "copy":
        wanted = [one for one in wanted if one[0] != "journal_mode"] + [("journal_mode", "MEMORY", "memory")]
    return [*wanted, *_MAC_SETTINGS] if sys.platform == "darwin" else wanted


def _set_up(raw: Any, wanted: list[tuple[str, str, str]]) -> None:  # noqa: ANN401 - as above
    raw.enable_load_extension(False)  # noqa: FBT003 - the library's name for off
    for name, value, expected in wanted:
        raw.execute(f"PRAGMA {name}={value}").fetchall()
        found = raw.execute(f"PRAGMA {name}").fetchone()
        if found is None or str(found[0]) != expected:
            raise StatementFault(statement=name, kind="setting")
