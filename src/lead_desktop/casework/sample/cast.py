"""Who is in the sample: invented people drawn from a fixed seed, so that every laptop gets the same ones."""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from lead_desktop import resources
from lead_desktop.casework.sample.clock import MOUNTAIN, SEEN
from lead_desktop.domain.person import PersonName

FIRST_REFERRAL = datetime(2014, 5, 12, 10, 0, tzinfo=MOUNTAIN)
LAST_ENROLLED = datetime(2016, 11, 20, tzinfo=MOUNTAIN)
_REFERRED_UNTIL = {
    "active": LAST_ENROLLED,
    **dict.fromkeys(("quiet_this_year", "paused", "away"), datetime(2016, 6, 20, tzinfo=MOUNTAIN)),
    **dict.fromkeys(("quiet_long", "self_supporting"), datetime(2015, 8, 1, tzinfo=MOUNTAIN)),
}
"""Until when somebody who stands so in the end was referred: those not engaged for a year came before it."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One invented person and what is going to happen to them.

    outcome: enrolled, intake, ineligible, declined or lapsed. standing: how an enrolled person stands in the end.
    traits: names of cohort.json. charges: opioid, paraphernalia, property, other; they come with the referral of an
    arrest, and after a social referral with a later one. persona: one of domain 7 rule 8, or nothing.
    """

    number: int
    name: PersonName
    born: date
    woman: bool
    door: str
    outcome: str
    referred_at: datetime
    standing: str = ""
    traits: frozenset[str] = frozenset()
    charges: tuple[str, ...] = ()
    spanish: bool = False
    persona: str = ""

    def has(self, trait: str) -> bool:
        """Tell whether a trait was given to this person."""
        return trait in self.traits

    def chance(self, salt: str = "") -> random.Random:
        """Return this person's own source of chance; the same for the same salt."""
        return random.Random(f"{self.number} {salt}")  # noqa: S311 - invents people, keeps no secret


def cohort() -> Mapping[str, Any]:
    """Return the counts that the sample is made of (resources/demo/cohort.json)."""
    held: Mapping[str, Any] = resources.data("demo/cohort.json")
    return held


def cast() -> tuple[Guest, ...]:
    """Return everybody of the sample, in order of their first referral; the same on every laptop."""
    plan = cohort()
    chance = random.Random(plan["seed"])  # noqa: S311 - invents people, keeps no secret
    groups = plan["groups"]
    enrolled = _enrolled(plan, chance)
    others = [
        *_others("intake", ("arrest_diversion", "community", "arrest_diversion"), chance),
        *_others("ineligible", ("arrest_diversion", "social_contact", "arrest_diversion") * 3, chance),
        *_others("declined", ("arrest_diversion", "arrest_diversion", "social_contact"), chance),
        *_others("lapsed", ("arrest_diversion",) * groups["lapsed"], chance),
    ]
    names = _names(chance, [one.woman for one in (*enrolled, *others)])
    named = [
        replace(one, number=place, name=name)
        for place, (one, name) in enumerate(zip((*enrolled, *others), names, strict=True))
    ]
    return tuple(sorted(_with_personas(named), key=lambda one: one.referred_at))


def _enrolled(plan: Mapping[str, Any], chance: random.Random) -> list[Guest]:
    arrest, social = plan["groups"]["enrolled_by_arrest"], plan["groups"]["enrolled_by_social"]
    count = arrest + social
    ages = _shuffled(chance, (int(age) for age, people in plan["ages"].items() for _each in range(people)))
    standings = _shuffled(chance, (name for name, people in plan["standing"].items() for _each in range(people)))
    traits = _traits(plan["traits"], count, chance)
    charges = _charges(plan["charges_by_arrest"], arrest, chance, each=True)
    charges += _charges(plan["charges_by_social"], social, chance, each=False)
    doors = ["arrest_diversion"] * arrest + ["social_contact"] * social
    return [
        Guest(
            0, PersonName(), _birthday(age, chance), "female" in held, door, "enrolled", _when(standing, chance),
            standing, held, charged, spanish=chance.random() < 0.2,
        )
        for age, standing, held, charged, door in zip(ages, standings, traits, charges, doors, strict=True)
    ]  # fmt: skip


def _others(outcome: str, doors: Sequence[str], chance: random.Random) -> list[Guest]:
    made = []
    for door in doors:
        at = _moment(SEEN - timedelta(days=4), SEEN - timedelta(days=2), chance)
        if outcome != "intake":
            at = _moment(FIRST_REFERRAL, LAST_ENROLLED, chance)
        born = _birthday(chance.randint(22, 44), chance)
        charges = ("opioid", "paraphernalia") if door == "arrest_diversion" else ()
        made.append(Guest(0, PersonName(), born, chance.random() < 0.5, door, outcome, at, charges=charges))
    return made


