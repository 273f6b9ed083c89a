"""The laptop of the project manager, as for screening."""

from tests.ui.screening.conftest import office

__all__ = ["office"]
