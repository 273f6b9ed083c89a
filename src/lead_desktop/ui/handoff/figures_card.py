"""How hand-offs went in the last thirty days, in three lines: that nobody could come is counted beside its reasons."""

from collections.abc import Iterator, Mapping

from lead_desktop.i18n import gettext as _, ngettext
from lead_desktop.reports.handoffs import HandoffFigures
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied


class FiguresCard(Card):
    """Filled anew each time; hidden while there was no call."""

    def __init__(self) -> None:
        """Begin hidden."""
        super().__init__(icon="chart-column")
        self.setObjectName("handoff_figures")
        self.body.setSpacing(4)
        self.hide()

    def show_figures(self, figures: HandoffFigures, target: int) -> None:
        """Show counts in words; target: the program's minutes from call to meeting."""
        self.set_title(_("The last thirty days"))
        emptied(self.body)
        for words in _lines(figures, target):
            self.add(plain_label(words, wrap=True))
        self.setVisible(figures.calls > 0)


def _lines(figures: HandoffFigures, target: int) -> Iterator[str]:
    calls = ngettext("{n} call", "{n} calls", figures.calls)
    yield _("{calls}, {met} introduced, {nobody} to which nobody could come.").format(
        calls=calls, met=figures.introduced, nobody=figures.nobody_came
    )
    if figures.meeting is not None:
        yield _("Usually {minutes} minutes to the meeting; {some} of {all} within {target}.").format(
            minutes=figures.meeting, some=figures.in_time, all=figures.timed, target=target
        )
    if figures.nobody_came:
        yield _("Why nobody could come: {why}. What happened instead: {instead}.").format(
            why=_counted("nobody_came", figures.why), instead=_counted("handoff_instead", figures.instead)
        )


def _counted(name: str, counts: Mapping[str, int]) -> str:
    most = sorted(counts.items(), key=lambda one: -one[1])
    return "; ".join(f"{code_words(name, code)} ({count})" for code, count in most) or _("not said")
