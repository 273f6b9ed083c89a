"""Whatever the clock of the laptop says, order is kept, entries are flagged, and honest people are not locked out."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.integrity import verify
from lead_desktop.casework.opening import lock
from lead_desktop.casework.people import people
from lead_desktop.casework.today import today
from lead_desktop.domain.person import Person
from tests.fakes.chains import audit_rows, stored_ops
from tests.fakes.clock import MOUNTAIN, StandingClock
from tests.fakes.desks import bring_in, enter_again, make_desk, walk_in

NOW = StandingClock().now()
FALLS_BACK = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/Denver"))
ODD = {
    "a year back": NOW - timedelta(days=365),
    "a year ahead": NOW + timedelta(days=365),
    "another time zone": NOW.astimezone(timezone(timedelta(hours=9))),
    "1970": datetime(1970, 1, 1, 0, 0, tzinfo=UTC),
    "before 1970": datetime(1969, 12, 31, 23, 0, tzinfo=UTC),
    "the end of 32 bits": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "the hour that comes twice": FALLS_BACK,
    "the hour again": FALLS_BACK.replace(fold=1),
    "the end of a leap second": datetime(2016, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
}


def events(desk: Desk) -> list[tuple[int, str, int]]:
    return [(row.seq, row.ts, row.clock_suspect) for row, _own in audit_rows(desk.vault.reader)]


@pytest.mark.survives(36)
@pytest.mark.parametrize("odd", list(ODD))
def test_work_goes_on_in_order_and_is_flagged_when_the_clock_is_wrong(tmp_path: Path, odd: str) -> None:
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock)
    bring_in(desk, clock)
    clock.set_wall(ODD[odd])
    desk = _locked_and_opened(desk, tmp_path, clock)
    rid = walk_in(desk, "While the clock was odd")
    clock.set_wall(NOW + timedelta(hours=1))
    desk = _locked_and_opened(desk, tmp_path, clock)
    walk_in(desk, "After it was right again")
    assert desk.reading.get(Person, rid)
    assert len(people(desk)) == 3
    assert today(desk) is not None
    ops = [op for op, _link in stored_ops(desk.vault.reader)]
    assert [op.n for op in ops] == sorted(op.n for op in ops)
    assert [op.h for op in ops] == sorted({op.h for op in ops})
    seen = ""
    for _seq, ts, suspect in events(desk):
        assert suspect == int(ts < seen)
        seen = max(seen, ts)
    assert any(suspect for _seq, _ts, suspect in events(desk)) is (ODD[odd] != ODD["another time zone"])
    assert verify(desk, lambda _done, _total: None, lambda: False).good
    desk.close()


def _locked_and_opened(desk: Desk, tmp_path: Path, clock: StandingClock) -> Desk:
    """Lock, and unlock at the first try: no clock keeps the person out."""
    lock(desk, "key")
    return enter_again(tmp_path / "v", clock)


@pytest.mark.survives(36)
def test_a_change_of_the_offset_alone_is_not_suspect(tmp_path: Path) -> None:
    clock = StandingClock()
    desk = make_desk(tmp_path / "v", clock)
    clock.set_wall((NOW + timedelta(seconds=5)).astimezone(timezone(timedelta(hours=-6))))
    walk_in(desk)
    clock.set_wall((NOW + timedelta(seconds=9)).astimezone(MOUNTAIN))
    walk_in(desk, "Ben")
    assert not any(suspect for _seq, _ts, suspect in events(desk))
    desk.close()
