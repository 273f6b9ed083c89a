"""Every main screen in both languages and both themes, small, and with large text: pictures to be looked at."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from lead_desktop.ui.screen import Screen
from tests.tour import words
from tests.tour.hand import find, front, starts_with, there, wait
from tests.tour.stage import Stage

WIDE, SMALL = (1280, 820), (1024, 700)
LOOKS = (("en", "light"), ("es", "light"), ("es", "dark"), ("en", "dark"))
LOOKS_AND_SIZES = tuple(
    (f"{language}-{theme}", WIDE, {"language": language, "theme": theme, "text_size": 100}) for language, theme in LOOKS
)
SMALLER = (
    ("es-small", SMALL, {"language": "es", "theme": "light", "text_size": 100}),
    ("en-small-150", SMALL, {"language": "en", "theme": "light", "text_size": 150}),
)


def play(stage: Stage) -> None:
    """Dark and large by the settings, then every screen in every look."""
    start_pages(stage)
    stage.unlock(words.SIGN_IN, words.PASSPHRASE)
    by_the_settings(stage)
    taken = sum(walk_round(stage, *look) for look in (*LOOKS_AND_SIZES, *SMALLER))
    most = len(places(stage)) * len((*LOOKS_AND_SIZES, *SMALLER))
    stage.check(taken == most, f"{taken} pictures of {len(places(stage))} screens")
    stage.program.appearance.change(language="en", theme="light", text_size=100)


def _glance(stage: Stage) -> None:
    """Everything is counted beside the screen: wait until the numbers stand there."""
    stage.go("glance")
    wait(lambda: there("tile_referred"), "the figures are counted", 60)
    stage.settle()


def start_pages(stage: Stage) -> None:
    """The page that asks who is there."""
    find("passphrase")
    for language, theme in LOOKS:
        stage.program.appearance.change(language=language, theme=theme)
        keep(stage, f"unlock-{language}-{theme}")
    stage.program.appearance.change(language="en", theme="light")


def by_the_settings(stage: Stage) -> None:
    """Switch to dark and to large text by hand; nothing may be cut off."""
    stage.go("settings")
    stage.hand.choose("choose_theme", "dark")
    stage.hand.choose("choose_text_size", "150")
    stage.comes(lambda: stage.program.appearance.preferences.text_size == 150, "dark theme and text of 150 % by hand")
    for kind in ("settings", "today", "people", "new_referral", "referrals"):
        stage.go(kind)
        if kind == "people":
            wait(lambda: there("people_table"), "people are listed")
        stage.shot(f"dark-150-{kind}")
    stage.program.appearance.change(theme="light", text_size=100)


def places(stage: Stage) -> dict[str, Callable[[], object]]:
    """Return how one comes to each screen."""
    return {
        "today": partial(stage.go, "today"),
        "people": partial(_people, stage),
        "person": partial(_person, stage),
        "person-timeline": partial(_tab, stage, 1),
        "person-contacts": partial(_tab, stage, 2),
        "person-details": partial(_tab, stage, 3),
        "person-charges": partial(_tab, stage, 4),
        "person-services": partial(_tab, stage, 5),
        "person-legal": partial(_tab, stage, 6),
        "contact": partial(_from_person, stage, "record_contact", "contact"),
        "intake-done": partial(_intake_done, stage),
        "intake": partial(_sections, stage),
        "consents": partial(_from_person, stage, "open_consents", "consents"),
        "plan": partial(_plan, stage),
        "plan-stage": partial(_loop, stage),
        "supplies": partial(stage.go, "supplies"),
        "naloxone": partial(_shelf, stage),
        "new-referral": partial(stage.go, "new_referral"),
        "referrals": partial(stage.go, "referrals"),
        "referral": partial(_referral, stage),
        "screening": partial(stage.go, "screening"),
        "caseloads": partial(stage.go, "caseloads"),
        "handoffs": partial(stage.go, "handoffs"),
        "on-call": partial(_roster, stage),
        "glance": partial(_glance, stage),
        "directory": partial(stage.go, "directory"),
        "place": partial(_first, stage, "places", "provider"),
        "catalogue": partial(_from, stage, "directory", "open_catalogue", "catalogue"),
        "lessons": partial(_from, stage, "help", "openLessons", "learn"),
        "lesson": partial(_press, stage, "open_cycle", "lesson"),
        "settings": partial(stage.go, "settings"),
        "help": partial(stage.go, "help"),
    }


def walk_round(stage: Stage, name: str, size: tuple[int, int], values: dict[str, object]) -> int:
    """Keep a picture of every screen in one look, which is switched once; returns how many."""
    front().resize(*size)
    stage.program.appearance.change(**values)
    for place, go in places(stage).items():
        go()
        keep(stage, f"{place}-{name}")
    return len(places(stage))


def keep(stage: Stage, name: str) -> None:
    """Keep a picture of the window in front."""
    QTest.qWait(40)
    stage.settle()
    folder: Path = stage.report.out / "screens"
    folder.mkdir(exist_ok=True)
    front().grab().save(str(folder / f"{name}.png"))


def _people(stage: Stage) -> Screen:
    made = stage.go("people")
    wait(lambda: there("people_table"), "people are listed")
    return made


def _person(stage: Stage) -> None:
    _people(stage)
    stage.hand.open_row("people_table")
    stage.at("person")
    wait(lambda: there("record_contact"), "the person's page is filled")


def _shelf(stage: Stage) -> None:
    stage.go("supplies")
    stage.hand.click("open_naloxone")
    stage.at("naloxone")


def _tab(stage: Stage, at: int) -> None:
    tabs = find("person_tabs")
    assert isinstance(tabs, QTabWidget)
    tabs.setCurrentIndex(at)


def _from_person(stage: Stage, button: str, kind: str) -> None:
    _person(stage)
    stage.hand.click(button)
    stage.at(kind)


def _intake_done(stage: Stage) -> None:
    _from_person(stage, "open_intake", "intake")
    if there("completeIntake"):
        stage.hand.click("completeIntake")
    wait(lambda: there("intakeDone"), "the page of a completed intake")


def _sections(stage: Stage) -> None:
    stage.hand.click("updateIntake")
    wait(lambda: there("sectionList"), "the sections of the intake")


def _plan(stage: Stage) -> None:
    _from_person(stage, "open_plan", "plan")
    if there("choice_prep"):
        stage.hand.click(starts_with("stands.")[0])


def _loop(stage: Stage) -> None:
    stage.hand.click(starts_with("stands.")[0])
    wait(lambda: there("choice_prep"), "the loop of stages")


def _first(stage: Stage, table: str, kind: str) -> None:
    stage.hand.open_row(table)
    stage.at(kind)


def _from(stage: Stage, page: str, button: str, kind: str) -> None:
    stage.go(page)
    _press(stage, button, kind)


def _press(stage: Stage, button: str, kind: str) -> None:
    stage.hand.click(button)
    stage.at(kind)


def _roster(stage: Stage) -> None:
    stage.go("handoffs")
    stage.hand.click("to_roster")
    stage.at("on_call")


def _referral(stage: Stage) -> None:
    stage.go("referrals")
    stage.hand.open_row("referral_table")
    stage.at("referral")
