"""The care laptop of the people's pages, with supplies on it."""

from tests.ui.people.conftest import clock, desk, role, settle, tools

__all__ = ["clock", "desk", "role", "settle", "tools"]
