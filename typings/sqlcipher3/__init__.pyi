"""What the program uses of sqlcipher3; its interface follows the standard library's sqlite3."""

from sqlcipher3.dbapi2 import *
