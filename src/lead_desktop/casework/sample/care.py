"""What follows an intake in the sample: plans, contacts, pauses, and the way back."""

from datetime import datetime, timedelta

from lead_desktop.casework import contacts, people, plans
from lead_desktop.casework.kept import Kept
from lead_desktop.casework.sample.cast import Guest
from lead_desktop.casework.sample.clock import SEEN
from lead_desktop.casework.sample.entering import Entering
from lead_desktop.domain.contact import Contact, Note
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.plan import SUD_DOMAINS, AnyGoal, Goal, Plan, Step, SudGoal, SudStep

REVIEW = timedelta(days=90)
_SETTLED: dict[str, tuple[str, str]] = {
    "quiet_this_year": ("enrolled_quiet", ""),
    "quiet_long": ("enrolled_quiet", ""),
    "paused": ("inactive_choice", "own_choice"),
    "away": ("inactive_away", "moved"),
    "self_supporting": ("inactive_stable", "goals_met"),
}
"""How a standing of the cohort is recorded: engagement status and reason."""


def plan(entering: Entering, guest: Guest) -> None:
    """Write the plan in the guest's own words: one or two goals, with steps."""
    chance, person = guest.chance("plan"), entering.people[guest.number]
    with entering.for_guest(guest) as desk:
        today = entering.now().date()
        statement = entering.words["good_days"][3 if guest.spanish else guest.number % 3]
        begun = Plan(
            started_on=today, language="es" if guest.spanish else "en", statement=statement, agreed_how="spoken",
            agreed_on=today, copy_given=True, look_together_on=today + REVIEW if guest.standing == "active" else None,
        )  # fmt: skip
        rid = plans.start_plan(desk, person, begun).rids[0]
        for held in chance.sample(entering.words["goals"], chance.choice((1, 2, 2))):
            about_use = held["domain"] in SUD_DOMAINS
            kind: type[Goal | SudGoal] = SudGoal if about_use else Goal
            step_kind: type[Step | SudStep] = SudStep if about_use else Step
            goal = kind(
                plan=rid, domain=held["domain"], in_their_words=held["words_es" if guest.spanish else "words"],
                kind=held["kind"], importance=chance.randint(5, 10), confidence=chance.randint(3, 9),
                stage=chance.choice(("con", "prep", "act", "main")), status=chance.choice(("hoping", "working_on_it")),
            )  # fmt: skip
            saved = plans.add_goal(desk, person, goal)
            kept: Kept[AnyGoal] = desk.reading.get(kind, saved.rids[0])
            for what in held["steps"]:
                plans.add_step(desk, kept, step_kind(what=what, who=chance.choice(("together", "participant"))))


def look_together(entering: Entering, guest: Guest) -> None:
    """Look at the plan together again: a new version of it."""
    person = entering.people[guest.number]
    with entering.for_guest(guest) as desk:
        board = plans.plan_board(desk, person)
        if board is not None:
            today = entering.now().date()
            again = board.plan.record.with_(started_on=today, agreed_on=today, look_together_on=today + REVIEW)
            plans.next_version(desk, person, again)


def meet(entering: Entering, guest: Guest) -> None:
    """Record a meeting; the last ones before the sample is seen say when the next is planned."""
    now, chance = entering.now(), guest.chance(f"meet {entering.now():%Y%m%d}")
    planned = SEEN + timedelta(days=chance.randrange(7), hours=chance.randint(1, 7))
    soon = guest.standing == "active" and now > SEEN - timedelta(days=21)
    contact = Contact(
        at=now - timedelta(minutes=30), minutes=chance.choice((15, 20, 30, 45)),
        kind=chance.choice(("brief", "substantive", "substantive", "accompaniment")), direction="we_reached_out",
        mode="in_person", place_kind=chance.choice(("street", "dropin", "office", "shelter")),
        domains=(chance.choice(("basic", "docs", "shelter_housing", "health_phys")),), police_present=False,
        next_at=planned if soon else None, next_place=chance.choice(entering.words["best_places"]) if soon else None,
    )  # fmt: skip
    note = Note(text=chance.choice(entering.words["notes"])) if chance.random() < 0.4 else None
    _record(entering, guest, contact, note)


def try_to_reach(entering: Entering, guest: Guest) -> None:
    """Record an attempt in which nobody was reached."""
    contact = Contact(
        at=entering.now() - timedelta(minutes=20), minutes=5, kind="attempt_no_contact", direction="we_reached_out",
        mode="phone", place_kind="phone_only", domains=("basic",),
    )  # fmt: skip
    _record(entering, guest, contact, None)


def tell(entering: Entering, guest: Guest) -> None:
    """Write down what a persona says about sharing: a note, until consent has records of its own."""
    contact = Contact(
        at=entering.now() - timedelta(minutes=15), minutes=15, kind="brief", direction="they_reached_out",
        mode="through_someone" if guest.persona == "marco" else "in_person",
        place_kind="hospital_ed" if guest.persona == "marco" else "office", domains=("legal",),
    )  # fmt: skip
    _record(entering, guest, contact, Note(text=entering.words["persona_notes"][guest.persona]))


def settle(entering: Entering, guest: Guest) -> None:
    """Record where somebody stands who was not reached, moved, paused, or needs no contact."""
    status, reason = _SETTLED[guest.standing]
    _stand(entering, guest, status, reason)


def pause(entering: Entering, guest: Guest) -> None:
    """Record that somebody does not want contact for now."""
    _stand(entering, guest, "inactive_choice", "own_choice")


def _stand(entering: Entering, guest: Guest, status: str, reason: str) -> None:
    with entering.for_guest(guest) as desk:
        held = people.open_file(desk, entering.people[guest.number]).engagement
        record = held.record if held else Engagement()
        tried = {"attempts": 3, "ways_tried": ("phone", "street")} if status == "enrolled_quiet" else {}
        after = record.with_(status=status, status_at=entering.now(), reason=reason or None, **tried)
        contacts.set_engagement(desk, entering.people[guest.number], after)


def _record(entering: Entering, guest: Guest, contact: Contact, note: Note | None) -> None:
    with entering.for_guest(guest) as desk:
        contacts.record_contact(desk, entering.people[guest.number], contact.with_(staff=(desk.worker.id,)), note)


def last_met(guest: Guest, enrolled: datetime) -> datetime:
    """Return when an enrolled guest was met last, by how they stand in the end."""
    chance = guest.chance("last met")
    if guest.standing == "active":
        first, last = SEEN - timedelta(days=80), SEEN - timedelta(days=1)
    elif guest.standing in {"quiet_long", "self_supporting"}:
        first, last = enrolled, datetime(2015, 12, 1, tzinfo=SEEN.tzinfo)
    else:
        first, last = datetime(2016, 1, 15, tzinfo=SEEN.tzinfo), datetime(2016, 9, 10, tzinfo=SEEN.tzinfo)
    first = max(first, enrolled + timedelta(days=1))
    day = first.date() + timedelta(days=chance.randrange(max((last - first).days, 1)))
    return datetime(day.year, day.month, day.day, chance.randint(10, 16), chance.randrange(60), tzinfo=SEEN.tzinfo)
