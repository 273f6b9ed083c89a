"""A small hub, a colleague's laptop, and a window that meets them; keys at no cost."""

import pytest

from lead_desktop.store import doors, slots
from tests.fakes.small_vaults import cheap_derive
from tests.ui.sync.meeting import Colleague, MeetingWindow, small_hub


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)


@pytest.fixture
def hub():
    return small_hub()


@pytest.fixture
def colleague(tmp_path, hub):
    made = Colleague(tmp_path, hub, 3)
    yield made
    made.close()


@pytest.fixture
def mine(qtbot, tmp_path, hub):
    made = MeetingWindow(qtbot, tmp_path, hub)
    yield made
    made.close()


@pytest.fixture
def alone(qtbot, tmp_path, hub):
    made = MeetingWindow(qtbot, tmp_path, hub, joined=False)
    yield made
    made.close()
