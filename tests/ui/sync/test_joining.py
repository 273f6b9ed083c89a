"""Joining a hub: the slip is typed or pasted, six words are compared, and then the records arrive."""

import pytest

from lead_desktop.casework.syncing import MistypedSlip, read_line, read_slip
from lead_desktop.domain.person import Person
from lead_desktop.hub import codes
from lead_desktop.wire.hub_api import NoNetwork, Refused
from lead_desktop.wire.messages import Refusal
from tests.fakes.desks import walk_in
from tests.ui.sync.meeting import WORDS

URL = "https://hub.casa.example:8443"
PIN = "kakab lusab babad fokof mujuk hilal"
CODE = "4MT7JBJDHSPW"  # every worker that collects the tests finds the same


def fill(mine, url=URL, pin=PIN, code=CODE):
    screen = mine.go("join")
    for field, text in ((screen.slip.url, url), (screen.slip.pin, pin), (screen.slip.code, code)):
        field.line.setText(text)
    mine.press("joinHub")
    return screen


def test_a_laptop_joins_with_its_work_after_the_words_were_compared(alone, colleague):
    walk_in(colleague.desk, "Xochitl Vigil")
    colleague.sync()
    walk_in(alone.desk, "María Luz Ortega")
    screen = fill(alone)
    assert screen.wait.isVisible()
    assert alone.child("fingerprint").text() == WORDS
    assert alone.state == "Waits for the administrator"
    alone.press("askAgain")
    assert screen.wait.isVisible()
    alone.door.state = "active"
    alone.press("askAgain")
    assert not screen.wait.isVisible()
    assert "has joined the hub" in alone.texts()
    alone.sync()
    assert "records are here" in alone.texts()
    assert "arrive now" not in alone.texts()
    assert alone.state == "Everything is sent"
    colleague.sync()
    for desk in (alone.desk, colleague.desk):
        assert {one.record.shown_name() for one in desk.reading.of_type(Person)} == {
            "Xochitl Vigil",
            "María Luz Ortega",
        }


@pytest.mark.parametrize(
    "text",
    [
        f"{URL} {PIN} {codes.shown(CODE)}",
        f"LEAD: slip for one laptop  for Rosa (supervisor)  hub {URL}  hub words {PIN}  code {codes.shown(CODE)} until",
        f'{{"lead_slip": 1, "url": "{URL}", "pin": "{PIN}", "code": "{CODE}"}}',
    ],
)
def test_the_slip_as_text_fills_the_fields(alone, text):
    screen = alone.go("join")
    screen.slip.line.line.setText(text)
    screen.slip.line.line.textEdited.emit(screen.slip.line.line.text())
    assert screen.slip.url.text() == URL
    assert screen.slip.pin.text() == PIN
    assert screen.slip.code.text() == CODE


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"url": "http://hub.casa.example"}, "url"),
        ({"url": ""}, "url"),
        ({"pin": "kakab lusab"}, "pin"),
        ({"code": CODE[:-1]}, "code"),
        ({"code": ("3" if CODE[0] == "2" else "2") + CODE[1:]}, "code"),
    ],
)
def test_what_does_not_fit_the_slip_is_said_by_its_field_and_nothing_is_sent(alone, given, field):
    alone.cut("before enrol", AssertionError)
    screen = fill(alone, **given)
    problem = alone.child({"url": "slipAddressProblem", "pin": "slipPinProblem", "code": "slipCodeProblem"}[field])
    assert problem.text()
    assert problem.isVisible()
    assert screen.slip.isVisible()


def test_a_code_that_the_hub_refuses_is_said_by_its_field_and_can_be_typed_again(alone):
    alone.door.refusal = Refused(Refusal(err="code"))
    screen = fill(alone)
    assert screen.slip.isVisible()
    assert "does not accept this code" in alone.texts()
    assert alone.state == "Not joined to a hub"
    alone.door.refusal = None
    fill(alone)
    assert screen.wait.isVisible()


def test_without_a_network_the_slip_stays_and_can_be_tried_again(alone):
    alone.cut("before enrol", NoNetwork)
    screen = fill(alone)
    assert "No network" in alone.texts()
    assert screen.slip.url.text() == URL


def test_joining_can_be_given_up(alone):
    screen = fill(alone)
    alone.press("giveUpJoining")
    assert screen.slip.isVisible()
    assert alone.state == "Not joined to a hub"


def test_the_settings_lead_to_joining(alone):
    alone.go("settings")
    alone.press("openHub")
    assert alone.window.place()[0] == "join"


def test_the_settings_say_which_hub_it_is(mine):
    mine.go("settings")
    assert "https://hub.casa.example:8443. This is laptop 7." in mine.texts()
    mine.press("openHub")
    assert mine.window.place()[0] == "sync"


@pytest.mark.parametrize("line", ["", "https://", "babab", f"{URL} {CODE}", f"{PIN} {CODE}", "👩‍👩‍👧 \u202e"])
def test_a_line_that_is_no_slip_is_none(line):
    with pytest.raises(MistypedSlip):
        read_line(line)


def test_a_slip_is_read_as_people_type_it():
    slip = read_slip(f" {URL}/ ", "  KAKAB lusab babad  fokof mujuk hilal", codes.shown(CODE).lower())
    assert (slip.url, slip.pin, slip.code) == (URL, PIN, CODE)
