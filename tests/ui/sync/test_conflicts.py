"""Two people wrote different things while apart: both are shown, and one choice, made offline, agrees everywhere."""

import pytest
from PySide6.QtWidgets import QPushButton

from lead_desktop.casework import conflicts, people
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.errors import ChosenMeanwhile
from lead_desktop.ui.badges import Badge
from lead_desktop.ui.forms.field_block import FieldBlock
from lead_desktop.ui.widgets.card import Card
from lead_desktop.wire.hub_api import NoNetwork
from tests.fakes.desks import walk_in
from tests.ui.sync.meeting import Always


def change(desk, person, **values):
    opened = desk.reading.open(Person, person)
    with desk.writing("person.edit", person) as work:
        work.edit(opened, opened.record.with_(**values))


def name_of(desk, person):
    return desk.reading.get(Person, person).record


@pytest.fixture
def apart(mine, colleague):
    """Both know one person; both wrote another nickname and another legal name while apart."""
    person = walk_in(colleague.desk, "Xochitl")
    colleague.sync()
    mine.sync()
    change(colleague.desk, person, name_used="Xo", legal_name=PersonName(first="Xochitl", last="Vigil"))
    colleague.sync()
    change(mine.desk, person, name_used="Chita", legal_name=PersonName(first="Xochitl", last="Baca"))
    mine.sync()
    return person


def cards(screen):
    from lead_desktop.ui.sync.conflict_card import ConflictCard

    return {one.conflict.field: one for one in screen.findChildren(ConflictCard) if one.isVisible()}


def press(mine, card, name):
    card.findChild(QPushButton, name).click()
    mine.settle()


def test_both_values_are_shown_with_who_when_where_and_what_was_before(mine, apart):
    assert "2 need a person" in mine.state
    screen = mine.go("conflicts")
    assert set(cards(screen)) == {"name_used", "legal_name"}
    texts = mine.texts()
    for words in ("Xo", "Chita", "On laptop 3", "On this laptop", "Rosa Álvarez", "Nov 24, 2026, 09:00"):
        assert words in texts
    assert "Vigil" in texts
    assert "Baca" in texts


def test_of_a_value_with_parts_only_those_that_differ_stand_out(mine, apart):
    screen = mine.go("conflicts")
    card = cards(screen)["legal_name"]
    from PySide6.QtWidgets import QLabel

    told = {one.accessibleName() for one in card.findChildren(QLabel) if one.accessibleName()}
    assert any("Vigil" in one and "different" in one for one in told)
    assert any("Xochitl" in one and "different" not in one for one in told)


def test_keeping_one_works_without_a_network_and_agrees_everywhere_later(mine, colleague, apart):
    mine.cut("before push", NoNetwork)
    screen = mine.go("conflicts")
    card = cards(screen)["name_used"]
    other = next(at for at, side in enumerate(card.conflict.sides) if side.value == "Xo")
    press(mine, card, f"keep_{other}")
    assert name_of(mine.desk, apart).name_used == "Xo"
    assert set(cards(mine.front())) == {"legal_name"}
    mine.door.cut = lambda _where: None
    mine.sync()
    colleague.sync()
    assert name_of(colleague.desk, apart).name_used == "Xo"
    assert {one.field for one in conflicts.conflicts(colleague.desk)} == {"legal_name"}


def test_a_choice_can_be_taken_back_and_both_wait_again(mine, apart):
    screen = mine.go("conflicts")
    before = {side.value for side in cards(screen)["name_used"].conflict.sides}
    press(mine, cards(screen)["name_used"], "keep_0")
    assert "name_used" not in cards(mine.front())
    mine.window.toast.undo()
    mine.settle()
    again = cards(mine.front())["name_used"]
    assert {side.value for side in again.conflict.sides} == before
    mine.sync()
    assert "name_used" in {one.field for one in conflicts.conflicts(mine.desk)}


