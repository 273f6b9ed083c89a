"""The preview of prints: drawn in memory, in either language, to paper or into a file, by keyboard and by ear."""

import errno
import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QWidget

from lead_desktop import i18n
from lead_desktop.reports.paper.typesetting import CannotPrint
from lead_desktop.store import files
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.printing.dialog import Outlets, PrintPreview
from lead_desktop.ui.printing.page_column import PageColumn
from lead_desktop.ui.printing.printer import PrinterFailed, SystemPrinter
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.segmented import Segmented
from tests.unit.reports import papers


class PaperTray:
    """A printer that keeps what it is given; it may be missing, declined, or broken."""

    def __init__(self, *, there: bool = True, agreed: bool = True, broken: bool = False) -> None:
        self.there, self.agreed, self.broken = there, agreed, broken
        self.pages: list[bytes] = []

    def present(self) -> bool:
        return self.there

    def ask(self, parent: QWidget) -> bool:
        return self.agreed

    def put(self, pages: Sequence[bytes]) -> None:
        if self.broken:
            raise PrinterFailed
        self.pages = list(pages)


class Answers:
    """Says where to save, one answer after the other, and keeps the names it was offered."""

    def __init__(self, *places: Path | None) -> None:
        self.places = list(places)
        self.offered: list[str] = []

    def to_write(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        self.offered.append(suggested)
        return self.places.pop(0)

    def to_read(self, parent: QWidget, title: str, pattern: str) -> Path | None:
        raise AssertionError


@pytest.fixture
def jobs(qtbot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def shown(qtbot, jobs):
    """Open a preview and wait until its pages stand, or its sentence."""

    def make(paper=papers.plan, language="en", printer=None, where=None) -> PrintPreview:
        outlets = Outlets(printer or PaperTray(), where or Answers())
        dialog = PrintPreview(paper, language, jobs, outlets=outlets)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: settled(dialog))
        return dialog

    return make


def settled(dialog: PrintPreview) -> bool:
    return not dialog.findChild(PageColumn).isHidden() or bool(banner(dialog).message())


def banner(dialog: PrintPreview) -> Banner:
    return dialog.findChild(Banner)


def press(dialog: PrintPreview, name: str) -> None:
    dialog.findChild(QPushButton, name).click()


def page_words(dialog: PrintPreview, place: int) -> str:
    return dialog.findChild(QWidget, f"page_{place}").accessibleDescription()


def test_the_pages_are_shown_and_can_be_listened_to(shown):
    dialog = shown()
    assert dialog.findChild(PageColumn).count() == 3
    page = dialog.findChild(QWidget, "page_1")
    assert QAccessible.queryAccessibleInterface(page).text(QAccessible.Text.Name) == "Page 1 of 3"
    assert "A room where Bruno can stay with me" in page_words(dialog, 1)
    assert not page.pixmap().isNull()


def test_another_language_draws_the_pages_anew(shown, qtbot):
    dialog = shown()
    assert "Shelter and housing" in page_words(dialog, 1)
    languages = dialog.findChild(Segmented, "printLanguage")
    languages.changed.emit("es")
    assert dialog.findChild(PageColumn).isHidden()
    assert not dialog.findChild(QPushButton, "savePdf").isEnabled()
    qtbot.waitUntil(lambda: settled(dialog))
    qtbot.waitUntil(lambda: "Refugio y vivienda" in page_words(dialog, 1))


def test_the_last_language_asked_for_is_the_one_shown(shown, qtbot):
    dialog = shown()
    for language in ("es", "en", "es"):
        dialog.findChild(Segmented, "printLanguage").changed.emit(language)
    qtbot.waitUntil(lambda: settled(dialog) and "Refugio y vivienda" in page_words(dialog, 1))
    assert dialog.findChild(PageColumn).count() == 3


def test_saving_writes_what_was_shown_and_tells_which_bytes_left(shown, qtbot, tmp_path):
    dialog = shown(where=Answers(tmp_path / "copy.pdf"))
    with qtbot.waitSignal(dialog.handed_out) as told:
        press(dialog, "savePdf")
    written = (tmp_path / "copy.pdf").read_bytes()
    assert written == papers.plan("en")
    assert told.args == ["file", hashlib.sha256(written).hexdigest()]
    assert [one.name for one in tmp_path.iterdir()] == ["copy.pdf"]
    assert banner(dialog).message() == "Saved."


def test_changing_ones_mind_saves_nothing(shown):
    asked = Answers(None)
    dialog = shown(where=asked)
    press(dialog, "savePdf")
    assert banner(dialog).message() == ""
    assert asked.offered == ["document.pdf"]


@pytest.mark.survives(25)
@pytest.mark.survives(59)
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "not enough room"), (errno.EACCES, "does not let you save")]
)
def test_a_full_or_read_only_folder_is_said_and_leaves_no_half_file(shown, qtbot, tmp_path, monkeypatch, number, words):
    def write(_handle: int, _data: bytes) -> int:
        raise OSError(number, os.strerror(number))

    dialog = shown(where=Answers(tmp_path / "copy.pdf"))
    monkeypatch.setattr(files.os, "write", write)
    press(dialog, "savePdf")
    qtbot.waitUntil(lambda: words in banner(dialog).message())
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    assert dialog.findChild(QPushButton, "savePdf").isEnabled()


@pytest.mark.survives(59)
def test_a_folder_copied_online_is_asked_about_first(shown, qtbot, tmp_path):
    online = tmp_path / "Dropbox"
    online.mkdir()
    dialog = shown(where=Answers(online / "copy.pdf"))
    press(dialog, "savePdf")
    assert "copied to the internet" in banner(dialog).message()
    assert list(online.iterdir()) == []
    with qtbot.waitSignal(dialog.handed_out):
        press(dialog, "link_save_here")
    assert (online / "copy.pdf").is_file()


