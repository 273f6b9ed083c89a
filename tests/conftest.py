"""What every test stands on: no screen, one scale, the bundled fonts, and no file of the person who runs them."""

import atexit
import functools
import gc
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

from lead_desktop.store import kdf

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96", LC_ALL="C.UTF-8", LANGUAGE="en")

_home = Path(tempfile.mkdtemp(prefix="lead-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
    _place = _home / _name.lower()
    _place.mkdir(mode=0o700)
    os.environ[_name] = str(_place)

# One derivation takes a third of a second and has one answer: it is remembered, before anything takes the function.
kdf.derive = functools.lru_cache(maxsize=1024)(kdf.derive)

# A slow computer is no fault of the program; where the runs decide whether a change lands, they repeat exactly.
hypothesis.settings.register_profile(
    "lead",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=(hypothesis.HealthCheck.too_slow,),
)
hypothesis.settings.load_profile("lead")


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later search for rubbish: it stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Make the one application of a test process as the program makes its own."""
    return ["tests", "-style", "fusion"]
