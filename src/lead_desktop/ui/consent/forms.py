"""The forms about a consent: beginning or changing one, signing on paper, taking back, and a card for a partner."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lead_desktop.casework import consents, disclosures
from lead_desktop.casework.consents import SIGNING
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Opened
from lead_desktop.casework.partners import Partner, partners
from lead_desktop.domain.base import Compartment
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.consent import Consent, Recipient
from lead_desktop.domain.share_card import ShareCard
from lead_desktop.errors import NotFound
from lead_desktop.i18n import N_, gettext as _
from lead_desktop.ids import new_id
from lead_desktop.ui.consent.layouts import CARD, CONSENT, PAPER, REVOKE, SAID
from lead_desktop.ui.forms.choice_editors import ChecksEditor
from lead_desktop.ui.forms.editor import Editor
from lead_desktop.ui.forms.form_page import FormPage
from lead_desktop.ui.forms.needs import Needs, Referent
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.forms.spec import Spec
from lead_desktop.ui.keeping import DraftPlace
from lead_desktop.ui.looks import button, plain_label
from lead_desktop.ui.people.words import code_words
from lead_desktop.ui.person.form_box import Act, FormBox
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.widgets.banner import Banner
from lead_desktop.ui.widgets.emptying import emptied
from lead_desktop.ui.widgets.flow_layout import FlowLayout


class ChargesOf:
    """What a consent about a held charge may point to: the charges of this person."""

    def __init__(self, desk: Desk, person: str) -> None:
        """Take whose charges."""
        self._desk = desk
        self._person = person

    def find(self, kind: str, text: str) -> Sequence[Referent]:
        """Return the person's held charges that hold the typed text."""
        if kind != DivertedCharge.NAME or not self._desk.may("read", DivertedCharge, person=self._person):
            return ()
        held = self._desk.reading.of_person(DivertedCharge, self._person)
        every = [Referent(one.rid, _charge_words(one.record), one.record.incident_no or "") for one in held]
        return [one for one in every if text.casefold().strip() in one.label.casefold()]

    def label(self, kind: str, rid: str) -> str:
        """Return the words for one charge; blank when it is not on this laptop."""
        if kind != DivertedCharge.NAME:
            return ""
        try:
            return _charge_words(self._desk.reading.get(DivertedCharge, rid).record)
        except NotFound:
            return ""


