"""Program at a glance: what LEAD Santa Fe published, computed anew from records each time (domain 1.2, 7 rule 5).

Nothing is a stored counter. Figures that rest on records which a role neither reads nor counts are left open.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, TypeVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Record
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.dates import age_on
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.health import Health
from lead_desktop.domain.household import Household, Housing, Income
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Demographics, Person
from lead_desktop.domain.protected import Protected
from lead_desktop.domain.referral import Referral, ReferralTrack
from lead_desktop.domain.substance_use import Treatment
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.reports.glance_terms import GROUPS, TERMS
from lead_desktop.store.records import Kept, Reading

A = TypeVar("A", bound=AboutPerson)
Unit = Literal["people", "percent", "years"]
DONE: Final = ("completed", "updated")
_UNDECIDED: Final = ("", "draft", "offered", "submitted", "screening", "presumptively_ineligible", "overridden",
                     "not_accepted_capacity", "unable_to_locate")  # fmt: skip
_NOT_WORKING: Final = {"looking", "unable", "not_looking"}
_PROPERTY: Final = {"30-16-1", "30-16-10", "30-16-11", "30-16-20", "30-15-1"}
_POSSESSION, _PARAPHERNALIA = "30-31-23", "30-31-25.1"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: message keys of its words, its value, and the people behind a percentage.

    value: a count, a percentage of `of`, or years; None when there is nobody to count or the role does not count it.
    """

    key: str
    label: str
    definition: str
    unit: Unit
    value: float | None
    count: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that belong together."""

    key: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """The whole page as it is on a day."""

    seen_on: date
    groups: tuple[Group, ...]

    def figure(self, key: str) -> Figure:
        """Return one figure by its key; raises KeyError."""
        return {one.key: one for group in self.groups for one in group.figures}[key]

    @property
    def empty(self) -> bool:
        """Tell whether nobody was referred yet."""
        return not self.figure("referred").value


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records are counted: all people or those `mine` names, and only the record types that `counts` allows."""

    counts: Callable[[type[Record]], bool]
    mine: Callable[[str], bool] | None = None


@dataclass(slots=True)
class _Subject:
    """One person who was referred or came: their referrals (kind, when, status), and the person once known."""

    person: str = ""
    referrals: list[tuple[datetime | None, str, str]] = field(default_factory=list)

    def statuses(self) -> set[str]:
        return {status for _at, _kind, status in self.referrals}

    def door(self) -> str:
        dated = sorted(((at.timestamp() if at else 0.0, kind) for at, kind, _status in self.referrals))
        return dated[0][1] if dated else ""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Who is enrolled, and how many became what."""

    enrolled: tuple[_Subject, ...]
    counts: Mapping[str, int]


def glance(reading: Reading, seen_on: date, scope: Scope) -> Glance:
    """Compute the page over an open vault; `seen_on` is the date of view, and later records are not left out."""
    people = _sort(reading, _subjects(reading, scope))
    ids = {one.person for one in people.enrolled}
    values: dict[str, tuple[Unit, float | None, int | None]] = {
        key: ("people", count, count) for key, count in people.counts.items()
    }
    values |= _engaged(reading, ids, seen_on, scope)
    values |= _ages(reading, ids, seen_on, scope)
    profile = {**_doors(people.enrolled), **_profile(reading, ids, scope), **_charges(reading, ids, scope)}
    values |= {key: ("percent", _percent(count, len(ids)), count) for key, count in profile.items()}
    return Glance(seen_on, tuple(_group(key, values, len(ids)) for key in GROUPS))


def year_before(day: date) -> date:
    """Return the same day a year earlier; 28 February for a leap day."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return date(day.year - 1, day.month, last)


def _group(key: str, values: Mapping[str, tuple[Unit, float | None, int | None]], of: int) -> Group:
    title, keys = GROUPS[key]
    figures = []
    for one in keys:
        unit, value, count = values[one]
        figures.append(Figure(one, *TERMS[one], unit, value, count, of if unit == "percent" else None))
    return Group(key, title, tuple(figures))


def _percent(count: int | None, of: int) -> float | None:
    return None if count is None or not of else 100 * count / of


def _subjects(reading: Reading, scope: Scope) -> tuple[_Subject, ...]:
    """Gather the referrals of each person; before anybody is known, each referral is one person."""
    tracks = {one.record.referral: one.record for one in reading.of_type(ReferralTrack)}
    found: dict[str, _Subject] = {}
    for held in reading.of_type(Referral):
        track = tracks.get(held.rid, ReferralTrack())
        subject = found.setdefault(track.person or held.rid, _Subject(track.person or ""))
        subject.referrals.append((held.record.referred_at, held.record.referral_type or "", track.status or ""))
    for intake in reading.of_type(Intake):
        if intake.record.person:
            found.setdefault(intake.record.person, _Subject(intake.record.person))
    return tuple(one for one in found.values() if scope.mine is None or (one.person and scope.mine(one.person)))


def _sort(reading: Reading, subjects: tuple[_Subject, ...]) -> _Sorted:
    done = {one.record.person or "" for one in reading.of_type(Intake, *DONE)}
    counts: Counter[str] = Counter()
    enrolled = []
    for subject in subjects:
        place = "enrolled" if subject.person in done else _place(subject.statuses())
        counts[place] += 1
        if place == "enrolled":
            enrolled.append(subject)
    named = ("ineligible", "declined", "no_intake_within_window", "waiting", "recent_referrals_completing_intake")
    held = {key: counts[key] for key in (*named, "enrolled")}
    held["referred"] = len(subjects)
    held["remaining"] = held["enrolled"] + held["recent_referrals_completing_intake"]
    return _Sorted(tuple(enrolled), held)


