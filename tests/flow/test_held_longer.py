"""Until when a laptop may hold something can change while it holds it; it learns that and fetches nothing anew."""

from datetime import timedelta
from pathlib import Path

from lead_desktop.casework.referrals import submit_referral
from lead_desktop.clock import utc_ms
from lead_desktop.domain.referral import Referral
from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.sequencer import note_event
from tests.fakes.clock import StandingClock
from tests.fakes.desks import make_desk, typed_referral
from tests.fakes.open_door import Joined
from tests.fakes.postgres import Server

CLOSE = "UPDATE scope_aud SET until = %s WHERE aud = %s AND until IS NULL"
OPEN = """
INSERT INTO scope_aud(scope, aud, basis, since, not_after)
SELECT DISTINCT scope, aud, 'longer', %s::bigint, %s::bigint FROM scope_aud WHERE aud = %s
"""


def test_what_may_be_held_longer_than_was_said_stays_when_its_first_end_comes(tmp_path: Path) -> None:
    clock, server = StandingClock(), Server()
    with server.database() as url, Database(url) as database:
        side = Joined(make_desk(tmp_path / "a", clock, "officer"), Hub(database, clock), "Santa Fe Police")
        sent = submit_referral(side.desk, Referral(**typed_referral(clock)))
        side.sync()
        longer = utc_ms(clock.now() + timedelta(days=90))
        aud = f"user:{side.desk.worker.id}"
        with database.owning() as connection:
            seq = note_event(connection, "test", {}, utc_ms(clock.now()))
            connection.execute(CLOSE, (seq, aud))
            connection.execute(OPEN, (seq, longer, aud))
        side.sync()
        held = "SELECT not_after, state FROM held WHERE scope LIKE '%/referral'"
        assert side.rows(held) == [(longer, "complete")]
        clock.advance(timedelta(days=40))
        side.sync()
        assert side.desk.reading.get(Referral, sent.rids[0])
        side.desk.close()
    server.stop()
