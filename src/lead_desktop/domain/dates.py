"""Days and moments as records hold them: of this age of the world, and moments with their UTC offset."""

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError, PydanticKnownError

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2100, 12, 31)
_FIRST_MOMENT = datetime(1900, 1, 2, tzinfo=UTC)
_LAST_MOMENT = datetime(2100, 12, 30, tzinfo=UTC)

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
"""A calendar day between 1900 and 2100; a birth date as well (security section 6, 47)."""


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise PydanticCustomError("timezone_aware", "a moment needs its UTC offset")
    if moment < _FIRST_MOMENT:
        raise PydanticKnownError("greater_than_equal", {"ge": str(FIRST_DAY)})
    if moment > _LAST_MOMENT:
        raise PydanticKnownError("less_than_equal", {"le": str(LAST_DAY)})
    return moment


Moment = Annotated[datetime, AfterValidator(_aware)]
"""A moment with its UTC offset, between 1900 and 2100."""


def age_on(born: date, day: date) -> int:
    """Return full years of age on a day; a birthday on 29 February counts from 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
