"""What a record is: one pydantic class whose fields carry everything the rest of the program needs to know.

A field is declared once with `field(...)`. From its note follow the form, the inline error, the draft, the
stored heads, the operation and its merge, the audit label and the print (docs/architecture.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field as slot
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line
from lead_desktop.i18n import N_


class Sensitivity(StrEnum):
    """The class of a field (domain 2.0); it drives replication, display, export and log level."""

    S0 = "S0"  # reference, not about a person
    S1 = "S1"  # identity and contact
    S2 = "S2"  # legal-system information the programme itself made
    S3 = "S3"  # social service information
    S4 = "S4"  # health other than substance use
    S5 = "S5"  # substance use, 42 CFR Part 2
    S6 = "S6"  # sealed counselling notes
    S7 = "S7"  # extra protected


class Level(StrEnum):
    """When a field is needed (domain 2.0)."""

    DRAFT = "D"
    COMPLETE = "C"
    RECOMMENDED = "R"
    OPTIONAL = "-"


class Merge(StrEnum):
    """How two people's concurrent edits of a field meet (sync 3.9)."""

    SCALAR = "scalar"
    SET = "set"  # OR-set of codes, texts or rows; add wins
    RANK = "rank"  # order of goals and steps; last writer, not surfaced
    STATUS = "status"  # scalar with a transition table
    IMMUTABLE = "immutable"  # written once with the record


class Compartment(StrEnum):
    """The second half of a scope: records of one compartment travel and are purged together."""

    REFERENCE = "reference"
    REFERRAL = "referral"
    IDENTITY = "identity"
    CHARGE = "charge"
    LEGAL = "legal"
    CASEWORK = "casework"
    HEALTH = "health"
    SUD = "sud"
    HARM_REDUCTION = "harm_reduction"
    SAFETY = "safety"
    PROTECTED = "protected"
    SEALED = "sealed"
    CONSENT = "consent"
    CARD = "card"
    PROGRAMME = "programme"


_S = Sensitivity
CLASSES: Mapping[Compartment, frozenset[Sensitivity]] = {
    Compartment.REFERENCE: frozenset({_S.S0}),
    Compartment.REFERRAL: frozenset({_S.S0, _S.S1, _S.S2, _S.S3}),
    Compartment.IDENTITY: frozenset({_S.S0, _S.S1}),
    Compartment.CHARGE: frozenset({_S.S0, _S.S2}),
    Compartment.LEGAL: frozenset({_S.S0, _S.S2}),
    Compartment.CASEWORK: frozenset({_S.S0, _S.S1, _S.S2, _S.S3}),
    Compartment.HEALTH: frozenset({_S.S0, _S.S4}),
    Compartment.SUD: frozenset({_S.S0, _S.S5}),
    Compartment.HARM_REDUCTION: frozenset({_S.S0, _S.S5}),
    Compartment.SAFETY: frozenset({_S.S0, _S.S1, _S.S4}),
    Compartment.PROTECTED: frozenset({_S.S0, _S.S7}),
    Compartment.SEALED: frozenset({_S.S0, _S.S6}),
    Compartment.CONSENT: frozenset({_S.S0, _S.S1, _S.S3}),
    Compartment.CARD: frozenset({_S.S0, _S.S1, _S.S2, _S.S3}),
    Compartment.PROGRAMME: frozenset({_S.S0, _S.S1, _S.S2, _S.S3}),
}
"""Which classes a compartment may hold; a test fails when a record type mixes others in."""


@dataclass(frozen=True, slots=True)
class When:
    """A field applies only while another field of the record holds one of these values."""

    field: str
    values: frozenset[str]


def when(name: str, *values: str) -> When:
    """Say that a field applies while `name` holds one of `values`; a yes/no field has "true" and "false"."""
    return When(name, frozenset(values))


@dataclass(frozen=True, slots=True)
class Note:
    """What the program knows of a field beyond its type."""

    fid: int
    label: str
    sensitivity: Sensitivity
    level: Level = Level.OPTIONAL
    help: str = ""
    codes: str = ""
    merge: Merge = Merge.SCALAR
    when: When | None = None
    ref: str = ""
    past: bool = False
    machine: str = ""
    own_words: bool = False
    masked: bool = False
    search: bool = False


