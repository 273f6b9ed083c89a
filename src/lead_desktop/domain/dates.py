"""Days and moments as records hold them: of this age of the world, and moments with their UTC offset."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A calendar day between 1900 and 2100; a birth date as well (security section 6, 47)."""
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1900, 1, 2, tzinfo=UTC), le=datetime(2100, 12, 30, 23, 59, 59, tzinfo=UTC))
]
"""A moment with its UTC offset, between 1900 and 2100."""


def age_on(born: date, day: date) -> int:
    """Return full years of age on a day; a birthday on 29 February counts from 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
