"""Whose page it is: name, number, what to heed before reaching out, where the person stands, days left."""

from lead_desktop.domain.clocks import days_left
from lead_desktop.domain.engagement import Engagement
from lead_desktop.domain.person import Person
from lead_desktop.i18n import gettext as _
from lead_desktop.ui.names import called
from lead_desktop.ui.people.words import code_words, state_words, tone
from lead_desktop.ui.person.view import PersonView
from lead_desktop.ui.widgets.countdown import Countdown
from lead_desktop.ui.widgets.page_header import PageHeader
from lead_desktop.ui.widgets.pill import Pill


class PersonHeader(PageHeader):
    """The header of a person's page."""

    def __init__(self) -> None:
        """Begin without anybody."""
        super().__init__(back=True)
        self.status = Pill()
        self.left = Countdown()
        self.status.setObjectName("person_status")
        self.left.setObjectName("intake_left")
        self.add_pill(self.status)
        self.add_pill(self.left)

    def show_view(self, view: PersonView, *, private: bool) -> None:
        """Show a person; initials in place of the name when `private`."""
        person = view.file.person.record
        engagement = view.file.engagement.record if view.file.engagement else Engagement()
        worker = view.workers.get(engagement.case_manager or "", "")
        parts = (
            person.participant_number,
            person.pronouns,
            _("Case manager: {name}").format(name=worker) if worker else "",
            code_words("hud.preferred_language", person.preferred_language),
            _("interpreter needed") if person.interpreter_needed else "",
            *_hints(person),
        )
        self.set_title(called(person, private=private) or _("No name yet"))
        self.set_subtitle(" · ".join(one for one in parts if one))
        self.status.show_status(state_words("engagement", view.status), tone(view.status))
        due = view.file.deadline(view.today)
        self.left.set_days(days_left(due, view.today) if due else None)


def _hints(person: Person) -> tuple[str, ...]:
    """Return what to heed before reaching out: what is not allowed, and the safe words."""
    no = (
        (person.may_call, _("no calls")), (person.may_text, _("no texts")), (person.may_voicemail, _("no voicemail")),
        (person.may_visit, _("no visits")), (person.may_mail, _("no mail")),
    )  # fmt: skip
    return tuple(words for may, words in no if may is False)
