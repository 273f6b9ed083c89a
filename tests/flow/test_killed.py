"""A process killed in the middle of its saves loses nothing that it said was saved (security section 6, 23)."""

import multiprocessing
import os
import random
import signal
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest

from lead_desktop.store.audit import Event, first_broken
from lead_desktop.store.ledger import Author
from lead_desktop.store.mark import ChainEnd
from lead_desktop.store.records import Reading
from lead_desktop.store.schema import migrate
from lead_desktop.store.vault import unlock
from lead_desktop.store.writing import Writer
from lead_desktop.wire.op import GENESIS, chained
from tests.fakes.chains import stored_ops
from tests.fakes.clock import StandingClock
from tests.fakes.records import TYPES, Thing, a_thing
from tests.fakes.vaults import PASSPHRASE, USER, make_vault

KILLS = int(os.environ.get("LEAD_KILLS", "50"))


def _save_on_and_on(folder: Path, told: Pipe) -> None:
    """Create and edit records, and tell of each only after its save returned."""
    clock = StandingClock()
    vault = unlock(folder, USER, PASSPHRASE, clock, migrate)
    writer, reading = Writer(vault, clock, TYPES), Reading(vault.reader)
    author = Author(vault.person.user_id, vault.person.sign.sign)
    count = 0
    while True:
        count += 1
        with writer.writing(author, Event("thing.create")) as work:
            rid = work.create(a_thing(count=0, note=f"note {count}"))
        told.send((rid, 0))
        opened = reading.open(Thing, rid)
        with writer.writing(author, Event("thing.edit", rid)) as work:
            work.edit(opened, opened.record.with_(count=count % 30))
        told.send((rid, count % 30))


@pytest.mark.survives(23)
@pytest.mark.survives(28)
def test_no_acknowledged_record_is_lost_however_often_the_process_is_killed(tmp_path: Path) -> None:
    clock, chance = StandingClock(), random.Random(7)
    make_vault(tmp_path / "v", clock).close()
    fork = multiprocessing.get_context("fork")
    acknowledged: dict[str, int] = {}
    for _ in range(KILLS):
        ours, theirs = fork.Pipe()
        child = fork.Process(target=_save_on_and_on, args=(tmp_path / "v", theirs))
        child.start()
        theirs.close()
        wanted = chance.randint(1, 12)
        for _ in range(wanted):
            acknowledged.update([ours.recv()])
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()
        while ours.poll():
            try:
                acknowledged.update([ours.recv()])
            except EOFError:
                break
    vault = unlock(tmp_path / "v", USER, PASSPHRASE, clock, migrate)
    reading = Reading(vault.reader)
    assert vault.unclean
    for rid, count in acknowledged.items():
        assert reading.get(Thing, rid).record.count == count or count == 0  # an edit may be on the disk untold
    chain = GENESIS
    for op, link in stored_ops(vault.reader):
        chain = chained(chain, op.canonical())
        assert link == chain
    assert first_broken(vault.reader) is None
    last = vault.reader.execute("SELECT max(dseq) FROM outbox").fetchone()[0]
    rows = vault.reader.execute("SELECT max(seq) FROM audit").fetchone()[0]
    assert not vault.missing_after(ChainEnd(last, lambda _: None), ChainEnd(rows, lambda _: None)).anything
    vault.close()
