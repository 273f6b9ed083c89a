from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from lead_desktop.domain.about import AboutPerson
from lead_desktop.domain.base import CLASSES, Compartment, Merge, Note, Part, Record, Row, names_by_fid, notes
from lead_desktop.domain.catalogue import INTAKE_SECTIONS, RECORD_TYPES
from lead_desktop.domain.states import machines
from lead_desktop.domain.vocabulary import code_list, code_lists
from tests.unit.domain.values import part_of
from tests.unit.domain.words import avoided

TYPES = [pytest.param(one, id=one.NAME) for one in RECORD_TYPES.values()]
EXPORT_ONLY = {"hud.gender"}
"""Kept so that gender, which HUD no longer takes, can still be exported for days when it did."""
IN_THE_BASE = {"missing"}
"""Read by the vocabulary itself for every list."""


def all_notes(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, type[BaseModel], str, Note]]:
    """Yield every declared field of a record type, with those inside parts and rows."""
    for name, note in notes(model).items():
        yield f"{path}{name}", model, name, note
        part = part_of(model, name)
        if part and part.__name__ != "Unanswered":
            yield from all_notes(part, f"{path}{name}.")


def every_note() -> Iterator[tuple[str, type[BaseModel], str, Note]]:
    for one in RECORD_TYPES.values():
        yield from all_notes(one, f"{one.NAME}.")


def test_a_record_type_has_a_number_and_a_name_of_its_own() -> None:
    assert len({one.TYPE for one in RECORD_TYPES.values()}) == len(RECORD_TYPES)


@pytest.mark.parametrize("record_type", TYPES)
def test_a_record_type_holds_classes_of_its_compartment_only(record_type: type[Record]) -> None:
    allowed = CLASSES[record_type.COMPARTMENT]
    assert {
        path: note.sensitivity for path, _, _, note in all_notes(record_type) if note.sensitivity not in allowed
    } == {}


@pytest.mark.parametrize("record_type", TYPES)
def test_field_numbers_are_unique_and_every_field_has_a_label(record_type: type[Record]) -> None:
    assert len(names_by_fid(record_type)) == len(record_type.model_fields)
    for _, model, _, note in all_notes(record_type):
        assert note.label
        numbers = [one.fid for one in notes(model).values()]
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("record_type", TYPES)
def test_sets_are_tuples_and_tuples_are_sets(record_type: type[Record]) -> None:
    for name, note in notes(record_type).items():
        is_tuple = record_type.model_fields[name].annotation is not None and "tuple" in str(
            record_type.model_fields[name].annotation
        )
        assert is_tuple == (note.merge is Merge.SET), name


def test_parts_in_a_set_are_rows_with_a_key() -> None:
    for _, model, name, note in every_note():
        part = part_of(model, name)
        if part and note.merge is Merge.SET:
            assert issubclass(part, Row), name


def test_every_code_list_that_is_named_exists_and_every_list_is_named() -> None:
    named = {note.codes for _, _, _, note in every_note() if note.codes}
    assert {code_list(one).name for one in named} == named
    assert {one.name for one in code_lists()} - named == EXPORT_ONLY | IN_THE_BASE


def test_every_machine_that_is_named_exists_and_merges_as_a_status() -> None:
    named = {note.machine for _, _, _, note in every_note() if note.machine}
    assert named == set(machines())
    assert all(note.merge is Merge.STATUS for _, _, _, note in every_note() if note.machine)


def test_every_reference_points_to_a_record_type() -> None:
    assert {note.ref for _, _, _, note in every_note() if note.ref} <= set(RECORD_TYPES)


def test_a_condition_names_a_field_beside_it_and_values_that_can_occur() -> None:
    for path, model, _, note in every_note():
        if note.when is None:
            continue
        beside = notes(model)[note.when.field]
        for value in note.when.values:
            if beside.machine:
                assert machines()[beside.machine].has(value), path
            elif beside.codes:
                assert code_list(beside.codes).has(value), path
            else:
                assert value in ("true", "false"), path


def test_parts_declare_their_fields_as_records_do() -> None:
    for _, model, name, _ in every_note():
        part = part_of(model, name)
        if part and part.__name__ != "Unanswered":
            assert set(part.model_fields) - set(notes(part)) <= {"key"}
            assert issubclass(part, Part)


def test_no_label_and_no_help_holds_a_word_to_avoid() -> None:
    texts = [(path, text) for path, _, _, note in every_note() for text in (note.label, note.help)]
    texts += [(one.NAME, one.LABEL) for one in RECORD_TYPES.values()]
    assert {path: avoided(text) for path, text in texts if avoided(text)} == {}


def test_labels_are_short_and_begin_with_a_capital() -> None:
    attestation = "referral.officer_attestation"
    for path, _, _, note in every_note():
        assert len(note.label) <= 60 or path == attestation, path
        assert not note.label[0].islower(), path


def test_nobody_is_asked_what_must_never_be_asked() -> None:
    forbidden = (
        "immigra",
        "informant",
        "dealer",
        "associate",
        "ssn_full",
        "gps",
        "urine",
        "ua_result",
        "times_arrested",
    )
    for path, _, _, _ in every_note():
        assert not [one for one in forbidden if one in path], path


def test_the_law_side_has_only_referral_compartments_without_health() -> None:
    from_law = {one.NAME for one in RECORD_TYPES.values() if one.COMPARTMENT is Compartment.REFERRAL}
    assert from_law == {"referral", "referral_status"}


def test_an_intake_has_every_section_once_and_each_is_about_a_person() -> None:
    assert len(set(INTAKE_SECTIONS.values())) == len(INTAKE_SECTIONS)
    assert set(INTAKE_SECTIONS.values()) <= set(RECORD_TYPES.values())
    assert all(issubclass(one, AboutPerson) for name, one in INTAKE_SECTIONS.items() if name != "identity")


def test_protected_fields_are_masked_until_asked_for() -> None:
    for path, _, _, note in every_note():
        if note.sensitivity == "S7":
            assert note.masked, path
