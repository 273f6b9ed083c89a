"""The part of sqlcipher3.dbapi2 that follows sqlite3; names that only sqlite3 has are left out."""

from sqlite3 import (
    SQLITE_DENY as SQLITE_DENY,
    SQLITE_IGNORE as SQLITE_IGNORE,
    SQLITE_OK as SQLITE_OK,
    Binary as Binary,
    Connection as Connection,
    Cursor as Cursor,
    DatabaseError as DatabaseError,
    DataError as DataError,
    Error as Error,
    IntegrityError as IntegrityError,
    InterfaceError as InterfaceError,
    InternalError as InternalError,
    NotSupportedError as NotSupportedError,
    OperationalError as OperationalError,
    ProgrammingError as ProgrammingError,
    Row as Row,
    Warning as Warning,
    apilevel as apilevel,
    connect as connect,
    paramstyle as paramstyle,
    sqlite_version as sqlite_version,
    threadsafety as threadsafety,
)
from typing import Final

SQLITE_ATTACH: Final[int]
SQLITE_DETACH: Final[int]
SQLITE_PRAGMA: Final[int]
