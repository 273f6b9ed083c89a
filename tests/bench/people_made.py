"""Desks with a thousand, ten thousand or a hundred thousand invented people, made once for a run."""

import random
from datetime import date, timedelta
from pathlib import Path

from lead_desktop.casework.desk import Desk
from lead_desktop.casework.opening import SetUp, set_up
from lead_desktop.clock import Clock
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.person import Person, PersonName, Phone
from lead_desktop.domain.programme import Programme, User
from lead_desktop.store.kdf import KdfParams

BATCH = 200
"""People in one save: two operations each, so that one push has room for it."""
PASSPHRASE = "orchard lantern bicycle seven"
FIRST = tuple(
    "Ana Luis María José Rosa Pedro Denise Marco Jim Núria Tsosie Elena Carlos Benita Rafael Lucía Andre Kateri"
    " Joaquín Esperanza".split()
)
START = tuple(
    "Ab Ba Bar Cas Cha Ci De Dur Es Fa Gar Gon He Ig Ja Lo Mar Mon Na Or Pa Qui Ro San Te Tru Ur Val Ve Za".split()
)
MIDDLE = ("", "ra", "mi", "lo", "ta", "ne", "ri", "so", "de", "va", "cu", "ga", "le", "no", "pi")
END = ("ez", "o", "a", "illo", "ia", "os", "era", "ón", "al", "ín", "aya", "ero", "eda", "oya", "ujo")


def surname(chance: random.Random) -> str:
    """Return an invented surname; about 6,700 are possible."""
    return chance.choice(START) + chance.choice(MIDDLE) + chance.choice(END)


def desk_with(folder: Path, count: int, clock: Clock, kdf: KdfParams) -> Desk:
    """Set up a laptop and bring `count` people in, a few hundred in each transaction."""
    user = User(name="Bench", role="supervisor")
    programme = Programme(name="Bench", number_prefix="B", referral_types=("community",))
    desk = set_up(folder, SetUp("bench", PASSPHRASE, user, programme), clock, kdf=kdf).desk
    chance, now = random.Random(count), clock.now()
    for first in range(0, count, BATCH):
        with desk.writing("bench.fill") as work:
            for number in range(first, min(first + BATCH, count)):
                name = PersonName(first=chance.choice(FIRST), last=surname(chance), second_last=surname(chance))
                phones = (Phone(key="1", number=f"505 555 {number % 10000:04d}"),) if number % 3 == 0 else ()
                born = date(1950, 1, 1) + timedelta(days=chance.randrange(20000))
                rid = work.create(
                    Person(legal_name=name, dob=born, phones=phones, participant_number=f"B-{number:06d}",
                           preferred_language="171")
                )  # fmt: skip
                status = chance.choice(("enrolled_active", "enrolled_quiet", "outreach", "inactive_choice"))
                work.create(Engagement(person=rid, status=status, status_at=now), client=rid)
    return desk


def with_events(desk: Desk, clock: Clock, count: int = 500) -> str:
    """Add one person with `count` contacts; return the person's id."""
    with desk.writing("bench.fill") as work:
        rid = work.create(Person(legal_name=PersonName(first="Busy", last="Person"), preferred_language="171"))
        work.create(Engagement(person=rid, status="enrolled_active", status_at=clock.now()), client=rid)
        for number in range(count):
            at = clock.now() - timedelta(days=number)
            work.create(
                Contact(person=rid, at=at, minutes=15, kind="brief", mode="phone", place_kind="phone_only"), client=rid
            )
    return rid
