"""Pictures of the help with words and of its neighbours: `python -m tests.ui.wording.pictures` writes out/wording."""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QWidget

import tests.conftest  # noqa: F401 - no screen, one scale
from lead_desktop.casework import words
from lead_desktop.domain.word_choice import WordChoice
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
