"""The laptop of the project manager, with workers who have a little room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_screens import Laptop


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop(qtbot, tmp_path, role="project_manager", caseload_notice=1, caseload_limit=2)
    yield made
    made.close()