def field(  # noqa: PLR0913 - one declaration says all there is to say of a field
    fid: int,
    label: str,
    sensitivity: Sensitivity,
    level: Level = Level.OPTIONAL,
    *,
    default: Any = None,  # noqa: ANN401 - as pydantic's own
    help: str = "",
    codes: str = "",
    merge: Merge = Merge.SCALAR,
    when: When | None = None,
    ref: str = "",
    past: bool = False,
    machine: str = "",
    own_words: bool = False,
    masked: bool = False,
    search: bool = False,
    ge: int | None = None,
    le: int | None = None,
) -> Any:  # noqa: ANN401 - as pydantic's own
    """Declare a field.

    fid: permanent number within the record type, never used again for something else (sync 3.14).
    label, help: English, marked with N_(); the Spanish stands in the catalogue.
    codes: name of a code list in resources/codes. merge: see Merge. when: see When.
    ref: name of the record type an id points to. past: a date that cannot lie in the future.
    machine: state machine of a status. own_words: the participant's own words, never corrected.
    masked: shown only on request. search: indexed for searching. ge, le: bounds of a number.
    """
    note = Note(fid, label, sensitivity, level, help, codes, merge, when, ref, past, machine, own_words, masked, search)
    return Field(default=default, ge=ge, le=le, json_schema_extra={"note": note})  # type: ignore[dict-item]


class Part(BaseModel):
    """A composite value (a name, a phone, one row of a list): merged whole, never half.

    What a person fills in of it is declared with `field()` too, so that forms have its labels and codes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Row(Part):
    """A row of a repeated field; `key` names it for ever within its record."""

    key: str


class Unanswered(Row):
    """A question that was met with a missing-data code; `key` is the field's name (domain 2.0)."""

    code: Literal["8", "9", "99"]


@dataclass(frozen=True, slots=True)
class Heading:
    """How a record stands in a list: what is read, what it is sorted by, and its number if it has one."""

    title: str
    sort: str
    number: str = ""


class Record(BaseModel):
    """The base of every record: envelope fields of domain 2.0 that are typed; the rest stands in the operations."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    TYPE: ClassVar[int]
    NAME: ClassVar[str]
    LABEL: ClassVar[str]
    COMPARTMENT: ClassVar[Compartment]

    occurred_at: Moment | None = field(901, N_("When it happened"), Sensitivity.S0, past=True)
    source: str | None = field(
        902, N_("How it was entered"), Sensitivity.S0, codes="record_source", default="direct_entry"
    )
    paper_form_ref: Line = field(
        903, N_("Number of the paper form"), Sensitivity.S0, when=When("source", frozenset({"paper_keyed"}))
    )
    lang_used: str | None = field(904, N_("Language used"), Sensitivity.S0, codes="interface_language")
    site: str | None = field(905, N_("Site"), Sensitivity.S0)
    unanswered: tuple[Unanswered, ...] = field(
        906, N_("Questions not answered"), Sensitivity.S0, merge=Merge.SET, default=()
    )

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a record from its JSON body; fields this version does not know are left aside (sync 3.14)."""
        return cls.model_validate_json(text, extra="ignore")

    def to_json(self) -> str:
        """Write the fields that hold something as JSON."""
        return self.model_dump_json(exclude_defaults=True)

    def with_(self, **values: object) -> Self:
        """Return a copy with other values. They are validated; what is not changed has been."""
        try:
            new = {name: _reader(type(self), name).validate_python(value) for name, value in values.items()}
        except (ValidationError, KeyError):
            return type(self).model_validate({**vars(self), **values})  # it names every field that is not right
        return self.model_copy(update=new)

    def heading(self) -> "Heading | None":
        """Return how the record stands in lists and is sorted there; None for records that are not listed."""
        return None

    def rules(self, *, complete: bool) -> "tuple[Problem, ...]":  # noqa: ARG002 - for record types with rules across fields
        """Return problems that concern several fields; record types override it."""
        return ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at, by field, with a code that forms turn into words."""

    field: str
    code: str
    facts: Mapping[str, object] = slot(default_factory=dict)


@cache
def _reader(model: type[Record], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    declared: Any = Annotated[info.annotation, info]
    return TypeAdapter(declared, config=model.model_config)


@cache
def notes(model: type[BaseModel]) -> Mapping[str, Note]:
    """Return the notes of a record type's fields, by name, own fields first and the envelope last.

    Of a part, the fields a person fills in; a row's `key` has no note.
    """
    found: dict[str, Note] = {}
    for name, info in model.model_fields.items():
        extra: Any = info.json_schema_extra or {}
        if isinstance(extra.get("note"), Note):
            found[name] = extra["note"]
        elif not issubclass(model, Part):
            raise TypeError(f"{model.__name__}.{name} is declared without field()")
    return dict(sorted(found.items(), key=lambda item: item[1].fid))


@cache
def notes_by_fid(record_type: type[Record]) -> Mapping[int, Note]:
    """Return the notes of a record type's fields by their permanent number."""
    return {note.fid: note for note in notes(record_type).values()}


@cache
def names_by_fid(record_type: type[Record]) -> Mapping[int, str]:
    """Return field names by their permanent number."""
    by_fid = {note.fid: name for name, note in notes(record_type).items()}
    if len(by_fid) != len(notes(record_type)):
        raise TypeError(f"{record_type.__name__} uses a field number twice")
    return by_fid
