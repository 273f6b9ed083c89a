"""The warm hand-off as it happens: each step by one tap, what came of it, and how it goes on (domain 1.4, 2.3)."""

from dataclasses import dataclass

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.casework.plans import done
from lead_desktop.casework.referrals import track_of
from lead_desktop.casework.standing import note_screened
from lead_desktop.domain.handoff import INTRODUCED, STEPS, Handoff, HandoffCare
from lead_desktop.domain.referral import ARREST, Referral, ReferralTrack
from lead_desktop.domain.states import can
from lead_desktop.errors import NotFound, StillOpen
from lead_desktop.ids import RecordId
from lead_desktop.store.writing import Writing


@dataclass(frozen=True, slots=True)
class HandoffFile:
    """One hand-off as its page shows it: the record, the care given, and the name of whom it is about, if known."""

    handoff: Kept[Handoff]
    care: Kept[HandoffCare] | None
    name: str
    may_care: bool

    @property
    def over(self) -> bool:
        """Tell whether it has come to an end."""
        return bool(self.handoff.record.result)


def handoff_list(desk: Desk) -> tuple[HandoffFile, ...]:
    """Return every hand-off, those under way first, then the newest."""
    desk.allow("read", Handoff)
    files = (_file(desk, one) for one in desk.reading.of_type(Handoff))
    return tuple(sorted(files, key=_place))


def open_handoff(desk: Desk, rid: str) -> HandoffFile:
    """Open a hand-off; the reading is written to the audit chain. Raises NotFound."""
    desk.allow("read", Handoff)
    held = desk.reading.get(Handoff, rid)
    desk.note_view(Handoff, rid)
    return _file(desk, held)


def handoffs_of(desk: Desk, referral: str) -> tuple[Kept[Handoff], ...]:
    """Return the hand-offs of a referral, oldest first."""
    return desk.reading.under(Handoff, referral) if desk.may("read", Handoff) else ()


def begin(desk: Desk, referral: str = "") -> Saved:
    """Note that a call came just now; `referral` names it where it is on this laptop already.

    Where the officer wrote down the time of the call, that time is taken.
    """
    desk.allow("create", Handoff)
    fresh = Handoff(officer_called_at=desk.clock.now(), worker=desk.worker.id)
    person = None
    if referral:
        held, track = desk.reading.get(Referral, referral).record, track_of(desk, referral)
        person = track.record.person if track else None
        fresh = fresh.with_(
            referral=referral, person=person, officer_called_at=held.handoff_called_at or fresh.officer_called_at,
            caller=held.referrer_name, place=held.location_text, who=held.shown_name() or None,
        )  # fmt: skip
    with desk.writing("handoff.begin", referral) as work:
        work.create(fresh, client=person or referral)
    return done(work.saved)


def tap(desk: Desk, rid: str, step: str) -> Saved | None:
    """Note that a step happened just now; one that is noted already stays as it was. Raises StillOpen once it ended.

    With the last step the hand-off has come about: the referral says so where its machine has that way.
    """
    desk.allow("edit", Handoff)
    opened = desk.reading.open(Handoff, rid)
    if step not in STEPS or opened.record.result:
        raise StillOpen
    if getattr(opened.record, step) is not None:
        return None
    after = opened.record.with_(**{step: desk.clock.now()})
    if step != "officer_called_at" and after.worker is None:
        after = after.with_(worker=desk.worker.id)
    check(desk, after)
    with desk.writing(f"handoff.{step}", rid) as work:
        work.edit(opened, after)
    return work.saved


def open_for_change(desk: Desk, rid: str) -> tuple[Opened[Handoff], Opened[HandoffCare] | None]:
    """Open a hand-off and the care given with it, as a form shows both."""
    desk.allow("edit", Handoff)
    care = desk.reading.under(HandoffCare, rid) if desk.may("edit", HandoffCare) else ()
    return desk.reading.open(Handoff, rid), desk.reading.open(HandoffCare, care[0].rid) if care else None


