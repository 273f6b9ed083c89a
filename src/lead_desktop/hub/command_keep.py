"""Commands for whoever looks after a hub: how it stands, what waits, backups and the proof that they are whole."""

import shutil
from argparse import Namespace

import psycopg

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.hub.backup import backup_key, make_backup, restore_database, restore_files, scratch_database
from lead_desktop.hub.checking import counts, faults
from lead_desktop.hub.console import Console, moment
from lead_desktop.hub.notices import notices
from lead_desktop.hub.place import Opened, postgres
from lead_desktop.hub.quarantine import Decision, accept, refuse, waiting
from lead_desktop.hub.receipts import OWED
from lead_desktop.hub.settings import read_settings
from lead_desktop.hub.timeline import begin_timeline

_WORDS = {
    "code_wrong": "A wrong enrolment code was tried.",
    "code_dead": "An enrolment code was tried wrongly five times and is dead. Make a new one.",
    "code_again": "A used enrolment code was tried again.",
    "code_late": "An enrolment code was tried after its time.",
    "code_other_people": "An enrolment code was tried for other people than it was made for.",
    "code_other_key": "A laptop or person that is known came with another key. Find out why before letting it in.",
    "clock_ahead": "The hub was started long after the last thing it wrote down. Is this computer's clock right?",
    "clock_jumped": "This computer's clock was set by more than five minutes while the hub ran. Is it right now?",
    "clock_was_ahead": "The clock had been ahead. What laptops lost too early by it was given to them again.",
    "fork": "Two laptops seem to be one: a copy was made, or an old state put back. It is stopped.",
    "wipe_asked": "A wipe of many laptops was asked for and waits for a second administrator.",
    "wipe_approved": "A wipe of many laptops was approved and begins a day later.",
    "wipe_withdrawn": "A wipe of many laptops was withdrawn.",
    "wipe_ordered": "A laptop was ordered to wipe itself.",
    "wipe_unknown": "It was to be wiped after a day's notice and is not known here any more.",
    "wipe_done": "A laptop said that it has wiped itself.",
}
_FIGURES = {
    "operations": "SELECT seq FROM sync_head WHERE stream = 1",
    "records": "SELECT count(*) FROM rec",
    "laptops": "SELECT count(*) FROM device WHERE dev > 0 AND state = 'active'",
    "waiting to be let in": "SELECT count(*) FROM enrolment WHERE state = 'pending'",
    "stopped as copies": "SELECT count(*) FROM device WHERE state = 'suspended'",
    "in quarantine": "SELECT count(*) FROM quarantine WHERE state = 'waiting'",
    "open conflicts": "SELECT count(*) FROM conflict WHERE closed_seq IS NULL",
    "removals attested by a signed receipt": "SELECT count(*) FROM revocation WHERE receipt_at IS NOT NULL",
    "removals not yet attested": f"SELECT count(*) FROM revocation r WHERE {OWED}",  # noqa: S608 - our own words
    "wipes that wait": "SELECT count(*) FROM wipe_request WHERE state IN ('asked', 'approved')",
}


def status(hub: Opened, _options: Namespace, console: Console) -> int:
    """Say how the hub stands, and the newest of what an administrator must know."""
    with hub.database.owning() as connection:
        for name, question in _FIGURES.items():
            row = connection.execute(question.encode()).fetchone()
            console.say(f"{row[0] if row else 0:>10}  {name}")
        oldest = f"SELECT min(told_at) FROM revocation r WHERE {OWED}"  # noqa: S608 - our own words
        row = connection.execute(oldest.encode()).fetchone()
        if row and row[0]:
            console.say(f"The oldest of these removals was told on {moment(row[0])}.")
        for one in notices(connection):
            console.say(f"{moment(one.at)}  {f'laptop {one.dev}: ' if one.dev else ''}{_WORDS.get(one.code, one.code)}")
    return 0


def quarantine(hub: Opened, options: Namespace, console: Console) -> int:
    """List the operations that wait for a decision, by device, number and reason; let one in, or close one."""
    decided = Decision(options.by, utc_ms(hub.clock.now()), options.note)
    with hub.database.owning() as connection:
        if options.accept:
            result = accept(connection, tuple(options.accept), decided)
            console.say(f"Let in as number {result.seq} in the order; laptops get it at their next contact.")
            return 0
        if options.refuse:
            refuse(connection, tuple(options.refuse), decided)
            console.say("Closed; it is kept, and never applied.")
            return 0
        rows = waiting(connection)
    for dev, dseq, code, at in rows:
        console.say(f"{moment(at)}  laptop {dev}  operation {dseq}  {code}")
    console.say(f"{len(rows)} waiting.")
    return 0


def backup(hub: Opened, options: Namespace, console: Console) -> int:
    """Write a sealed backup."""
    file = make_backup(hub, options.folder)
    console.say(f"{file}  {file.stat().st_size / 1e6:.1f} MB")
    if (hub.folder / "keys" / "backup.key").is_file():
        console.say("Its key still lies on this computer, in keys/backup.key. Move it to a safe place elsewhere.")
    return 0


def restore_check(hub: Opened, options: Namespace, console: Console) -> int:
    """Restore a backup into a database beside the hub's, check every operation in it, and remove it again."""
    key = backup_key(options.key or hub.folder / "keys" / "backup.key")
    with scratch_database(hub.url, hub.clock) as url:
        restore_database(options.file, key, url)
        with psycopg.connect(url, options="-c search_path=lead") as connection:
            found, held = list(faults(connection)), counts(connection)
    console.say(*[f"{number:>10}  {name}" for name, number in held.items()])
    console.say(*[f"Amiss: {code}" for code in found])
    console.say("This backup is not whole." if found else "This backup is whole: every operation was read and follows.")
    return 1 if found else 0


def restore(options: Namespace, console: Console, clock: Clock) -> int:
    """Make a hub from a backup, on a new timeline: laptops send again what the backup does not know.

    Its database is one of its own, or the empty one that --database-url names.
    """
    key = backup_key(options.key)
    restore_files(options.file, key, options.data, options.database_url)
    try:
        with postgres(options.data, read_settings(options.data)) as url:
            restore_database(options.file, key, url)
            with psycopg.connect(url, options="-c search_path=lead") as connection:
                found = list(faults(connection))
    except BaseException:
        # Half a hub would look like an empty one. The folder was empty before.
        shutil.rmtree(options.data, ignore_errors=True)
        raise
    console.say(*[f"Amiss: {code}" for code in found])
    console.say(f"Restored on {clock.now():%Y-%m-%d %H:%M}. Start it: lead-hub serve")
    return 1 if found else 0


def migrate(hub: Opened, _options: Namespace, console: Console) -> int:
    """Say which step the database stands at; opening it has brought it up to date."""
    with hub.database.owning() as connection:
        row = connection.execute("SELECT max(number) FROM migration").fetchone()
    console.say(f"The database is up to date: step {row[0] if row else 0}.")
    return 0


def new_timeline(hub: Opened, _options: Namespace, console: Console) -> int:
    """Begin a new epoch after a failover: laptops send again what this database does not know (sync 3.12)."""
    if not console.agreed("Did this database lose anything, or may it have?"):
        return 1
    with hub.database.owning() as connection:
        begin_timeline(connection)
    console.say("A new timeline has begun. Every laptop sends what is missing at its next contact.")
    return 0
