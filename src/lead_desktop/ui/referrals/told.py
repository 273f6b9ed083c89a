"""What each person is told once a referral is decided: each hears only what is theirs to know (domain 2.2, 3.4)."""

from collections.abc import Iterator

from PySide6.QtWidgets import QGridLayout

from lead_desktop.domain.referral import ARREST, Referral
from lead_desktop.domain.screening import ACCEPTED
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.looks import plain_label
from lead_desktop.ui.widgets.card import Card
from lead_desktop.ui.widgets.emptying import emptied

Told = tuple[str, str]  # who, and what they hear


class ToldCard(Card):
    """Four short lines that follow the decision as it is chosen."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(icon="message-circle")
        self.setObjectName("told")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.add(self._grid)

    def show_for(self, referral: Referral, decision: str, worker: str) -> None:
        """Say what follows a decision about a referral; `worker` is the name of whoever it is assigned to."""
        self.set_title(_("Who is told what"))
        emptied(self._grid)
        for at, (who, words) in enumerate(told(referral, decision, worker)):
            self._grid.addWidget(plain_label(who, "muted", wrap=True), at, 0)
            self._grid.addWidget(plain_label(words, wrap=True), at, 1)


def told(referral: Referral, decision: str, worker: str) -> Iterator[Told]:
    """Yield what the referrer, the person, the worker and the prosecutor hear."""
    yield _("Whoever referred"), _referrer(referral)
    yield _("The person"), _person(decision)
    if decision in ACCEPTED:
        yield _("The worker"), _worker(worker)
        if referral.referral_type in ARREST:
            yield (
                _("The prosecutor"),
                _("Only whether and when the intake was done, and only with the person's consent."),
            )


def _referrer(referral: Referral) -> str:
    if referral.wants_feedback is False:
        return _("Does not wish to hear back.")
    return _("Only that it arrived. Never what became of it.")


def _person(decision: str) -> str:
    if decision in ACCEPTED:
        return _("That somebody would like to meet, that it is their choice, and that a no counts against nobody.")
    if decision == "redirected":
        return _("Which service can help, and that the door here stays open.")
    if decision == "not_accepted_capacity":
        return _("That there is no free place today, what else there is, and that the referral keeps its place.")
    return _("Kindly and plainly, what else there is, and that a new referral can be made at any time.")


def _worker(worker: str) -> str:
    if not worker:
        return _("Finds the person among their people, on Today and in the list.")
    return _("{name} finds the person among their people, on Today and in the list.").format(name=worker)
