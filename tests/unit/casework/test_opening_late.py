"""A laptop that lay closed for longer than its lease shows nothing of it when it is unlocked, without a network."""

from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.casework.opening import enter
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import User
from lead_desktop.store import doors, slots
from tests.fakes.desks import walk_in
from tests.fakes.small_vaults import cheap_derive
from tests.ui.start_parts import NAME, PASSPHRASE
from tests.ui.sync.meeting import Colleague, small_hub


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 1), (60, 0)])
def test_a_lease_that_ended_while_the_laptop_lay_closed_has_ended_at_unlock(
    tmp_path: Path, days: int, left: int
) -> None:
    laptop = Colleague(tmp_path, small_hub(), 3)
    person = walk_in(laptop.desk, "Xochitl")
    laptop.sync()
    folder = laptop.desk.vault.folder
    laptop.close()
    laptop.clock.advance(timedelta(days=days))
    desk = enter(folder, NAME, PASSPHRASE, laptop.clock).desk
    assert [one.rid for one in desk.reading.of_type(Person)] == ([person] if days < 30 else [])
    rows = desk.vault.reader.execute("SELECT count(*) FROM record WHERE rid = ?", (person,)).fetchone()
    assert rows == (left,)
    assert [one.record.name for one in desk.reading.of_type(User)] != []
    desk.close()
