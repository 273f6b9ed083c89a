"""Joining a hub from the desk's side: a code, words to compare, then a number for all that was done before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lead_desktop.store.ledger import read_tail
from lead_desktop.store.standing import read_device, read_standing
from lead_desktop.sync import joining
from lead_desktop.sync.faults import NotEnrolled
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.letters import to_text
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL, Side, laptop
from tests.fakes.records import a_thing
from tests.fakes.small_hub import SmallDesk, SmallHub

ROSA = joining.Person("u-1", "Rosa", "case_manager", "care")


class Door(SmallDesk):
    """A hub whose administrator compares the words after the second question."""

    asked: list[EnrolRequest]

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        self.asked.append(request)
        active = len(self.asked) > 1
        return EnrolAnswer(
            state="active" if active else "pending", dev=5 if active else 0, fingerprint="babab bibib",
            epoch=self.hub.epoch, hub_sign=to_text(HUB_KEY.public_key().public_bytes_raw()),
            hub_seal=to_text(joining._point(HUB_SEAL.public_key())), stream="main",
        )  # fmt: skip


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Side]:
    made = laptop(tmp_path / "v", StandingClock())
    yield made
    made.vault.close()


@pytest.fixture
def door() -> Door:
    made = Door(SmallHub(sets=frozenset({(901, 5), (901, 6), (901, 906)})), 5)
    made.hub.at(5)
    made.asked = []
    return made


def test_what_was_done_before_is_sent_once_the_words_were_compared(side: Side, door: Door) -> None:
    rid = side.create(a_thing(count=1))
    joining.begin(side.bench, "https://hub:8443", "pin", "ABCDEFGHJKMN")
    device = joining.ask(side.bench, door, ROSA)
    assert (device.state, device.fingerprint) == ("pending", "babab bibib")
    with pytest.raises(NotEnrolled):
        side.sync(door)
    device = joining.ask(side.bench, door, ROSA)
    assert (device.state, device.code, read_tail(side.vault.reader).dev) == ("active", "", 5)
    assert read_standing(side.vault.reader).epoch == door.hub.epoch
    first, second = door.asked
    assert first == second, "the same question, so that the hub knows who asks again"
    assert first.people[0].sign == to_text(side.vault.person.sign.public_key().public_bytes_raw())
    assert side.sync(door).sent == 1
    assert rid in door.hub.recs


def test_a_joining_that_nobody_confirms_can_be_given_up_and_the_work_goes_on(side: Side, door: Door) -> None:
    joining.begin(side.bench, "https://hub:8443", "pin", "ABCDEFGHJKMN")
    joining.ask(side.bench, door, ROSA)
    joining.give_up(side.bench)
    assert read_device(side.vault.reader) is None
    with pytest.raises(NotEnrolled):
        joining.ask(side.bench, door, ROSA)
    rid = side.create(a_thing(count=1))
    assert side.get(rid).count == 1


def test_one_that_was_confirmed_is_not_given_up(side: Side, door: Door) -> None:
    joining.begin(side.bench, "https://hub:8443", "pin", "ABCDEFGHJKMN")
    joining.ask(side.bench, door, ROSA)
    joining.ask(side.bench, door, ROSA)
    joining.give_up(side.bench)
    held = read_device(side.vault.reader)
    assert held is not None
    assert held.state == "active"