class ConsentBox(FormBox):
    """Beginning a consent, or changing one that is not signed yet."""

    def __init__(self, tools: Tools, person: str, start: Consent, opened: Opened[Consent] | None = None) -> None:
        """Begin with `start`, or go on with the draft that waits."""
        self._person, self._opened = person, opened
        needs = replace(tools.needs, references=ChargesOf(tools.desk, person))
        self.form: RecordForm[Consent] = RecordForm(Consent, CONSENT, needs)
        self.form.load(start)
        page = FormPage({"consent": self.form})
        name = f"consents.{opened.rid if opened else 'new'}"
        super().__init__(tools, DraftPlace(name, person, Compartment.CONSENT), page, self._act)
        self.setObjectName("consent_form")
        self._known = tuple(partners(tools.desk))
        self._suggested = QWidget()
        self._suggested.setObjectName("knownPartners")
        self._flow = FlowLayout(self._suggested, gap=6)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(page), self._suggested)
        self.retranslate(N_("Keep it, not signed yet"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word, those of the known partners too."""
        super().retranslate(save_words)
        emptied(self._flow)
        words = plain_label(_("Add a partner you work with:"), role="label")
        words.setMinimumHeight(self.cancel.sizeHint().height())
        self._flow.addWidget(words)
        for one in self._known:
            made = button(one.name, "plus", "quiet", name=f"partner.{one.name}")
            made.setAccessibleName(_("Add {name}").format(name=one.name))
            made.clicked.connect(partial(self._add, one))
            self._flow.addWidget(made)
        self._suggested.setVisible(bool(self._known))

    def _add(self, partner: Partner) -> None:
        """Put a partner among the recipients by its own name, for the categories to be chosen."""
        block = self.form.blocks["recipients"]
        held = [one for one in block.answer().value or () if one.get("name") != partner.name]
        row = Recipient(key=str(new_id(self._tools.needs.clock)), name=partner.name, kind=partner.kind)
        block.set_answer([*held, row.model_dump(mode="json")])
        block.changed.emit()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        if self._opened is not None:
            return partial(consents.change, self._tools.desk, self._opened, record, draft=draft)
        return partial(consents.begin, self._tools.desk, self._person, record, draft=draft)


class SignedBox(FormBox):
    """Writing down that a consent was signed on paper, or for taking part said."""

    def __init__(self, tools: Tools, opened: Opened[Consent], kind: str) -> None:
        """Take the consent, not signed yet, and `signed_on_paper` or `verbal_documented`."""
        self._rid = opened.rid
        self.form: RecordForm[Consent] = RecordForm(
            Consent, PAPER if kind == "signed_on_paper" else SAID, tools.needs, whole=False
        )
        now = tools.desk.clock.now().replace(second=0, microsecond=0)
        self.form.load(opened.record.with_(signature_kind=kind, signed_at=now))
        place = DraftPlace(f"consents.{kind}.{opened.rid}", opened.record.person or "", Compartment.CONSENT)
        super().__init__(tools, place, FormPage({"signed": self.form}), self._act)
        self.setObjectName("signed_form")
        self.retranslate(N_("It is in force from now on"))
        self.begin()

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None or not self.form.complete():
            return None
        if record.signature_kind == "signed_on_paper" and not record.paper_words:
            self.trouble.show_message(_("Please say which paper it is and where it is kept."))
            self.form.focus_field("paper_words")
            return None
        given = {name: getattr(record, name) for name in SIGNING if getattr(record, name) is not None}
        return partial(consents.sign, self._tools.desk, self._rid, given, draft=draft)


class RevokeBox(FormBox):
    """Taking a consent back: who, how, one button, and a sentence about what happens."""

    def __init__(self, tools: Tools, opened: Opened[Consent]) -> None:
        """Take the consent that is taken back."""
        self._opened = opened
        self.form: RecordForm[Consent] = RecordForm(Consent, REVOKE, tools.needs, whole=False)
        self.form.load(opened.record.with_(status="revoked", revoked_by="self", revoked_how="in_person"))
        place = DraftPlace(f"consents.revoke.{opened.rid}", opened.record.person or "", Compartment.CONSENT)
        super().__init__(tools, place, FormPage({"revoke": self.form}), self._act)
        self.setObjectName("revoke_form")
        self.what = Banner("warn")
        self.what.setObjectName("revokeMeans")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.what)
        self.retranslate(N_("Take it back now"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word, and what taking it back means."""
        super().retranslate(save_words)
        self.what.show_message(
            _(
                "What was shared stays shared. From now on nothing more goes. "
                "Laptops that hold it delete it at their next contact."
            )
        )

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None:
            return None
        return partial(consents.revoke, self._tools.desk, self._opened, record, draft=draft)


class CoveredChecks(ChecksEditor):
    """Of what may be shared, only what the consent covers."""

    def __init__(self, spec: Spec, needs: Needs, covered: Sequence[str]) -> None:
        """Offer these codes and no others."""
        self._covered = frozenset(covered)
        super().__init__(spec, needs)

    def _offer(self, held: tuple[str, ...]) -> None:
        super()._offer(held)
        for code, made in self.buttons.items():
            made.setVisible(code in self._covered)


class CardForm(RecordForm[ShareCard]):
    """A card whose categories are those of its consent at the most."""

    def __init__(self, needs: Needs, covered: Sequence[str]) -> None:
        """Take what the consent covers."""
        self._covered = covered
        super().__init__(ShareCard, CARD, needs, whole=False)

    def editor_for(self, spec: Spec) -> Editor:
        """Give the categories an editor of their own."""
        if spec.name == "categories":
            return CoveredChecks(spec, self._needs, self._covered)
        return super().editor_for(spec)


class CardBox(FormBox):
    """Writing a card for one organisation."""

    def __init__(self, tools: Tools, start: ShareCard) -> None:
        """Begin with all that the consent covers."""
        self.form = CardForm(tools.needs, start.categories)
        self.form.load(start)
        place = DraftPlace(f"consents.card.{start.consent}.{start.recipient}", start.person or "", Compartment.CASEWORK)
        super().__init__(tools, place, FormPage({"card": self.form}), self._act)
        self.setObjectName("card_form")
        self.never = Banner("info")
        self.never.setObjectName("neverOnACard")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self.never)
        self.retranslate(N_("Share it"))
        self.begin()

    def retranslate(self, save_words: str) -> None:
        """Set every word, and what never stands on a card."""
        super().retranslate(save_words)
        self.never.show_message(
            _(
                "Never on a card: substances, test results, diagnoses, overdose, where somebody sleeps, phones, "
                "immigration, other people. The partner sees it for two weeks at most."
            )
        )

    def _act(self, draft: str) -> Act | None:
        record = self.form.record()
        if record is None or not self.form.complete():
            return None
        return partial(disclosures.share_card, self._tools.desk, record, draft=draft)


def _charge_words(charge: DivertedCharge) -> str:
    return charge.description or code_words("nm_statute", charge.statute) or _("Held charge")
