"""The end of an intake's time: the held charges say that it passed, and the prosecutor decides (domain 1.7 C)."""

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Saved
from lead_desktop.casework.plans import done
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.referral import ReferralTrack
from lead_desktop.domain.states import can
from lead_desktop.errors import StillOpen


def close_window(desk: Desk, person: str) -> Saved:
    """Note that the time for a person's intake is over, on charge and referral; the door stays open to them.

    Raises StillOpen while the time of no charge is over, NotAllowed.
    """
    desk.allow("edit", DivertedCharge, person=person)
    desk.allow("edit", ReferralTrack)
    now = desk.clock.now()
    over = [
        one
        for one in desk.reading.of_person(DivertedCharge, person)
        if one.record.status == "held_pending_intake" and (one.record.due_on(now.date()) or now.date()) < now.date()
    ]
    if not over:
        raise StillOpen
    with desk.writing("intake.window_over", person) as work:
        for charge in over:
            opened = desk.reading.open(DivertedCharge, charge.rid)
            work.edit(opened, charge.record.with_(status="window_lapsed", status_at=now))
        for referral in dict.fromkeys(one.record.referral or "" for one in over):
            for track in desk.reading.under(ReferralTrack, referral):
                if can("referral", track.record.status, "lapsed_window"):
                    opened_track = desk.reading.open(ReferralTrack, track.rid)
                    work.edit(opened_track, track.record.with_(status="lapsed_window", status_at=now))
    return done(work.saved)
