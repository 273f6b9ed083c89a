"""Help with one line or box: looks at each change, marks what it finds, shows a suggestion, takes it by one key."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from lead_desktop.domain.word_finder import Finding
from lead_desktop.domain.word_grammar import Change, changes
from lead_desktop.domain.word_reasons import REASONS
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import announce
from lead_desktop.ui.wording.card import MOST, WordCard
from lead_desktop.ui.wording.words import Words
from lead_desktop.ui.wording.writing import BoxWriting, LineWriting, Writing

STAY_MS = 500
"""How long a suggestion stays once the pointer has left the word."""


class WordHelp(QObject):
    """Never stands in the way: nothing here is asked before saving, and nothing is written down of it."""

    def __init__(self, writing: Writing, words: Words) -> None:
        """Watch a place where somebody writes."""
        super().__init__(writing.widget)
        self._writing = writing
        self._words = words
        self._card: WordCard | None = None
        self._shown: tuple[Finding, tuple[Change, ...]] | None = None
        self._told = ""
        self._by_keys = False
        self.findings: tuple[Finding, ...] = ()
        self._rest = QTimer(self, singleShot=True, interval=STAY_MS)
        self._rest.timeout.connect(self.close_card)
        words.changed.connect(self.look)
        for watched in {writing.widget, writing.pointed}:
            watched.installEventFilter(self)

    @Slot()
    def look(self) -> None:
        """Mark what stands in the text now."""
        text = self._writing.text()
        self.findings = self._words.look(text)
        self._writing.mark(self.findings)

    @Slot()
    def on_changed(self) -> None:
        """Look after a change by the person; a word that was just finished is told to assistive technology once."""
        self.close_card()
        self.look()
        cursor, text = self._writing.cursor(), self._writing.text()
        done = next((one for one in self.findings if one.end == cursor - 1), None)
        word = text[done.start : done.end] if done is not None else ""
        if word and word != self._told and self._writing.widget.hasFocus():
            announce(self._writing.widget, _("Other words for “{word}”: F7").format(word=word))
        self._told = word or self._told

    @Slot()
    def close_card(self) -> None:
        """Take the suggestion away."""
        self._shown = None
        self._rest.stop()
        if self._card is not None:
            self._card.hide()

    def card(self) -> WordCard | None:
        """Return the suggestion while it is shown."""
        return self._card if self._shown is not None else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the help, follow the pointer, close when one goes away."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and watched is self._writing.widget:
            return self._on_key(event)
        if isinstance(event, QHelpEvent) and kind == QEvent.Type.ToolTip:
            return self._on_rest_over(event.pos())
        if isinstance(event, QMouseEvent) and kind == QEvent.Type.MouseMove:
            self._on_moved(event.position().toPoint())
        elif kind == QEvent.Type.FocusIn:
            self._words.renew()
        elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide, QEvent.Type.Wheel):
            self.close_card()
        elif kind == QEvent.Type.PaletteChange and self.findings:
            self.look()  # the colours of the marks are others now
        return super().eventFilter(watched, event)

    # by keys

    def _on_key(self, event: QKeyEvent) -> bool:
        """Take F7, and while a suggestion is shown its numbers and Escape; every other key closes it."""
        act = self._act_of(event)
        if act is None:
            if event.type() == QEvent.Type.KeyPress and event.key() not in _HELD:
                self.close_card()
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True

    def _act_of(self, event: QKeyEvent) -> "partial[None] | None":
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return None
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() == Qt.Key.Key_F7 and plain and self._words.on:
            return partial(self._on_f7)
        if self._shown is None or not plain:
            return None
        if event.key() == Qt.Key.Key_Escape:
            return partial(self.close_card)
        if not self._by_keys:
            return None  # it came by the pointer, and a number may be meant for the text
        number = event.key() - Qt.Key.Key_1
        return partial(self.take, number) if 0 <= number < min(len(self._shown[1]), MOST) else None

    def _on_f7(self) -> None:
        """Take the first suggestion for the word at the cursor; otherwise go to the next word and show it."""
        if self._shown is not None and self._shown[1]:
            self.take(0)
            return
        text, cursor = self._writing.text(), self._writing.cursor()
        here = next((one for one in self.findings if one.start <= cursor <= one.end), None)
        if here is not None and not here.asks and here.term.use and self._shown is None:
            self._show(here, text, quiet=True)
            self.take(0)
            return
        self._go_on(text, cursor)

    def _go_on(self, text: str, cursor: int) -> None:
        if not self.findings:
            announce(self._writing.widget, _("No words to look at here."))
            return
        passed = self._shown[0].end if self._shown is not None else cursor
        ahead = next((one for one in self.findings if one.end > passed), self.findings[0])
        self._writing.choose(ahead.start, ahead.end)
        self._show(ahead, text)
        self._by_keys = True

    @Slot(int)
    def take(self, number: int) -> None:
        """Write a choice in the place of the word, as one step that can be undone."""
        if self._shown is None:
            return
        change = self._shown[1][number]
        self.close_card()
        self._writing.put(change)
        self.close_card()
        announce(self._writing.widget, _("Written instead: {words}. Ctrl+Z takes it back.").format(words=change.words))

    # by the pointer

    def _on_rest_over(self, point: QPoint) -> bool:
        """Show the suggestion for the word below the pointer."""
        found = self._below(point)
        if found is None:
            return False
        self._show(found, self._writing.text())
        self._by_keys = False
        return True

    def _on_moved(self, point: QPoint) -> None:
        if self._shown is None:
            return
        if self._below(point) == self._shown[0]:
            self._rest.stop()
        elif not self._rest.isActive():
            self._rest.start()

    def _below(self, point: QPoint) -> Finding | None:
        at = self._writing.sign_at(point)
        near = [one for one in self.findings if one.start <= at <= one.end]
        return next((one for one in near if self._place(one).adjusted(-2, -4, 2, 4).contains(point)), None)

    # the card

    def _place(self, finding: Finding) -> QRect:
        return self._writing.place_of(finding.start, finding.end)

    def _show(self, finding: Finding, text: str, *, quiet: bool = False) -> None:
        offered = changes(text, finding)[:MOST]
        self._shown = (finding, offered)
        if quiet:
            return
        word = text[finding.start : finding.end]
        title, why = _title(finding, word), _why(finding)
        pointed, card = self._writing.pointed, self._made_card()
        place = self._place(finding)
        top = pointed.mapTo(card.over, place.topLeft())
        card.show_for(title, why, [one.choice for one in offered], QRect(top, place.size()))
        listed = "; ".join(f"{number}: {one.choice}" for number, one in enumerate(offered, 1))
        announce(self._writing.widget, " ".join(one for one in (title, why, listed) if one))

    def _made_card(self) -> WordCard:
        window = self._writing.widget.window()
        if self._card is None or self._card.over is not window:
            self._card = WordCard(window)
            self._card.taken.connect(self.take)
            self._card.entered.connect(self._rest.stop)
            self._card.left.connect(self._rest.start)
            self.destroyed.connect(self._card.deleteLater)
        return self._card


_HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


def _title(finding: Finding, word: str) -> str:
    if finding.asks:
        return _("About “{word}”").format(word=word)
    return _("Instead of “{word}”").format(word=word) if finding.term.use else f"“{word}”"


def _why(finding: Finding) -> str:
    """Return the question or the reason; a site's own sentence stands as it was written."""
    parts = (finding.term.ask, finding.term.why)
    return " ".join(_(REASONS[one]) if one in REASONS else one for one in parts if one)


def help_with_box(box: QPlainTextEdit, words: Words) -> WordHelp:
    """Help with several lines."""
    made = WordHelp(BoxWriting(box), words)
    box.document().contentsChanged.connect(made.on_changed)  # told of a text that is filled in too
    box.viewport().setMouseTracking(True)
    box.verticalScrollBar().valueChanged.connect(made.close_card)
    return made


def help_with_line(line: QLineEdit, words: Words) -> WordHelp:
    """Help with one line."""
    writing = LineWriting(line)
    made = WordHelp(writing, words)
    line.textChanged.connect(made.on_changed)
    writing.marks.stale.connect(made.look)
    line.setMouseTracking(True)
    return made
