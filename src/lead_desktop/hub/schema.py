"""The hub's tables, brought up to date by numbered steps; each step and its number are one transaction."""

from importlib import resources as files

from psycopg import Connection

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

_ROLES = """
DO $$ BEGIN CREATE ROLE lead_owner NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
DO $$ BEGIN CREATE ROLE lead_api NOLOGIN NOBYPASSRLS; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
GRANT lead_owner, lead_api TO CURRENT_USER;
"""
_LOCK = 0x1EAD
"""Number of the advisory lock that keeps two processes from migrating at once."""


class HubDatabaseNewer(LeadError):
    """The hub's tables were made by a later release; they are left untouched."""

    code = "hub_newer_schema"
    message = N_("This database was made by a newer version of the hub. Update the hub, then start it again.")


def steps() -> dict[int, str]:
    """Return the migration scripts by number."""
    found = {}
    for entry in files.files("lead_desktop.hub").joinpath("migrations").iterdir():
        if entry.name.endswith(".sql"):
            found[int(entry.name[:4])] = entry.read_text(encoding="utf-8")
    return dict(sorted(found.items()))


def migrate(connection: Connection) -> int:
    """Bring the tables up to date; return how many steps were run. Raises HubDatabaseNewer.

    The connection is in autocommit and its user may make roles and schemas. A crash in the middle of a step leaves
    the step before it.
    """
    connection.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
    try:
        connection.execute(_ROLES.encode())
        connection.execute("CREATE SCHEMA IF NOT EXISTS lead AUTHORIZATION lead_owner")
        return _run_steps(connection)
    finally:
        connection.execute("SELECT pg_advisory_unlock(%s)", (_LOCK,))


def _run_steps(connection: Connection) -> int:
    waiting = steps()
    with connection.transaction():
        _as_owner(connection)
        connection.execute("CREATE TABLE IF NOT EXISTS migration(number int PRIMARY KEY)")
        row = connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    have: int = row[0] if row else 0
    if have > max(waiting):
        raise HubDatabaseNewer(version=have)
    for number in [one for one in waiting if one > have]:
        with connection.transaction():
            _as_owner(connection)
            connection.execute(waiting[number].encode())
            connection.execute("INSERT INTO migration VALUES (%s)", (number,))
    return max(waiting) - have


def _as_owner(connection: Connection) -> None:
    connection.execute("SET LOCAL ROLE lead_owner")
    connection.execute("SET LOCAL search_path = lead, pg_temp")