@pytest.mark.survives(59)
def test_another_folder_can_be_chosen_instead_of_one_copied_online(shown, qtbot, tmp_path):
    online = tmp_path / "OneDrive - County"
    online.mkdir()
    dialog = shown(where=Answers(online / "copy.pdf", tmp_path / "copy.pdf"))
    press(dialog, "savePdf")
    with qtbot.waitSignal(dialog.handed_out):
        press(dialog, "link_elsewhere")
    assert list(online.iterdir()) == []
    assert (tmp_path / "copy.pdf").is_file()


def test_printing_hands_every_page_over(shown, qtbot):
    tray = PaperTray()
    dialog = shown(printer=tray)
    with qtbot.waitSignal(dialog.handed_out) as told:
        press(dialog, "printPages")
    assert told.args[0] == "print"
    assert [int.from_bytes(page[16:20], "big") for page in tray.pages] == [2550] * 3


def test_declining_the_printer_prints_nothing(shown):
    tray = PaperTray(agreed=False)
    press(shown(printer=tray), "printPages")
    assert tray.pages == []


def test_a_printer_that_fails_is_said_in_words(shown, qtbot):
    dialog = shown(printer=PaperTray(broken=True))
    press(dialog, "printPages")
    qtbot.waitUntil(lambda: "printer did not take" in banner(dialog).message())
    assert dialog.findChild(QPushButton, "printPages").isEnabled()


def test_without_a_printer_the_pages_can_still_be_saved(shown):
    dialog = shown(printer=PaperTray(there=False))
    assert not dialog.findChild(QPushButton, "printPages").isEnabled()
    assert dialog.findChild(QPushButton, "savePdf").isEnabled()


def test_a_print_that_cannot_be_made_is_said_and_can_be_tried_again(shown, qtbot):
    tries = []

    def second_time(language: str) -> bytes:
        tries.append(language)
        if len(tries) == 1:
            raise CannotPrint
        return papers.recovery(language)

    dialog = shown(paper=second_time)
    assert "could not be made" in banner(dialog).message()
    assert not dialog.findChild(QPushButton, "savePdf").isEnabled()
    press(dialog, "link_again")
    qtbot.waitUntil(lambda: dialog.findChild(PageColumn).count() == 1)
    assert banner(dialog).message() == ""


def test_the_keyboard_alone_reads_saves_prints_and_closes(shown, qtbot, tmp_path):
    tray = PaperTray()
    dialog = shown(printer=tray, where=Answers(tmp_path / "copy.pdf"))
    pages = dialog.findChild(PageColumn)
    qtbot.waitUntil(lambda: dialog.focusWidget() is pages)
    qtbot.keyClick(pages, Qt.Key.Key_PageDown)
    assert pages.verticalScrollBar().value() > 0
    with qtbot.waitSignal(dialog.handed_out):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(dialog.handed_out):
        qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert len(tray.pages) == 3
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_control_has_a_name_and_tab_reaches_it(shown, qtbot):
    dialog = shown()
    seen, at = set(), dialog.focusWidget()
    for _ in range(12):
        seen.add(at.objectName() or at.accessibleName())
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        at = dialog.focusWidget()
        assert QAccessible.queryAccessibleInterface(at).text(QAccessible.Text.Name)
    assert {"pages", "savePdf", "printPages", "closePreview"} <= seen
    assert len(seen) >= 5


def test_closing_lets_go_of_the_pages(shown):
    dialog = shown()
    pages = dialog.findChild(PageColumn)
    dialog.reject()
    assert pages.count() == 0
    assert dialog._drawn is None


def test_the_dialog_cannot_be_closed_between_writing_and_noting(shown, qtbot, tmp_path):
    dialog = shown(where=Answers(tmp_path / "copy.pdf"))
    press(dialog, "savePdf")
    dialog.reject()
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.handed_out):
        pass


def test_closing_while_the_pages_are_being_made_is_no_fault(qtbot, jobs):
    dialog = PrintPreview(papers.plan, "en", jobs, outlets=Outlets(PaperTray(), Answers()))
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy())


def test_nothing_is_written_by_looking(shown, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    shown()
    assert list(tmp_path.iterdir()) == []


def test_the_window_title_names_no_one_and_the_words_follow_the_screen(shown, qtbot):
    dialog = shown()
    assert dialog.windowTitle() == "Print"
    i18n.set_language("es")
    dialog.retranslate()
    assert dialog.windowTitle() == i18n.gettext("Print")
    assert dialog.findChild(QPushButton, "savePdf").shortcut().toString() == "Ctrl+S"


def test_a_real_printer_device_takes_the_pages_chosen(qtbot, tmp_path):
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "tray.pdf"))
    device.setFromTo(2, 3)
    from lead_desktop.reports.paper.pages import pages_as_images

    SystemPrinter(device).put(pages_as_images(papers.plan("en"), 60))
    printed = pypdfium2.PdfDocument(tmp_path / "tray.pdf")
    assert len(printed) == 2
    ink = printed[0].render(scale=0.3, grayscale=True)
    assert min(bytes(ink.buffer)) < 128
    printed.close()


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_device_that_cannot_be_opened_fails_in_words(qtbot, tmp_path):
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "gone" / "tray.pdf"))
    with pytest.raises(PrinterFailed):
        SystemPrinter(device).put([b""])
    with pytest.raises(PrinterFailed):
        SystemPrinter().put([b""])
