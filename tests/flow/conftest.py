"""Stories on the screen leave no window behind."""

from collections.abc import Iterator

import pytest

from tests.fakes.windows import take_down


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Delete what a story left on the screen."""
    yield
    take_down()
