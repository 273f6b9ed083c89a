"""Record types that exist only to test the machinery with every kind of field."""

from datetime import date

from lead_desktop.domain.base import Compartment, Heading, Level, Merge, Part, Record, Row, Sensitivity, field, when
from lead_desktop.domain.text import Line, LongText, Name


class FullName(Part):
    """Two parts merged as one."""

    first: Name = None
    last: Name = None


class Item(Row):
    """A row of a list."""

    what: Line = None


class Thing(Record):
    """A record with a scalar, a composite, sets, rows and a search index."""

    TYPE = 901
    NAME = "thing"
    LABEL = "Thing"
    COMPARTMENT = Compartment.CASEWORK

    name: FullName | None = field(1, "Name", Sensitivity.S1, Level.COMPLETE, search=True)
    born: date | None = field(2, "Born", Sensitivity.S1, past=True, search=True)
    phone: Line = field(3, "Phone", Sensitivity.S1, search=True)
    note: LongText = field(4, "Note", Sensitivity.S3)
    tags: tuple[str, ...] = field(5, "Tags", Sensitivity.S3, merge=Merge.SET, default=())
    items: tuple[Item, ...] = field(6, "Items", Sensitivity.S3, merge=Merge.SET, default=())
    count: int | None = field(7, "Count", Sensitivity.S3, ge=0, le=30)
    sure: bool | None = field(8, "Sure", Sensitivity.S3)
    why: Line = field(9, "Why", Sensitivity.S3, Level.COMPLETE, when=when("sure", "false"))
    person: str | None = field(900, "Person", Sensitivity.S0, ref="person")

    def heading(self) -> Heading | None:
        if self.name is None:
            return None
        return Heading(
            f"{self.name.first or ''} {self.name.last or ''}".strip(), f"{self.name.last}, {self.name.first}"
        )


def a_thing(**values: object) -> Thing:
    held: dict[str, object] = {"name": FullName(first="María", last="Muñoz"), "born": date(1987, 3, 2)}
    return Thing(**{**held, **values})  # type: ignore[arg-type]


TYPES = {Thing.TYPE: Thing}
