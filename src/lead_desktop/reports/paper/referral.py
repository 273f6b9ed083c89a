"""A referral on paper: what the referrer wrote, in the order in which one would tell it (domain 2.1)."""

from collections.abc import Iterator, Mapping

from lead_desktop.domain.base import Level, Part, notes
from lead_desktop.domain.checks import applies
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import ChargeRow, CriterionCheck, Referral
from lead_desktop.i18n import N_
from lead_desktop.reports.paper.sheet import Printing, frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        N_("The person"),
        (
            "person_name", "name_quality", "aliases", "dob", "approx_age", "dob_quality", "looks_under_18",
            "adult_reason", "preferred_language", "interpreter_needed", "person_agrees",
        ),
    ),
    (
        N_("Finding and reaching the person"),
        (
            "description_for_finding", "best_place_time", "phone", "safe_to_text", "safe_to_leave_message",
            "contact_through_person", "contact_person",
        ),
    ),
    (N_("Right now"), ("immediate_safety", "reasons", "observation")),
    (
        N_("What happened, and where"),
        (
            "location_text", "beat", "in_catchment", "incident_no", "would_be_charges", "other_charges",
            "amount_within_limit", "victim_present", "victim_agrees", "no_contact_order_conflict",
        ),
    ),
    (
        N_("Basis of the referral"),
        ("social_contact_basis", "within_look_back", "basis_in_area", "history_check", "criteria", "criteria_version"),
    ),
    (
        N_("Hand-off and report"),
        ("handoff_request", "handoff_called_at", "report_sent_to", "report_sent_on", "wants_feedback"),
    ),
    (
        N_("Who refers"),
        (
            "referrer_name", "referrer_role", "referrer_agency", "referrer_unit", "referrer_badge", "referrer_phone",
            "referrer_supervisor", "officer_attestation", "source", "paper_form_ref",
        ),
    ),
)  # fmt: skip
"""Which fields stand under which heading.

Kind and moment stand in the head of the page. Ids are not printed, and a missing answer stands beside its question.
"""

_LABELS: Mapping[str, str] = {
    "referrer_name": N_("Name"),
    "referrer_role": N_("Role"),
    "referrer_phone": N_("Phone"),
}
"""Labels that speak to the person who fills in the form, as they read on paper."""

_HEADING = N_("Referral")
_NAMELESS = N_("Name not known")
_EMPTY = N_("Not filled in")
_CRITERION = N_("Criterion")


def referral_summary(
    referral: Referral, programme: Programme, printing: Printing, criteria: Mapping[str, str] | None = None
) -> bytes:
    """Return the referral as a PDF.

    criteria: words of the site's criteria by code, in the language of the print; a criterion without words is
    printed as `Criterion 1`. Left out is only what does not apply or was never asked for. A referral holds no
    substance use record (classes S1 to S3), so the notice of 42 CFR 2.32 does not stand on it.
    """
    words = printing.words()
    data = {
        **frame(printing, sud=False),
        "heading": words.say(_HEADING),
        "programme": programme.name or "",
        "name": referral.shown_name() or words.say(_NAMELESS),
        "kind": words.value(referral, "referral_type"),
        "moment": words.value(referral, "referred_at"),
        "sections": [
            {"title": words.say(title), "rows": rows}
            for title, names in SECTIONS
            if (rows := list(_rows(referral, names, words, criteria or {})))
        ],
    }
    return typeset("referral", data, printing.at)


def _rows(
    referral: Referral, names: tuple[str, ...], words: Words, criteria: Mapping[str, str]
) -> Iterator[Mapping[str, object]]:
    for name in names:
        if applies(referral, name) and not (name == "source" and referral.source == "direct_entry"):
            row = _table(referral, name, words, criteria) or _line(referral, name, words)
            if row:
                yield row


def _line(referral: Referral, name: str, words: Words) -> Mapping[str, object] | None:
    """Return one label with its answer; questions without an answer stay only where one is needed."""
    answer = words.unanswered(referral, name)
    if not isinstance(getattr(referral, name), tuple) or notes(Referral)[name].codes or name == "aliases":
        answer = words.value(referral, name) or answer
    needed = notes(Referral)[name].level in (Level.DRAFT, Level.COMPLETE) and not _age_given(referral, name)
    if not answer and not needed:
        return None
    return {
        "label": words.say(_LABELS[name]) if name in _LABELS else words.label(Referral, name),
        "answer": answer or words.say(_EMPTY),
        "empty": not answer,
    }


def _age_given(referral: Referral, name: str) -> bool:
    """A birth date's quality is not missed where there is no birth date."""
    return name == "dob_quality" and referral.dob is None


def _table(referral: Referral, name: str, words: Words, criteria: Mapping[str, str]) -> Mapping[str, object] | None:
    """Return the rows of a repeated field as a table, if the field is one and holds rows."""
    rows = getattr(referral, name)
    columns: tuple[str, ...]
    if name in ("would_be_charges", "other_charges") and rows:
        columns = ("description", "statute", "charge_class", "diverted")
        heads = [words.label(ChargeRow, one) for one in columns]
        cells = [_cells(row, columns, words) for row in rows]
    elif name == "criteria" and rows:
        columns = ("result", "reason")
        heads = [words.say(_CRITERION), *(words.label(CriterionCheck, one) for one in columns)]
        cells = [
            [criteria.get(row.key, f"{words.say(_CRITERION)} {place}"), *_cells(row, columns, words)]
            for place, row in enumerate(rows, start=1)
        ]
    else:
        return None
    return {"label": words.label(Referral, name), "heads": heads, "cells": cells}


def _cells(row: Part, columns: tuple[str, ...], words: Words) -> list[str]:
    """Return a row's answers; a statute stands by its number, which is what a court goes by."""
    return [
        "" if not applies(row, one) else getattr(row, one) or "" if one == "statute" else words.value(row, one)
        for one in columns
    ]