def save_handoff(
    desk: Desk,
    opened: tuple[Opened[Handoff], Opened[HandoffCare] | None],
    after: tuple[Handoff, HandoffCare | None],
    *,
    draft: str = "",
) -> Saved | None:
    """Save what came of a hand-off, with the care given: two records of two compartments in one transaction.

    With a result everything is asked that a complete hand-off needs; without one only what a draft needs. Raises
    NotAllowed, Incomplete.
    """
    desk.allow("edit", Handoff)
    handoff, care = after
    check(desk, handoff, complete=bool(handoff.result))
    if care is not None:
        care = care.with_(handoff=opened[0].rid, person=handoff.person)
        desk.allow("edit", HandoffCare)
        check(desk, care)
    with desk.writing("handoff.save", opened[0].rid) as work:
        work.edit(opened[0], handoff)
        if care is not None:
            _save_care(work, opened, care)
        if handoff.result == INTRODUCED and handoff.referral:
            note_introduced(desk, work, handoff.referral)
        if draft:
            work.discard_draft(draft)
    return work.saved


def link(desk: Desk, rid: str, referral: str) -> Saved | None:
    """Say which referral a hand-off belongs to, once that has arrived; its words and times stay as they are."""
    desk.allow("edit", Handoff)
    opened, held = desk.reading.open(Handoff, rid), desk.reading.get(Referral, referral)
    track = track_of(desk, referral)
    after = opened.record.with_(referral=held.rid, person=track.record.person if track else None)
    with desk.writing("handoff.link", rid) as work:
        work.edit(opened, after)
        if after.result == INTRODUCED:
            note_introduced(desk, work, referral)
    return work.saved


def linkable(desk: Desk) -> tuple[tuple[RecordId, str], ...]:
    """Return referrals of the last two days that have no hand-off yet, newest first, by id and name."""
    desk.allow("read", Referral)
    taken = {one.record.referral for one in desk.reading.of_type(Handoff)}
    now = desk.clock.now()
    found = [
        (one.record.referred_at, one.rid, one.record.shown_name())
        for one in desk.reading.of_type(Referral)
        if one.rid not in taken and one.record.referral_type in ARREST
        if one.record.referred_at is not None and (now - one.record.referred_at).days < 2
    ]
    return tuple((rid, name) for _at, rid, name in sorted(found, reverse=True))


def note_introduced(desk: Desk, work: Writing, referral: str) -> None:
    """Move an accepted referral to introduced in person, and the person to screened; who stands elsewhere stays."""
    for track in desk.reading.under(ReferralTrack, referral):
        if can("referral", track.record.status, "handoff_done") and track.record.status != "handoff_done":
            opened = desk.reading.open(ReferralTrack, track.rid)
            work.edit(opened, opened.record.with_(status="handoff_done", status_at=desk.clock.now()))
        if track.record.person:
            note_screened(desk, work, track.record.person)


def _save_care(work: Writing, opened: tuple[Opened[Handoff], Opened[HandoffCare] | None], care: HandoffCare) -> None:
    handoff, before = opened
    if before is not None:
        work.edit(before, before.record.with_(given=care.given))
    elif care.given:
        work.create(care, client=str(handoff.scope).partition("/")[0])


def _file(desk: Desk, held: Kept[Handoff]) -> HandoffFile:
    may_care = desk.may("edit", HandoffCare)
    care = desk.reading.under(HandoffCare, held.rid) if desk.may("read", HandoffCare) else ()
    return HandoffFile(held, care[0] if care else None, _name(desk, held.record), may_care)


def _name(desk: Desk, record: Handoff) -> str:
    """Return the name as the referral has it, else as it was said on the phone."""
    try:
        return desk.reading.get(Referral, record.referral or "").record.shown_name() or record.who or ""
    except NotFound:
        return record.who or ""


def _place(file: HandoffFile) -> tuple[bool, float]:
    began = file.handoff.record.began()
    return file.over, -(began.timestamp() if began else 0.0)
