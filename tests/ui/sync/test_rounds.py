"""Sending and receiving as people see it: the state in the frame, its page, the sentences when something is amiss."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lead_desktop.casework import syncing
from lead_desktop.domain.person import Person, PersonName
from lead_desktop.store.standing import keep_device, read_device
from lead_desktop.sync.faults import WipeOrdered
from lead_desktop.wire.hub_api import HubTrouble, NoNetwork, NotTheHub, Refused
from lead_desktop.wire.messages import Refusal
from tests.fakes.desks import walk_in
from tests.ui.sync.meeting import trouble_of


def test_what_was_saved_is_sent_and_what_a_colleague_saved_arrives(mine, colleague):
    walk_in(colleague.desk, "Xochitl Vigil")
    colleague.sync()
    walk_in(mine.desk, "María Luz Ortega")
    mine.session.sync.show_state()
    assert "wait" in mine.state
    mine.sync()
    assert mine.state == "Everything is sent"
    names = {one.record.shown_name() for one in mine.desk.reading.of_type(Person)}
    assert names == {"Xochitl Vigil", "María Luz Ortega"}
    mine.go("sync")
    assert "Xochitl Vigil" in mine.texts()


@pytest.mark.parametrize(
    ("error", "state", "sentence"),
    [
        (NoNetwork, "No network", "No network."),
        (HubTrouble, "Hub unreachable", "The hub cannot be reached."),
        (NotTheHub, "Hub unreachable", "something else answered"),
        (lambda: Refused(Refusal(err="revoked")), "Laptop not allowed", "no longer allowed"),
    ],
)
def test_each_way_in_which_the_hub_is_away_is_another_sentence(mine, error, state, sentence):
    walk_in(mine.desk)
    mine.cut("before push", error)
    mine.sync()
    assert mine.state.startswith(state)
    assert "wait" in mine.state
    mine.go("sync")
    assert sentence in mine.texts()
    assert trouble_of(mine.desk)
    mine.door.cut = lambda _where: None
    mine.press("syncNow")
    assert mine.state == "Everything is sent"
    assert sentence not in mine.texts()


def test_a_first_sync_is_counted_and_never_said_to_be_complete_before_it_is(mine, colleague, qtbot):
    for number in range(25):
        walk_in(colleague.desk, f"Person {number}")
    colleague.sync()
    mine.hub.chunk_records = 10
    mine.go("people")
    left = [2]

    def cut(where):
        if where == "before chunk":
            left[0] -= 1
            if left[0] < 0:
                raise NoNetwork

    mine.door.cut = cut
    mine.sync()
    standing = mine.runner.standing()
    assert standing.arriving
    assert not standing.first_done
    assert 0 < standing.arrived_records < standing.expected_records
    assert "No network" in mine.state
    notice = mine.child("arriving")
    assert notice.isVisible()
    assert f"{standing.arrived_records} of {standing.expected_records}" in notice.message()
    mine.door.cut = lambda _where: None
    mine.sync()
    assert mine.state == "Everything is sent"
    assert not notice.isVisible()


def test_a_persons_page_says_that_records_of_theirs_are_still_arriving(mine, colleague):
    person = walk_in(colleague.desk, "Xochitl Vigil")
    colleague.sync()
    mine.sync()
    with mine.desk.writer.receiving() as connection:
        connection.execute("UPDATE held SET state = 'backfilling' WHERE scope LIKE ?", (f"{person}/%",))
    mine.go("person", person)
    assert "This person's records are still arriving" in mine.child("arriving").message()
    with mine.desk.writer.receiving() as connection:
        connection.execute("UPDATE held SET state = 'complete'")
    mine.go("help")
    mine.go("person", person)
    assert not mine.child("arriving").isVisible()


def test_what_the_hub_keeps_aside_is_shown_with_its_reason_and_is_not_lost(mine):
    mine.hub.refuse = lambda op: "draining" if op["y"] == Person.TYPE else ""
    walk_in(mine.desk, "María Luz Ortega")
    mine.sync()
    assert "need" in mine.state
    mine.go("sync")
    assert "This laptop is being retired" in mine.texts()
    assert "María Luz Ortega" in mine.texts()
    assert mine.runner.standing().set_aside == 1


def test_a_round_can_be_stopped_and_what_arrived_stays(mine, colleague, qtbot):
    for number in range(30):
        walk_in(colleague.desk, f"Person {number}")
    colleague.sync()
    mine.hub.chunk_records = 10
    mine.go("sync")
    mine.door.cut = lambda where: mine.runner.cancel() if where == "before chunk" else None
    mine.sync()
    standing = mine.runner.standing()
    assert standing.arriving
    assert mine.state != "Everything is sent"
    mine.door.cut = lambda _where: None
    mine.press("syncNow")
    assert mine.state == "Everything is sent"


def test_a_save_makes_the_next_round_come_soon(mine):
    mine.sync()
    walk_in(mine.desk)
    mine.runner._on_jobs_answered(mine.desk.undo(_saved(mine.desk)))
    assert mine.runner._timer.isActive()
    assert mine.runner._timer.interval() <= 1500


def _saved(desk):
    from lead_desktop.casework import people
    from lead_desktop.domain.person import PersonName

    return people.add_person(desk, Person(legal_name=PersonName(first="Ana"), name_quality="2"))


def test_locking_waits_for_no_answer_of_the_network(mine, qtbot):
    import threading
    import time

    gate = threading.Event()
    mine.door.cut = lambda where: gate.wait(20) if where == "before pull" else None
    mine.runner.begin()
    qtbot.waitUntil(lambda: mine.runner._job is not None and mine.runner._job.outside.is_set())
    begun = time.monotonic()
    mine.session.end("key")
    assert time.monotonic() - begun < 5
    gate.set()
    mine.jobs._hub._thread.join(10)
    assert not mine.jobs._hub._thread.is_alive()


def test_a_laptop_without_a_hub_says_so_and_leads_to_joining(alone):
    assert alone.state == "Not joined to a hub"
    alone.session.sync.state.click()
    assert "This laptop works by itself" in alone.texts()
    alone.press("emptyAction")
    assert alone.window.place()[0] == "join"


def test_a_laptop_that_was_wiped_ends_its_session(mine):
    ended = []
    mine.session.ended.connect(ended.append)
    mine.cut("before push", WipeOrdered)
    walk_in(mine.desk)
    mine.runner.begin()
    mine.qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert ended == ["wiped"]


def test_a_laptop_that_is_being_retired_says_so(mine):
    with mine.desk.writer.receiving() as connection:
        device = read_device(connection)
        keep_device(connection, replace(device, state="draining"))
    mine.go("sync")
    assert "This laptop is being retired" in mine.texts()


def test_the_time_that_the_hub_names_is_given_it(mine):
    mine.cut("before pull", lambda: Refused(Refusal(err="away", retry_ms=240_000)))
    mine.sync()
    assert mine.runner._schedule.wait_ms() >= 239_000


def test_the_keyboard_stays_on_the_button_that_began_a_round(mine):
    mine.sync()
    screen = mine.go("sync")
    screen.sync_now.setFocus()
    screen.sync_now.click()
    mine.settle()
    assert screen.sync_now.hasFocus()


def test_a_laptop_that_waits_to_be_let_in_anew_keeps_its_leases_meanwhile(mine, colleague, qtbot):
    walk_in(colleague.desk, "Xochitl")
    colleague.sync()
    mine.sync()
    device = read_device(mine.desk.vault.reader)
    with mine.desk.writer.receiving() as connection:
        keep_device(connection, replace(device, state="pending", url="https://hub"))
    mine.clock.advance(timedelta(days=31))
    mine.session.runner.look()
    qtbot.waitUntil(lambda: mine.desk.reading.of_type(Person) == ())


def in_part(mine, colleague):
    """Some of what this laptop is to get is here, and the connection is gone."""
    for number in range(25):
        walk_in(colleague.desk, f"Person {number}")
    colleague.sync()
    mine.hub.chunk_records = 10
    left = [2]

    def cut(where):
        if where == "before chunk":
            left[0] -= 1
            if left[0] < 0:
                raise NoNetwork

    mine.door.cut = cut
    mine.sync()


def test_where_somebody_may_be_doubled_it_is_said_that_not_everything_is_here_and_one_can_go_on(mine, colleague):
    in_part(mine, colleague)
    mine.go("new_referral")
    assert "Not everything is here yet" in mine.child("arriving").message()
    adding = mine.go("people").adding
    mine.press("add_person_button")
    adding.form.load(Person(legal_name=PersonName(first="Xochitl")))
    mine.press("save_person")
    assert "Not everything is here yet" in mine.texts()
    assert not [one for one in mine.desk.reading.of_type(Person) if one.record.shown_name().startswith("Xochitl")]
    mine.press("link_none")
    mine.press("save_person")
    assert [one for one in mine.desk.reading.of_type(Person) if one.record.shown_name().startswith("Xochitl")]


@pytest.mark.parametrize("state", ["backfilling", "incomplete", "lapsed", "stale", "hidden"])
def test_everything_is_here_only_when_every_scope_is_whole_and_shown(mine, colleague, state):
    assert not syncing.everything_is_here(mine.desk)
    mine.sync()
    assert syncing.everything_is_here(mine.desk)
    walk_in(colleague.desk)
    colleague.sync()
    mine.sync()
    with mine.desk.writer.receiving() as connection:
        scope = connection.execute("SELECT scope FROM held").fetchone()[0]
        if state == "hidden":
            connection.execute("UPDATE held SET hidden = 1 WHERE scope = ?", (scope,))
        else:
            connection.execute("UPDATE held SET state = ? WHERE scope = ?", (state, scope))
    assert not syncing.everything_is_here(mine.desk)


def test_a_laptop_without_a_hub_has_everything(alone):
    assert syncing.everything_is_here(alone.desk)
