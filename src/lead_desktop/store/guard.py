"""What statements may do: an allow-list that SQLite asks before it runs anything (security 3.5, number 34)."""

from typing import Final

from sqlcipher3 import dbapi2 as sqlite

_DENY: Final = int(sqlite.SQLITE_DENY)
_OK: Final = int(sqlite.SQLITE_OK)
_PRAGMA: Final = int(sqlite.SQLITE_PRAGMA)
_VTABLE: Final = 29
_FUNCTION: Final = 31

_ALWAYS: Final = frozenset(
    (
        sqlite.SQLITE_CREATE_INDEX,
        sqlite.SQLITE_CREATE_TABLE,
        sqlite.SQLITE_CREATE_TRIGGER,
        sqlite.SQLITE_CREATE_VIEW,
        sqlite.SQLITE_DELETE,
        sqlite.SQLITE_INSERT,
        sqlite.SQLITE_READ,
        sqlite.SQLITE_SELECT,
        sqlite.SQLITE_TRANSACTION,
        sqlite.SQLITE_UPDATE,
        sqlite.SQLITE_REINDEX,
        sqlite.SQLITE_ANALYZE,
        32,  # savepoint
        33,  # recursive
    )
)
_WHILE_MIGRATING: Final = frozenset(
    (
        sqlite.SQLITE_ALTER_TABLE,
        sqlite.SQLITE_DROP_INDEX,
        sqlite.SQLITE_DROP_TABLE,
        sqlite.SQLITE_DROP_TRIGGER,
        sqlite.SQLITE_DROP_VIEW,
        30,  # drop a virtual table
    )
)
_ASKED: Final = frozenset(
    "application_id cache_size compile_options data_version database_list foreign_keys freelist_count journal_mode"
    " page_count page_size query_only schema_version synchronous trusted_schema user_version".split()
)
_TOLD: Final = frozenset(
    "application_id cipher_integrity_check defer_foreign_keys foreign_key_check foreign_key_list incremental_vacuum"
    " index_info index_list index_xinfo integrity_check optimize quick_check table_info table_list table_xinfo"
    " user_version wal_checkpoint".split()
)
_FUNCTIONS_REFUSED: Final = frozenset(
    "load_extension sqlcipher_export fts3_tokenizer readfile writefile edit fts5".split()
)


class Guard:
    """The authorizer of one connection; `migrating` lets tables and triggers be dropped and altered."""

    def __init__(self) -> None:
        """Start strict."""
        self.migrating = False

    def __call__(self, action: int, one: str | None, two: str | None, _where: str | None, _by: str | None) -> int:
        """Answer SQLite: OK or DENY."""
        return _OK if self._allowed(action, (one or "").lower(), two) else _DENY

    def _allowed(self, action: int, one: str, two: str | None) -> bool:
        if action == _PRAGMA:
            return one in _TOLD or (two is None and one in _ASKED)
        if action == _FUNCTION:
            return (two or "").lower() not in _FUNCTIONS_REFUSED
        if action == _VTABLE:
            return (two or "").lower() == "fts5"
        return action in _ALWAYS or (self.migrating and action in _WHILE_MIGRATING)
