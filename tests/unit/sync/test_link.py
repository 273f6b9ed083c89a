"""The way to the hub as a session uses it."""

from pathlib import Path

from lead_desktop.store.standing import keep_device, read_device
from lead_desktop.sync import joining
from lead_desktop.sync.link import HubLink
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import laptop
from tests.fakes.small_hub import SmallDesk, SmallHub
from tests.ui.sync.meeting import Always


def test_a_connection_is_kept_and_closed_when_this_laptop_is_another_one_to_the_hub(tmp_path: Path) -> None:
    side, hub, made = laptop(tmp_path / "a", StandingClock(), 1), SmallHub(), []

    def connect(_device: object) -> SmallDesk:
        made.append(hub.at(1))
        return made[-1]

    link = HubLink(side.bench, joining.Person(side.author.user, "A", "case_manager", "care"), connect)
    link.round(lambda _told: None, Always())
    link.round(lambda _told: None, Always())
    assert [one.closed for one in made] == [False]
    device = read_device(side.vault.reader)
    assert device is not None
    with side.writer.receiving() as connection:
        keep_device(connection, device.__class__(**{**_fields(device), "hub_seal": "02"}))
    link.round(lambda _told: None, Always())
    assert [one.closed for one in made] == [True, False]
    link.give_up_joining()
    assert [one.closed for one in made] == [True, True]
    side.vault.close()


def _fields(device: object) -> dict[str, str]:
    return {name: getattr(device, name) for name in type(device).__slots__}  # type: ignore[attr-defined]