def test_something_new_can_be_written_instead_with_the_fields_own_editor(mine, colleague, apart):
    screen = mine.go("conflicts")
    card = cards(screen)["name_used"]
    press(mine, card, "writeAnew")
    block = card.findChild(FieldBlock)
    block.editor.focus_target().setText("Xochitl V.")
    press(mine, card, "saveAnew")
    assert name_of(mine.desk, apart).name_used == "Xochitl V."
    mine.sync()
    colleague.sync()
    assert name_of(colleague.desk, apart).name_used == "Xochitl V."
    assert {one.field for one in conflicts.conflicts(colleague.desk)} == {"legal_name"}


def write_anew(mine, words):
    card = cards(mine.front())["name_used"]
    press(mine, card, "writeAnew")
    card.findChild(FieldBlock).editor.focus_target().setText(words)


def written(mine):
    return cards(mine.front())["name_used"].findChild(FieldBlock).editor.focus_target().text()


def test_what_is_being_written_anew_stays_while_another_card_is_decided_and_words_change(mine, apart):
    mine.go("conflicts")
    write_anew(mine, "Xochitl of the pl")
    press(mine, cards(mine.front())["legal_name"], "keep_0")
    assert set(cards(mine.front())) == {"name_used"}
    assert written(mine) == "Xochitl of the pl"
    mine.front().set_private(True)
    mine.settle()
    assert written(mine) == "Xochitl of the pl"
    mine.front().retranslate()
    mine.settle()
    assert written(mine) == "Xochitl of the pl"


def test_what_was_written_anew_stays_when_it_cannot_be_saved(mine, colleague, apart):
    mine.go("conflicts")
    write_anew(mine, "Xochitl of the plaza")
    change(colleague.desk, apart, name_used="Xochi")
    colleague.sync()
    mine.sync()  # another value came meanwhile: the one on the screen is not all there is
    press(mine, cards(mine.front())["name_used"], "saveAnew")
    assert mine.front().trouble.isVisible()
    assert written(mine) == "Xochitl of the plaza"


def test_an_ordinary_edit_does_not_drop_the_value_that_nobody_saw(mine, apart):
    opened = people.open_person(mine.desk, apart)
    people.save_person(mine.desk, opened, opened.record.with_(name_used="Chita B."))
    held = {one.field: one for one in conflicts.conflicts(mine.desk)}
    assert {side.value for side in held["name_used"].sides} == {"Xo", "Chita B."}


def test_the_field_of_the_form_says_that_two_values_wait_and_leads_to_them(mine, apart):
    screen = mine.go("person", apart)
    mine.press("edit_person_button")
    mine.settle()
    badges = {one.objectName(): one for one in screen.findChildren(Badge)}
    assert {"name_used.twofold", "legal_name.twofold"} == set(badges)
    badges["name_used.twofold"].click()
    mine.settle()
    assert mine.window.place() == ("conflicts", apart)


def test_today_counts_what_waits_for_a_choice(mine, apart):
    screen = mine.go("today")
    assert "In 2 places" in screen.twofold.message()
    screen.twofold.link_activated.emit("conflicts")
    mine.settle()
    assert mine.window.place()[0] == "conflicts"


def test_equal_values_are_no_conflict(mine, colleague):
    person = walk_in(colleague.desk, "Xochitl")
    colleague.sync()
    mine.sync()
    change(colleague.desk, person, name_used="Xo")
    colleague.sync()
    change(mine.desk, person, name_used="Xo")
    mine.sync()
    assert conflicts.count(mine.desk) == 0
    change(mine.desk, person, name_used="Xoch")
    assert conflicts.count(mine.desk) == 0


@pytest.mark.parametrize(("act", "stays"), [("keepRecord", True), ("letGo", False)])
def test_what_one_deleted_while_another_changed_it_is_kept_or_let_go(mine, colleague, act, stays):
    person = walk_in(colleague.desk, "Xochitl")
    colleague.sync()
    mine.sync()
    opened = colleague.desk.reading.open(Person, person)
    with colleague.desk.writing("person.remove", person) as work:
        work.remove(opened)
    colleague.sync()
    change(mine.desk, person, name_used="Xo")
    mine.sync()
    screen = mine.go("conflicts")
    card = cards(screen)[""]
    assert "Deleted" in mine.texts()
    assert "Changed: " in mine.texts()
    press(mine, card, act)
    assert cards(mine.front()) == {}
    mine.sync()
    assert conflicts.count(mine.desk) == 0
    found = {one.rid for one in mine.desk.reading.of_type(Person)}
    assert (person in found) is stays


