"""Every problem has a sentence of ours, and no sentence repeats what was typed."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel, ValidationError

import lead_desktop
from lead_desktop.domain.base import Part, Problem
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.ui.forms.problems import OTHER, SENTENCES, from_validation, sentence
from tests.ui.forms.conftest import switch_to_pseudo
from tests.ui.forms.sample import Sample

PACKAGE = Path(lead_desktop.__file__).parent
JUNK = (
    None,
    True,
    -1,
    10**15,
    1.5,
    float("inf"),
    "",
    "xSECRETx",
    "x" * 30_000,
    "2026-02-31",
    "1899-01-01",
    "2026-11-24",
    "2026-11-24T09:00:00",
    "2026-11-24T09:00:00Z",
    "9999-11-24T09:00:00Z",
    [],
    ["xSECRETx"],
    [""],
    [None],
    [1],
    [[]],
    [{}],
    [{"key": 1}],
    [{"key": "k", "xSECRETx": 1}],
    {},
    {"xSECRETx": 1},
)


def parts_of(model: type[BaseModel]) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()

    def look(annotation: object) -> None:
        if isinstance(annotation, type) and issubclass(annotation, Part):
            found.add(annotation)
            found.update(parts_of(annotation))
        for one in get_args(annotation):
            look(one)

    for info in model.model_fields.values():
        look(info.annotation)
    return found


def every_model() -> list[type[BaseModel]]:
    models: set[type[BaseModel]] = {Sample, *RECORD_TYPES.values()}
    return sorted(models | {part for one in models for part in parts_of(one)}, key=lambda one: one.__name__)


@pytest.mark.parametrize("model", every_model(), ids=lambda one: one.__name__)
def test_every_error_that_a_record_can_raise_has_a_sentence_of_ours(model):
    for name in model.model_fields:
        for junk in JUNK:
            try:
                model.model_validate_json(json.dumps({name: junk}))
            except ValidationError as fault:
                for problem in from_validation(fault):
                    assert problem.code in SENTENCES, (name, problem.code)
                    words = sentence(problem)
                    assert "SECRET" not in words
                    assert "…" not in words, (problem.code, words)


def test_a_lone_surrogate_has_its_sentence():
    with pytest.raises(ValidationError) as fault:
        Sample(name="a\ud800")
    (problem,) = from_validation(fault.value)
    assert problem.code == "not_text"
    assert sentence(problem) == "This is not valid text. Please type it again."


def test_every_problem_that_the_program_names_has_a_sentence():
    named = set()
    for path in [*PACKAGE.glob("domain/*.py"), *PACKAGE.glob("ui/forms/*.py")]:
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"Problem\([^()]*?, \"(\w+)\"", source))
        named |= set(re.findall(r"Unreadable\(\"(\w+)\"", source))
    assert len(named) > 10
    assert named <= set(SENTENCES), named - set(SENTENCES)


def test_a_problem_nobody_foresaw_has_words_too():
    assert sentence(Problem("name", "from_the_future")) == OTHER


def test_numbers_in_a_sentence_are_written_for_reading():
    words = sentence(Problem("", "paste_too_long", {"length": 1_048_576, "max_length": 20_000}))
    assert "1,048,576" in words
    assert "20,000" in words


def test_sentences_are_said_in_the_language_that_is_switched_on(monkeypatch):
    switch_to_pseudo(monkeypatch)
    assert sentence(Problem("name", "needed")).startswith("[An answer is needed here.")
