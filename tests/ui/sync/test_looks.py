"""Every state of sending and receiving in both languages and at every size: names for all, no text cut off."""

import pytest
from PySide6.QtTest import QTest

from lead_desktop.casework.syncing import Slip
from lead_desktop.wire.hub_api import NoNetwork
from tests.fakes.desks import walk_in
from tests.ui.sync.meeting import Always, two_values
from tests.ui.whole_window import called, clipped, heard, stops

LOOKS = ((1280, 820, 100), (1024, 700, 100), (1024, 700, 150))


def looked_at(mine, name):
    """What is amiss with the page in front, at every size."""
    found = []
    for width, height, size in LOOKS:
        mine.window.resize(width, height)
        mine.appearance.change(text_size=size)
        QTest.qWait(20)
        mine.front().refresh()
        mine.settle()
        found += [f"{name} {width}x{height} {size} %: {words}" for words in clipped(mine.window)]
        found += [f"{name}: no name: {called(one)}" for one in stops(mine.window) if not heard(one)]
    return found


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_laptop_with_much_to_tell_is_readable(mine, language):
    mine.appearance.change(language=language)
    mine.hub.refuse = lambda op: "scope" if op["k"] == "set" else ""
    person = walk_in(mine.desk, "María Guadalupe Sandoval y Romero")
    mine.sync()
    two_values(mine.desk, person)
    walk_in(mine.desk, "Xochitl Vigil")
    mine.cut("before push", NoNetwork)
    mine.sync()
    found = []
    for kind in ("sync", "conflicts", "join", "today", "settings"):
        mine.go(kind)
        found += looked_at(mine, f"{kind} {language}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_laptop_that_joins_is_readable(alone, language):
    alone.appearance.change(language=language)
    alone.go("sync")
    found = looked_at(alone, f"alone {language}")
    screen = alone.go("join")
    for part in ("url", "pin", "code"):
        screen.slip._show_mistyped(part)
    found += looked_at(alone, f"slip {language}")
    alone.runner.link.join(_slip(), Always())
    alone.go("join")
    found += looked_at(alone, f"words {language}")
    assert not found, "\n".join(found)


def _slip():
    return Slip("https://hub.casa.example:8443", "kakab lusab babad fokof mujuk hilal", "CODE")
