"""No byte of a planted name is found in any file that the program writes."""

from dataclasses import replace
from pathlib import Path

from lead_desktop.casework import plans, referrals
from lead_desktop.casework.opening import lock
from lead_desktop.domain.person import PersonName
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.screening import CriterionResult, Screening
from tests.fakes.clock import StandingClock
from tests.unit.casework.test_story import a_desk, a_referral

CANARY = "Xochiquetzalina"


def hits(folder: Path) -> list[str]:
    """Return the files whose bytes hold the canary in UTF-8, UTF-16 or any case."""
    wanted = [CANARY.encode(), CANARY.lower().encode(), CANARY.encode("utf-16-le"), CANARY.encode("utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(word in path.read_bytes() for word in wanted)]


def test_a_planted_name_is_in_no_file_while_open_and_after_locking(tmp_path: Path) -> None:
    clock = StandingClock()
    desk = a_desk(tmp_path / "v", clock)
    sent = referrals.submit_referral(desk, a_referral(clock, person_name=PersonName(first=CANARY, last=CANARY)))
    decision = Screening(
        screened_at=clock.now(), screened_by=desk.worker.id, criteria_version="1", decision="accepted",
        results=(CriterionResult(key="age", result="met"),), assigned_to=desk.worker.id,
    )  # fmt: skip
    referrals.decide(desk, sent.rids[0], decision)
    track = referrals.track_of(desk, sent.rids[0])
    assert track is not None
    plans.start_plan(desk, track.record.person or "", Plan(started_on=clock.now().date(), statement=CANARY))
    draft = desk.drafts.new(desk.worker.id, "referral", "", "x/referral")
    desk.drafts.keep(replace(draft, state={"name": CANARY}))
    assert [row.name for row in referrals.referral_list(desk)] == [f"{CANARY} {CANARY}"]
    assert hits(tmp_path) == []
    lock(desk, "key")
    assert hits(tmp_path) == []