def _place(statuses: set[str]) -> str:
    """Return what became of somebody who is not enrolled; what is still open counts before what is settled."""
    if statuses & {"accepted", "handoff_done", "outreach_open", "intake_started", "intake_completed"} or not statuses:
        return "recent_referrals_completing_intake"
    if statuses & set(_UNDECIDED):
        return "waiting"
    if "lapsed_window" in statuses:
        return "no_intake_within_window"
    return "declined" if "declined" in statuses else "ineligible"


def _engaged(
    reading: Reading, ids: set[str], seen_on: date, scope: Scope
) -> dict[str, tuple[Unit, float | None, int | None]]:
    keys = ("engaged_past_year", "not_engaged_1y", "of_which_self_supporting")
    if not scope.counts(Contact) or not scope.counts(Engagement):
        return dict.fromkeys(keys, ("people", None, None))
    since = year_before(seen_on)
    engaged = {
        one.record.person
        for one in reading.of_type(Contact)
        if one.record.is_two_way() and one.record.at and since <= one.record.at.date() <= seen_on
    }
    engaged |= {
        one.record.person
        for one in reading.of_type(Intake, *DONE)
        if one.record.completed_at and since <= one.record.completed_at.date() <= seen_on
    }
    resting = ids - engaged
    well = {one.record.person for one in reading.of_type(Engagement, "inactive_stable")} & resting
    found = (len(ids) - len(resting), len(resting), len(well))
    return {key: ("people", count, count) for key, count in zip(keys, found, strict=True)}


def _ages(
    reading: Reading, ids: set[str], seen_on: date, scope: Scope
) -> dict[str, tuple[Unit, float | None, int | None]]:
    births = [one.record.dob for one in reading.of_type(Person) if one.rid in ids] if scope.counts(Person) else []
    ages = [age_on(born, seen_on) for born in births if born is not None]
    if not ages:
        return {"mean_age_years": ("years", None, None), "mode_age_years": ("years", None, None)}
    often = Counter(ages)
    mode = min(often, key=lambda age: (-often[age], age))
    return {
        "mean_age_years": ("years", sum(ages) / len(ages), len(ages)),
        "mode_age_years": ("years", mode, often[mode]),
    }


def _doors(enrolled: Iterable[_Subject]) -> dict[str, int | None]:
    doors = Counter(one.door() for one in enrolled)
    social, arrest = doors["social_contact"], doors["arrest_diversion"]
    other = doors.total() - social - arrest
    return {"social_referral": social, "arrest_referral": arrest, "other_referral": other}


def _profile(reading: Reading, ids: set[str], scope: Scope) -> dict[str, int | None]:
    homes = {one.code for one in code_list("hud.current_living").codes if one.group == "permanent"}
    found: dict[str, int | None] = {
        "female": _count(reading, ids, scope, (Demographics, lambda one: one.sex == "0")),
        "medicaid": _count(reading, ids, scope, (Income, lambda one: "medicaid" in one.insurance)),
        "hepatitis_c": _count(reading, ids, scope, (Protected, lambda one: one.hcv_positive == "1")),
        "child_under_18": _count(reading, ids, scope, (Household, lambda one: bool(one.children_under_18))),
        "permanent_housing": _count(reading, ids, scope, (Housing, lambda one: one.slept_last_night in homes)),
        "completed_high_school": _count(reading, ids, scope, (Income, lambda one: one.last_grade in {"5", "7"})),
        "some_college": _count(
            reading, ids, scope, (Income, lambda one: one.last_grade in {"10", "11", "12", "13", "14"})
        ),
        "unemployed": _count(reading, ids, scope, (Income, lambda one: bool(_NOT_WORKING & set(one.work)))),
        "full_time": _count(reading, ids, scope, (Income, lambda one: "full_time" in one.work)),
        "part_time": _count(
            reading, ids, scope, (Income, lambda one: "part_time" in one.work and "full_time" not in one.work)
        ),
    }
    found["co_occurring_mh_sud"] = None
    if scope.counts(Health) and scope.counts(Treatment):
        told = _those(reading, ids, Health, lambda one: one.mental_health == "1")
        using = _those(reading, ids, Treatment, lambda one: one.disorder in {"1", "2", "3"})
        found["co_occurring_mh_sud"] = len(told & using)
    return found


def _charges(reading: Reading, ids: set[str], scope: Scope) -> dict[str, int | None]:
    kinds: dict[str, set[str]] = {key: set() for key in GROUPS["arrest_reasons"][1]}
    if not scope.counts(DivertedCharge):
        return dict.fromkeys(kinds)
    for held in reading.of_type(DivertedCharge):
        if held.record.person in ids:
            kinds[_kind(held.record.statute or "")].add(held.record.person)
    return {key: len(people) for key, people in kinds.items()}


def _kind(statute: str) -> str:
    if statute == _POSSESSION:
        return "opioid_possession"
    if statute == _PARAPHERNALIA:
        return "drug_paraphernalia"
    return "nonviolent_property" if statute in _PROPERTY else "other_nonviolent"


def _count(reading: Reading, ids: set[str], scope: Scope, what: tuple[type[A], Callable[[A], bool]]) -> int | None:
    kind, holds = what
    return len(_those(reading, ids, kind, holds)) if scope.counts(kind) else None


def _those(reading: Reading, ids: set[str], kind: type[A], holds: Callable[[A], bool]) -> set[str]:
    """Return the people whose newest record of a kind says something."""
    newest: dict[str, Kept[A]] = {}
    for held in reading.of_type(kind):
        newest.setdefault(held.record.person or "", held)
    return {person for person in newest.keys() & ids if holds(newest[person].record)}
