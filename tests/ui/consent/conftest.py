"""A care laptop with one participant on it."""

import pytest

from lead_desktop.casework.desk import Desk
from tests.fakes.clock import StandingClock
from tests.fakes.desks import bring_in
from tests.ui.people.conftest import clock, desk, role, settle, tools

__all__ = ["clock", "desk", "role", "settle", "tools"]


@pytest.fixture
def marco(desk: Desk, clock: StandingClock) -> str:
    return bring_in(desk, clock)
