"""Contacts and notes (domain 2.7): facts of a contact apart from what was said, and use-related notes apart again."""

from typing import ClassVar

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import Compartment, Level, Merge, Problem, Sensitivity, field, when
from lead_desktop.domain.dates import Moment
from lead_desktop.domain.text import Line, LongText
from lead_desktop.i18n import N_

_S = Sensitivity
_L = Level
TWO_WAY = ("brief", "substantive", "crisis", "accompaniment", "group_dropin")
"""Kinds of contact in which the person took part: they keep somebody active (domain 1.7 B)."""
_NOTE_HELP = N_("What happened and what was agreed.")
_SEALED_HELP = N_("Sealed: only you can read it here. It is never part of the file, a print, a report or a card.")


class Contact(AboutPerson):
    """One contact or attempt; counted, so kept clean."""

    TYPE: ClassVar[int] = 41
    NAME: ClassVar[str] = "contact"
    LABEL: ClassVar[str] = N_("Contact")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    at: Moment | None = field(1, N_("Date and time"), _S.S3, _L.DRAFT, past=True)
    minutes: int | None = field(2, N_("Minutes"), _S.S3, _L.DRAFT, ge=0, le=1440)
    kind: str | None = field(3, N_("Kind of contact"), _S.S3, _L.DRAFT, codes="contact_kind")
    direction: str | None = field(4, N_("Who reached out"), _S.S3, _L.RECOMMENDED, codes="contact_direction")
    mode: str | None = field(5, N_("How"), _S.S3, _L.DRAFT, codes="contact_mode")
    place_kind: str | None = field(6, N_("Place"), _S.S3, _L.DRAFT, codes="place_kind")
    living_situation: str | None = field(
        7, N_("Where the person lives now"), _S.S3, _L.RECOMMENDED, codes="hud.current_living"
    )
    staff: tuple[str, ...] = field(8, N_("With"), _S.S3, _L.RECOMMENDED, default=(), ref="user", merge=Merge.SET)
    police_present: bool | None = field(9, N_("Police present"), _S.S3, _L.RECOMMENDED)
    domains: tuple[str, ...] = field(
        10, N_("What it was about"), _S.S3, _L.COMPLETE, default=(), codes="plan_domain", merge=Merge.SET,
        help=N_("Write about safer use and treatment in a separate note."),
    )  # fmt: skip
    goals: tuple[str, ...] = field(11, N_("Goals"), _S.S0, default=(), ref="goal", merge=Merge.SET)
    next_at: Moment | None = field(12, N_("Next contact"), _S.S1, _L.RECOMMENDED)
    next_place: Line = field(13, N_("Where, and with whom"), _S.S1, _L.RECOMMENDED)
    mood: int | None = field(14, N_("How was today's visit? 1 to 5"), _S.S3, ge=1, le=5)

    def is_two_way(self) -> bool:
        """Tell whether the person took part, so that the contact keeps them active."""
        return self.kind in TWO_WAY


class Note(AboutPerson):
    """A note without substance use in it; amendments are new notes that name the old."""

    TYPE: ClassVar[int] = 44
    NAME: ClassVar[str] = "note"
    LABEL: ClassVar[str] = N_("Note")
    COMPARTMENT: ClassVar[Compartment] = Compartment.CASEWORK

    contact: str | None = field(1, N_("Contact"), _S.S0, ref="contact")
    kind: str | None = field(2, N_("Kind of note"), _S.S3, _L.DRAFT, codes="note_kind", default="case_note")
    text: LongText = field(3, N_("Note"), _S.S3, _L.RECOMMENDED, help=_NOTE_HELP)
    amends: str | None = field(4, N_("Adds to"), _S.S0, ref="note", merge=Merge.IMMUTABLE)


class SudNote(AboutPerson):
    """A note that may speak of substance use: what a note is unless its author says otherwise (S5)."""

    TYPE: ClassVar[int] = 45
    NAME: ClassVar[str] = "sud_note"
    LABEL: ClassVar[str] = N_("Note")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SUD

    contact: str | None = field(1, N_("Contact"), _S.S0, ref="contact")
    kind: str | None = field(2, N_("Kind of note"), _S.S5, _L.DRAFT, codes="note_kind", default="case_note")
    text: LongText = field(3, N_("Note"), _S.S5, _L.RECOMMENDED, help=_NOTE_HELP)
    amends: str | None = field(4, N_("Adds to"), _S.S0, ref="sud_note", merge=Merge.IMMUTABLE)
    domains: tuple[str, ...] = field(
        5, N_("What it was about"), _S.S5, default=(), codes="plan_domain_sud", merge=Merge.SET
    )


class SafetyFlag(AboutPerson):
    """Something to be careful about today, seen at a contact."""

    TYPE: ClassVar[int] = 46
    NAME: ClassVar[str] = "safety_flag"
    LABEL: ClassVar[str] = N_("Safety today")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SAFETY

    contact: str | None = field(1, N_("Contact"), _S.S0, ref="contact")
    flags: tuple[str, ...] = field(
        2, N_("Safety"), _S.S4, _L.RECOMMENDED, default=(), codes="safety_flag", merge=Merge.SET
    )
    seen_at: Moment | None = field(3, N_("Seen"), _S.S4, _L.DRAFT, past=True)
    settled_at: Moment | None = field(4, N_("Settled"), _S.S4, past=True)
    what_was_done: Line = field(
        5, N_("What was done"), _S.S4,
        when=when(
            "flags", "wellness_check_asked", "overdose_risk_today", "suicide_risk", "violence_risk", "weather_risk"
        ),
    )  # fmt: skip

    def rules(self, *, complete: bool) -> tuple[Problem, ...]:  # noqa: ARG002 - true of a draft as well
        """Nothing urgent, or something; not both."""
        if "none" in self.flags and len(self.flags) > 1:
            return (Problem("flags", "none_with_others"),)
        return ()


class CounsellingNote(AboutPerson):
    """A counselling note: sealed, read by its author, and shared with nobody without a consent of its own (S6).

    It rests in a scope of its own, so that it travels to nobody who wrote another one about the same person.
    """

    TYPE: ClassVar[int] = 76
    NAME: ClassVar[str] = "counselling_note"
    LABEL: ClassVar[str] = N_("Counseling note")
    COMPARTMENT: ClassVar[Compartment] = Compartment.SEALED

    text: LongText = field(1, N_("Counseling note"), _S.S6, _L.DRAFT, help=_SEALED_HELP)
    amends: str | None = field(2, N_("Adds to"), _S.S0, ref="counselling_note", merge=Merge.IMMUTABLE)


AnyNote = Note | SudNote | CounsellingNote
