"""Pictures of the help with words and of its neighbours: `python -m tests.ui.wording.pictures` writes out/wording."""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QScrollArea, QWidget

import tests.conftest  # noqa: F401 - no screen, one scale
from lead_desktop.casework import directory, learning, words
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.exchange.hsds import santa_fe
from lead_desktop.ui.crisis.dialog import show_crisis
from lead_desktop.ui.learn.lesson_page import Pondering
from lead_desktop.ui.theme import Theme
from tests.ui.whole_window import WholeWindow

OUT = Path("out/wording")
LOOKS = {
    "en-light": ("en", "light", 1280, 820, 100), "en-dark": ("en", "dark", 1280, 820, 100),
    "es-light": ("es", "light", 1280, 820, 100), "es-dark": ("es", "dark", 1280, 820, 100),
    "es-small": ("es", "light", 1024, 700, 100), "en-small-150": ("en", "light", 1024, 700, 150),
}  # fmt: skip
NOTE = (
    "Met at the drop-in. Officer wrote that the addict refused treatment and is in denial. Test was clean. "
    'She says: "I am an addict". La hermana dice que es adicto y tuvo una recaída.'
)
Then = Callable[[QWidget], object]


def shoot(whole: WholeWindow, name: str, kind: str, what: object = None, then: Then | None = None) -> None:
    """Take one page in every look."""
    for look, (language, theme, width, height, size) in LOOKS.items():
        whole.appearance.change(language=language, theme=theme, text_size=size)
        whole.window.resize(width, height)
        whole.window.go("help")
        whole.window.go(kind, what)
        whole.settle()
        front = whole.window.front()
        assert front is not None
        if then is not None:
            whole.window.activateWindow()
            then(front)
        whole.settle()
        QTest.qWait(60)
        whole.window.grab().save(str(OUT / f"{name}-{look}.png"))


def write(front: QWidget, *, key: Qt.Key | None = Qt.Key.Key_F7) -> None:
    """Write a note, and ask for the next word."""
    box = next(one for one in front.findChildren(QPlainTextEdit) if one.objectName() == "text")
    box.setFocus()
    box.setPlainText(NOTE)
    if key is not None:
        QTest.keyClick(box, key)


def press(name: str, front: QWidget) -> None:
    """Press a button."""
    found = front.findChild(QPushButton, name)
    assert isinstance(found, QPushButton), name
    if found.isVisible():
        found.click()


def crisis(whole: WholeWindow, _front: QWidget) -> None:
    """Show the card over the page, keep a picture of it, and close it."""
    card = show_crisis(whole.jobs, whole.clock, whole.window)
    card._languages.changed.emit(whole.appearance.preferences.language)
    QTest.qWait(80)
    look = next(name for name, one in LOOKS.items() if one == _look(whole))
    card.grab().save(str(OUT / f"crisis-card-{look}.png"))
    card.accept()


def _look(whole: WholeWindow) -> tuple[str, str, int, int, int]:
    held = whole.appearance.preferences
    return (held.language, held.theme, whole.window.width(), whole.window.height(), held.text_size)


def think(front: QWidget) -> None:
    """Answer the check-in, and come to it."""
    asked = front.findChildren(Pondering)[-1]
    asked.choices[0].click()
    area = front.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    QTest.qWait(60)
    area.ensureWidgetVisible(asked.reply)


def bring(whole: WholeWindow) -> None:
    """Bring in the shelters and a clinic; one place was checked lately."""
    clinic = Provider(
        name="Clínica del Camino", kinds=("medication",), about="Medication the same day, and somebody to talk to.",
        about_es="Medicamentos el mismo día y alguien con quien hablar.", phone="505-555-0147", address="Camino 12",
        languages=("171",), checked_on=whole.clock.now().date(), source_id="clinic",
    )  # fmt: skip
    offer = Offer(
        name="Buprenorphine, same day", name_es="Buprenorfina el mismo día", treatments=("moud_bup", "peer"),
        easy=("same_day", "walk_in", "no_id", "spanish", "medicaid"), hours="Mon to Fri, 8 to 4", places=12,
        hours_es="De lunes a viernes, 8 a 4", who="Anybody", who_es="Cualquier persona",
    )  # fmt: skip
    directory.bring_in(whole.desk, [*santa_fe(), (clinic, (offer,))])


def _agape(whole: WholeWindow) -> str:
    places = directory.directory(whole.desk)
    return str(next(one.kept.rid for one in places if "Agape" in (one.provider.name or "")))


def fill(whole: WholeWindow) -> None:
    """Bring in some words of a site."""
    for word in (
        WordChoice(word="frequent guest", lang="en", instead=("neighbor", "person we know well"), why="Our council."),
        WordChoice(word="camper", lang="en", treatment="ask", instead=("person living outside",)),
        WordChoice(word="guest", lang="en", treatment="leave"),
        WordChoice(word="malandro", lang="es", instead=("persona que participa",)),
    ):
        words.save_word(whole.desk, word)


def pages(whole: WholeWindow) -> dict[str, Callable[[], None]]:
    """Return what there is to take, by name."""
    return {
        "note": partial(shoot, whole, "note", "contact", whole.person, write),
        "words-none": partial(shoot, whole, "words-none", "words"),
        "words": lambda: (fill(whole), shoot(whole, "words", "words")),  # type: ignore[dict-item, return-value]
        "word-form": partial(shoot, whole, "word-form", "words", None, partial(press, "add_word")),
        "settings": partial(shoot, whole, "settings", "settings"),
        "crisis": partial(shoot, whole, "crisis", "today", None, partial(crisis, whole)),
        "learn": lambda: (learning.note_read(whole.desk, "cycle", "en"), shoot(whole, "learn", "learn")),  # type: ignore[dict-item, return-value]
        "lesson": partial(shoot, whole, "lesson", "lesson", "cycle"),
        "check-in": partial(shoot, whole, "check-in", "lesson", "treatment", think),
        "principles": partial(shoot, whole, "principles", "lesson", "principles"),
        "help": partial(shoot, whole, "help", "help"),
        "directory-none": partial(shoot, whole, "directory-none", "directory"),
        "directory": lambda: (bring(whole), shoot(whole, "directory", "directory")),  # type: ignore[dict-item, return-value]
        "place": lambda: shoot(whole, "place", "provider", _agape(whole)),
        "place-form": lambda: shoot(whole, "place-form", "provider", _agape(whole), partial(press, "change_place")),
        "offer-form": lambda: shoot(whole, "offer-form", "provider", _agape(whole), partial(press, "add_offer")),
        "catalogue": partial(shoot, whole, "catalogue", "catalogue"),
    }


def main() -> None:
    """Take what is named, or all."""
    OUT.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication([])
    Theme("light").apply(app)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        whole = WholeWindow(Path(folder), "supervisor")
        for name, take in pages(whole).items():
            if not sys.argv[1:] or name in sys.argv[1:]:
                take()
        whole.close()


if __name__ == "__main__":
    main()
