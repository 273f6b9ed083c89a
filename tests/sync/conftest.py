"""A PostgreSQL for the simulated hub, and vaults that open at once."""

from collections.abc import Iterator

import pytest

from tests.fakes.postgres import Server
from tests.sync.running import cheap_keys


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _cheap() -> Iterator[None]:
    with cheap_keys():
        yield