def test_what_somebody_chose_meanwhile_is_said_and_nothing_is_changed(mine, colleague, apart):
    screen = mine.go("conflicts")
    card = cards(screen)["name_used"]
    colleague.sync()
    held = next(one for one in conflicts.conflicts(colleague.desk) if one.field == "name_used")
    conflicts.choose(colleague.desk, held, held.sides[0].raw)
    colleague.sync()
    mine.runner.link.round(lambda _told: None, Always())
    before = name_of(mine.desk, apart).name_used
    press(mine, card, "keep_1")
    assert name_of(mine.desk, apart).name_used == before
    assert "changed meanwhile" in mine.texts()


def test_a_choice_is_not_taken_back_over_what_somebody_wrote_after_it(mine, colleague, apart):
    held = next(one for one in conflicts.conflicts(mine.desk) if one.field == "name_used")
    conflicts.choose(mine.desk, held, held.sides[0].raw)
    mine.sync()
    colleague.sync()
    change(colleague.desk, apart, name_used="Chole")
    colleague.sync()
    mine.sync()
    with pytest.raises(ChosenMeanwhile):
        conflicts.reopen(mine.desk, held)
    assert name_of(mine.desk, apart).name_used == "Chole"
    assert "name_used" not in {one.field for one in conflicts.conflicts(mine.desk)}


@pytest.fixture
def deleted_and_changed(mine, colleague):
    """One deleted a person while the other changed them."""
    person = walk_in(colleague.desk, "Xochitl")
    colleague.sync()
    mine.sync()
    opened = colleague.desk.reading.open(Person, person)
    with colleague.desk.writing("person.remove", person) as work:
        work.remove(opened)
    colleague.sync()
    change(mine.desk, person, name_used="Xo")
    mine.sync()
    (held,) = conflicts.conflicts(mine.desk)
    return held


@pytest.mark.parametrize("act", [conflicts.keep_record, conflicts.let_go])
def test_who_did_not_see_what_was_written_meanwhile_decides_nothing(mine, colleague, deleted_and_changed, act):
    colleague.sync()
    (theirs,) = conflicts.conflicts(colleague.desk)
    conflicts.keep_record(colleague.desk, theirs)
    change(colleague.desk, theirs.rid, name_used="Xochi")
    colleague.sync()
    mine.sync()
    with pytest.raises(ChosenMeanwhile):
        act(mine.desk, deleted_and_changed)
    assert name_of(mine.desk, theirs.rid).name_used == "Xochi"


def test_a_change_that_was_not_on_the_screen_keeps_a_record_from_being_let_go(mine, colleague, deleted_and_changed):
    change(mine.desk, deleted_and_changed.rid, legal_name=PersonName(first="Xochitl", last="Baca"))
    with pytest.raises(ChosenMeanwhile):
        conflicts.let_go(mine.desk, deleted_and_changed)
    (again,) = conflicts.conflicts(mine.desk)
    assert conflicts.let_go(mine.desk, again) is not None


def test_what_was_let_go_cannot_be_made_to_wait_again(mine, deleted_and_changed):
    assert conflicts.let_go(mine.desk, deleted_and_changed) is not None
    with pytest.raises(ChosenMeanwhile):
        conflicts.reopen(mine.desk, deleted_and_changed)


def arrived_tile(mine):
    return next(one for one in mine.go("sync").findChildren(Card) if "Arrived" in one.accessibleName())


def test_a_value_that_came_as_a_conflict_counts_as_arrived_and_what_only_came_back_does_not(mine, colleague, apart):
    mine.runner.arrivals.clear()
    change(mine.desk, apart, may_voicemail=True)
    mine.sync()
    assert arrived_tile(mine).accessibleName().endswith(": 0")
    change(colleague.desk, apart, name_used="Xoch")
    colleague.sync()
    change(mine.desk, apart, name_used="Chit")
    mine.sync()
    assert mine.desk.reading.get(Person, apart).updated_by == mine.desk.worker.id
    assert arrived_tile(mine).accessibleName().endswith(": 1")
    assert mine.runner.last.received == 1
