"""Lessons: whole in both languages, noted by whoever read them, and nobody scored."""

from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework import learning
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.base import notes
from lead_desktop.domain.lesson import PRINCIPLES, Said, teaching
from lead_desktop.domain.training import Training
from lead_desktop.domain.vocabulary import code_list, label
from lead_desktop.errors import NotAllowed, NotFound
from tests.fakes.clock import StandingClock
from tests.fakes.desks import as_role, make_desk


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock: StandingClock) -> Desk:
    return make_desk(tmp_path / "v", clock, "officer")


def test_every_lesson_has_a_title_parts_a_check_in_and_sources_in_both_languages() -> None:
    held = teaching()
    keys = [one.key for one in held.lessons]
    assert {*keys, PRINCIPLES} == {one.code for one in code_list("lesson").codes}
    for one in held.lessons:
        assert one.sections
        assert one.sources
        assert 2 <= one.minutes <= 5
        assert all(len(question.answers) >= 3 for question in one.check)
        texts = [text for part in one.sections for text in (part.heading, *part.paragraphs)]
        assert all(text.en.strip() and text.es.strip() and text.en != text.es for text in texts)
        assert all(code_list(part.codes).codes for part in one.sections if part.codes)
        assert len(" ".join(text.en for text in texts).split()) < 220 * one.minutes
    assert all(one.source for one in held.principles)
    assert Said(en="a", es="b")("es") == "b"


def test_the_lists_that_lessons_show_have_a_help_for_every_code() -> None:
    names = {part.codes for one in teaching().lessons for part in one.sections if part.codes}
    bare = [(name, one.code) for name in names for one in code_list(name).codes if one.code != "9" and not one.help_en]
    assert bare == []


def test_a_lesson_is_noted_as_read_and_nothing_more_is_kept(desk: Desk, clock: StandingClock) -> None:
    assert learning.read_by_me(desk) == {}
    learning.note_read(desk, "cycle", "es")
    clock.advance(timedelta(days=1))
    learning.note_read(desk, "cycle", "en")
    assert learning.read_by_me(desk) == {"cycle": clock.now()}
    assert [one.lesson for one in learning.training_log(desk)] == ["cycle", "cycle"]
    own = {name for name in notes(Training) if name not in notes(Training.__mro__[1])}
    assert own == {"worker", "lesson", "version", "read_at", "read_in"}
    assert label("lesson", "cycle", "es") == "El ciclo de la recuperación"


def put(desk: Desk, worker: str, lesson: str, version: str) -> None:
    record = Training(worker=worker, lesson=lesson, version=version, read_at=desk.clock.now())
    with desk.writing("training.read") as work:
        work.create(record, client="programme")


def test_a_lesson_that_changed_since_counts_as_not_read(desk: Desk) -> None:
    with desk.writing("training.read") as work:
        work.create(
            Training(worker=desk.worker.id, lesson="cycle", version="0", read_at=desk.clock.now()), client="programme"
        )
        work.create(
            Training(worker=desk.worker.id, lesson="principles", version="0", read_at=desk.clock.now()),
            client="programme",
        )
    assert learning.read_by_me(desk) == {}
    assert [one.current for one in learning.training_log(desk)] == [False, False]


def test_one_sees_ones_own_readings_and_who_answers_for_training_sees_all(desk: Desk) -> None:
    learning.note_read(desk, "cycle", "en")
    with desk.writing("training.read") as work:
        work.create(
            Training(worker="somebody", lesson="continuum", version="1", read_at=desk.clock.now()), client="programme"
        )
    assert {one.lesson for one in learning.training_log(desk)} == {"cycle"}
    for role, seen in (("case_manager", 1), ("supervisor", 2), ("project_manager", 2), ("auditor", 2)):
        with as_role(desk, role):
            assert len(learning.training_log(desk)) == seen, role
    with as_role(desk, "auditor"), pytest.raises(NotAllowed):
        learning.note_read(desk, "cycle", "en")


def test_a_lesson_that_there_is_not_cannot_be_read(desk: Desk) -> None:
    with pytest.raises(NotFound):
        learning.note_read(desk, "'; DROP TABLE", "en")
