"""Where a person's data of this program is kept; light enough to be asked before anything else is loaded."""

from pathlib import Path

import platformdirs


def usual_place() -> Path:
    """Return where the system keeps a person's data of this program."""
    return Path(platformdirs.user_data_path("lead-desktop", appauthor=False))