def _when(standing: str, chance: random.Random) -> datetime:
    """Return when somebody who stands so in the end was referred."""
    return _moment(FIRST_REFERRAL, _REFERRED_UNTIL[standing], chance)


def _moment(first: datetime, last: datetime, chance: random.Random) -> datetime:
    day = first.date() + timedelta(days=chance.randrange((last - first).days))
    return datetime(day.year, day.month, day.day, chance.randint(9, 17), chance.randrange(60), tzinfo=MOUNTAIN)


def _birthday(age: int, chance: random.Random) -> date:
    """Return a birthday of somebody who is `age` on the day on which the sample is seen."""
    last = SEEN.date().replace(year=SEEN.year - age)
    return last - timedelta(days=chance.randrange(365))


def _traits(counts: Mapping[str, int], people: int, chance: random.Random) -> list[frozenset[str]]:
    """Give each trait to as many people as it says; schooling and work exclude each other."""
    held: list[set[str]] = [set() for _each in range(people)]
    for group in (("high_school", "some_college"), ("unemployed", "full_time", "part_time")):
        order = _shuffled(chance, range(people))
        for trait in group:
            for _each in range(counts[trait]):
                held[order.pop()].add(trait)
    for trait in sorted(counts.keys() - {"high_school", "some_college", "unemployed", "full_time", "part_time"}):
        for place in chance.sample(range(people), counts[trait]):
            held[place].add(trait)
    return [frozenset(one) for one in held]


def _charges(counts: Mapping[str, int], people: int, chance: random.Random, *, each: bool) -> list[tuple[str, ...]]:
    """Give each kind of charge to as many people as it says; `each`: nobody is left without one.

    Possession comes with paraphernalia.
    """
    held: list[list[str]] = [[] for _each in range(people)]
    order = _shuffled(chance, range(people))
    for kind in ("paraphernalia", "opioid"):
        for place in order[: counts[kind]]:
            held[place].append(kind)
    rest = [*(order[counts["paraphernalia"] :] if each else ()), *order]
    for kind in ("property", "other"):
        for _each in range(counts[kind]):
            held[rest.pop(0)].append(kind)
    return [tuple(one) for one in held]


def _names(chance: random.Random, women: Sequence[bool]) -> list[PersonName]:
    first = resources.data("demo/first_names.json")
    surnames = _surnames()
    taken: set[tuple[str, str]] = set()
    found = []
    for woman in women:
        while True:
            given, last = chance.choice(first["women" if woman else "men"]), chance.choice(surnames)
            if (given, last) not in taken:
                break
        taken.add((given, last))
        second = chance.choice(surnames) if chance.random() < 0.25 else None
        found.append(PersonName(first=given, last=last, second_last=second))
    return found


def _surnames() -> list[str]:
    lines = [line for line in resources.text("demo/nm_surnames.csv").splitlines() if not line.startswith("#")]
    return sorted({row["surname"] for row in csv.DictReader(lines)})


def _with_personas(guests: Sequence[Guest]) -> list[Guest]:
    """Let the people of domain 7 rule 8 be among them."""
    found = list(guests)
    _cast_as(found, "ana", "Ana", ("enrolled", "social_contact", "active"), woman=True)
    _cast_as(found, "jim", "Jim", ("enrolled", "arrest_diversion", "active"), woman=False)
    _cast_as(found, "twin", "María", ("enrolled", "social_contact", "active"), woman=True)
    _cast_as(found, "marco", "Marco", ("intake", "arrest_diversion", ""), woman=None)
    _cast_as(found, "rosa", "Rosa", ("intake", "community", ""), woman=None)
    return found


def _cast_as(found: list[Guest], persona: str, first: str, part: tuple[str, str, str], *, woman: bool | None) -> None:
    """Give the first person who fits a part the persona's first name; sex and totals stay as they are."""
    place = next(
        place
        for place, one in enumerate(found)
        if (one.outcome, one.door, one.standing) == part and not one.persona and woman in (None, one.woman)
    )
    guest = found[place]
    changed = replace(guest, persona=persona, name=guest.name.model_copy(update={"first": first}))
    if persona == "rosa":
        changed = replace(changed, spanish=True, woman=True)
    if persona == "marco":
        changed = replace(changed, woman=False, referred_at=SEEN.replace(hour=15) - timedelta(days=9))
    if persona == "ana":
        changed = replace(changed, referred_at=datetime(2016, 2, 11, 14, 20, tzinfo=MOUNTAIN))
    found[place] = changed


def _shuffled(chance: random.Random, values: Iterable[Any]) -> list[Any]:
    found = list(values)
    chance.shuffle(found)
    return found
