"""A hub on a real PostgreSQL; the server runs once for each worker."""

import pytest

from lead_desktop.hub.database import Database
from lead_desktop.hub.hub import Hub
from tests.fakes.clock import StandingClock
from tests.fakes.laptops import Laptop, Worker
from tests.fakes.postgres import Server


@pytest.fixture(scope="session")
def postgres():
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def database_url(postgres):
    with postgres.database() as url:
        yield url


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def database(database_url):
    with Database(database_url) as database:
        yield database


@pytest.fixture
def hub(database, clock):
    return Hub(database, clock)


@pytest.fixture
def laptop(hub):
    """Make laptops that have joined, each with one worker of a role."""
    return lambda role="case_manager", agency="": Laptop(hub, Worker(role, agency)).join()
