"""Which pages there are for whom: by side and by what the role may do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from lead_desktop.casework.cards import may_be_shown_cards
from lead_desktop.casework.desk import Desk
from lead_desktop.domain.assignment import Assignment
from lead_desktop.domain.charge import DivertedCharge
from lead_desktop.domain.consent import Consent
from lead_desktop.domain.contact import Contact
from lead_desktop.domain.directory import Provider
from lead_desktop.domain.handoff import Handoff
from lead_desktop.domain.intake import Intake
from lead_desktop.domain.person import Person
from lead_desktop.domain.plan import Plan
from lead_desktop.domain.programme import Programme
from lead_desktop.domain.referral import Referral
from lead_desktop.domain.roster import RosterShift
from lead_desktop.domain.screening import Screening
from lead_desktop.domain.supply import NaloxoneLot, Supply
from lead_desktop.domain.training import Training
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.i18n import N_
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.caseload.hand_over_page import HandOverScreen
from lead_desktop.ui.caseload.page import CaseloadScreen
from lead_desktop.ui.charge.decision_page import ChargeDecisionScreen
from lead_desktop.ui.charge.page import ChargeScreen
from lead_desktop.ui.consent.page import ConsentsScreen
from lead_desktop.ui.consent.shared_page import SharedScreen
from lead_desktop.ui.directory.catalogue_page import CatalogueScreen
from lead_desktop.ui.directory.page import DirectoryScreen
from lead_desktop.ui.directory.place_page import PlaceScreen
from lead_desktop.ui.files import FileAsker
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.glance.page import GlanceScreen, may_look
from lead_desktop.ui.handoff.list_page import HandoffListScreen
from lead_desktop.ui.handoff.page import HandoffScreen
from lead_desktop.ui.help.page import HelpScreen
from lead_desktop.ui.intake.page import IntakeScreen
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.learn.lesson_page import LessonScreen
from lead_desktop.ui.learn.page import LearnScreen
from lead_desktop.ui.people.page import PeopleScreen
from lead_desktop.ui.person.contact_page import ContactScreen
from lead_desktop.ui.person.page import PersonScreen
from lead_desktop.ui.plan.page import PlanScreen
from lead_desktop.ui.record_pages import record_pages
from lead_desktop.ui.references import DeskReferences
from lead_desktop.ui.referrals.list_page import ReferralListScreen
from lead_desktop.ui.referrals.new_page import NewReferralScreen
from lead_desktop.ui.referrals.page import ReferralScreen
from lead_desktop.ui.roster.page import RosterScreen
from lead_desktop.ui.roster.shift_page import ShiftScreen
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.screening.queue_page import QueueScreen
from lead_desktop.ui.settings.access_cards import PassphraseCard, RecoveryCard
from lead_desktop.ui.settings.backup_card import BackupCard
from lead_desktop.ui.settings.check_card import CheckCard
from lead_desktop.ui.settings.end_cards import AboutCard, SampleCard
from lead_desktop.ui.settings.look_card import LookCard
from lead_desktop.ui.settings.page import SettingsScreen
from lead_desktop.ui.settings.program_card import ProgramCard
from lead_desktop.ui.settings.words_card import WordsCard
from lead_desktop.ui.supplies.page import SuppliesScreen
from lead_desktop.ui.supplies.stock_page import ShelfScreen
from lead_desktop.ui.sync.conflicts_page import ConflictsScreen
from lead_desktop.ui.sync.hub_card import HubCard
from lead_desktop.ui.sync.join_page import JoinScreen
from lead_desktop.ui.sync.page import SyncScreen
from lead_desktop.ui.sync.runner import Runner
from lead_desktop.ui.today.page import TodayScreen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.window import PageSpec
from lead_desktop.ui.wording.words import Words
from lead_desktop.ui.words.page import WordsScreen


def tools_for(desk: Desk, jobs: Jobs) -> Tools:
    """Return what every screen is handed."""
    return Tools(desk, jobs, Needs(desk.clock, DeskReferences(desk), Words(desk)))


@dataclass(frozen=True, slots=True)
class Handles:
    """What pages need besides their tools: the look, the files, what ends the session, what prints a code."""

    appearance: Appearance
    files: FileAsker
    end: Callable[[str], object]
    print_code: Callable[[str], object]
    runner: Runner | None = None
    """What speaks with the hub; None: this laptop's profile has none, as the sample."""


def pages_for(tools: Tools, handles: Handles, *, sample: bool) -> tuple[PageSpec, ...]:
    """Return the pages of a worker in the order of the rail; what the role may not even read has no page."""
    cards = settings_cards(tools, handles, sample=sample)
    if tools.needs.words is not None:
        tools.needs.words.follow(handles.appearance)
    return (
        PageSpec("today", N_("Today"), "home", partial(TodayScreen, tools)),
        *_people(tools),
        *_supplies(tools),
        *_referrals(tools),
        *_screening(tools),
        *_handoffs(tools),
        *_charges(tools),
        *_shared(tools),
        *_glance(tools),
        *record_pages(tools),
        *_hub(tools, handles),
        *_directory(tools),
        *_reference(tools),
        PageSpec("settings", N_("Settings"), "settings", partial(SettingsScreen, cards)),
        PageSpec("help", N_("Help"), "circle-question-mark", partial(HelpScreen, tools)),
    )


def _people(tools: Tools) -> list[PageSpec]:
    """People and what is opened from a person; police and prosecution have none of it."""
    desk = tools.desk
    if not desk.may("read", Person, own=True):
        return []
    made = [
        PageSpec("people", N_("People"), "users", partial(PeopleScreen, tools)),
        _inner("person", N_("Person"), partial(PersonScreen, tools)),
    ]
    if desk.may("create", Contact):
        made.append(_inner("contact", N_("Contact"), partial(ContactScreen, tools)))
    if desk.may("read", Intake, own=True):
        made.append(_inner("intake", N_("Intake"), partial(IntakeScreen, tools)))
    if desk.may("read", Plan, own=True):
        made.append(_inner("plan", N_("Plan"), partial(PlanScreen, tools)))
    if desk.may("read", Consent, own=True):
        made.append(_inner("consents", N_("Consents"), partial(ConsentsScreen, tools)))
    return made


def _shared(tools: Tools) -> list[PageSpec]:
    """What people agreed to share, for the organizations that get cards."""
    if not may_be_shown_cards(tools.desk):
        return []
    return [PageSpec("shared", N_("Shared with you"), "handshake", partial(SharedScreen, tools))]


def _supplies(tools: Tools) -> list[PageSpec]:
    """Taps at a table or for somebody, and naloxone on the shelf."""
    desk, made = tools.desk, []
    if desk.may("create", Supply):
        made.append(PageSpec("supplies", N_("Supplies"), "hand-helping", partial(SuppliesScreen, tools)))
        made.append(_inner("person_supplies", N_("Supplies"), partial(SuppliesScreen, tools, "person_supplies")))
    if desk.may("read", NaloxoneLot):
        made.append(_inner("naloxone", N_("Naloxone on the shelf"), partial(ShelfScreen, tools)))
    return made


def _referrals(tools: Tools) -> list[PageSpec]:
    desk, made = tools.desk, []
    if desk.may("create", Referral):
        made.append(PageSpec("new_referral", N_("New referral"), "plus", partial(NewReferralScreen, tools)))
    if desk.may("read", Referral, own=True):
        made.append(PageSpec("referrals", N_("Referrals"), "inbox", partial(ReferralListScreen, tools)))
        made.append(_inner("referral", N_("Referral"), partial(ReferralScreen, tools)))
    return made


def _screening(tools: Tools) -> list[PageSpec]:
    """What waits for a decision, and whose people are whose."""
    desk, made = tools.desk, []
    if desk.may("create", Screening):
        made.append(PageSpec("screening", N_("Screening"), "list-checks", partial(QueueScreen, tools)))
    if desk.may("create", Assignment):
        made.append(PageSpec("caseloads", N_("Caseloads"), "heart-handshake", partial(CaseloadScreen, tools)))
        made.append(_inner("hand_over", N_("Hand over"), partial(HandOverScreen, tools)))
    return made


def _charges(tools: Tools) -> list[PageSpec]:
    """A held charge, for the care side; who may change it writes down what the prosecutor said."""
    desk, made = tools.desk, []
    if desk.worker.side == "care" and desk.may("read", DivertedCharge, own=True):
        made.append(_inner("charge", N_("Held charge"), partial(ChargeScreen, tools)))
        if desk.may("edit", DivertedCharge, own=True):
            page = partial(ChargeDecisionScreen, tools)
            made.append(_inner("charge_decision", N_("What the prosecutor said"), page))
    return made


def _handoffs(tools: Tools) -> list[PageSpec]:
    """Calls for a hand-off on the care side; who is on call, for everybody."""
    desk, made = tools.desk, []
    if desk.may("create", Handoff):
        made.append(PageSpec("handoffs", N_("Hand-offs"), "handshake", partial(HandoffListScreen, tools)))
        made.append(_inner("handoff", N_("Hand-off in person"), partial(HandoffScreen, tools)))
    if desk.may("read", RosterShift):
        alone = not desk.may("create", Handoff)  # else it is opened from the hand-offs, and the rail stays short
        made.append(PageSpec("on_call", N_("On call"), "phone", partial(RosterScreen, tools), in_rail=alone))
    if desk.may("create", RosterShift):
        made.append(_inner("shift", N_("A shift on call"), partial(ShiftScreen, tools)))
    return made


def _glance(tools: Tools) -> list[PageSpec]:
    """The program in numbers, for whoever may read reports."""
    if not may_look(tools.desk):
        return []
    return [PageSpec("glance", N_("Program at a glance"), "chart-column", partial(GlanceScreen, tools))]


def _hub(tools: Tools, handles: Handles) -> list[PageSpec]:
    """Sending and receiving, joining a hub, and choosing between two values."""
    if handles.runner is None:
        return []
    return [
        _inner("sync", N_("Sending and receiving"), partial(SyncScreen, handles.runner, handles.files)),
        _inner("join", N_("Join a hub"), partial(JoinScreen, handles.runner)),
        _inner("conflicts", N_("Two values wait"), partial(ConflictsScreen, tools)),
    ]


def _directory(tools: Tools) -> list[PageSpec]:
    """Places that help, for every role."""
    if not tools.desk.may("read", Provider):
        return []
    return [
        PageSpec("directory", N_("Directory"), "map-pin", partial(DirectoryScreen, tools)),
        _inner("provider", N_("Place"), partial(PlaceScreen, tools)),
        _inner("catalogue", N_("Treatment and support"), partial(CatalogueScreen, tools)),
    ]


def _reference(tools: Tools) -> list[PageSpec]:
    """What is about nobody: lessons, and the site's words."""
    desk, made = tools.desk, []
    if desk.may("create", Training):
        made.append(_inner("learn", N_("Lessons"), partial(LearnScreen, tools)))
        made.append(_inner("lesson", N_("Lesson"), partial(LessonScreen, tools)))
    if desk.may("edit", WordChoice):
        made.append(_inner("words", N_("Words of this program"), partial(WordsScreen, tools)))
    return made


def _inner(kind: str, label: str, make: Callable[[], Screen]) -> PageSpec:
    """Return a page that is opened from another one and does not stand in the rail."""
    return PageSpec(kind, label, "file-text", make, in_rail=False)


def settings_cards(tools: Tools, handles: Handles, *, sample: bool) -> tuple[Callable[[SettingsScreen], QWidget], ...]:
    """Return what makes the cards of the settings, from top to bottom."""
    cards: list[Callable[[SettingsScreen], QWidget]] = [
        partial(LookCard, handles.appearance),
        *([] if handles.runner is None else [partial(HubCard, handles.runner)]),
        partial(BackupCard, tools, handles.files, handles.end),
        partial(CheckCard, tools),
        partial(PassphraseCard, tools),
        partial(RecoveryCard, tools, handles.print_code),
    ]
    if tools.desk.may("edit", Programme):
        cards.append(partial(ProgramCard, tools))
    if tools.desk.may("edit", WordChoice):
        cards.append(WordsCard)
    if sample:
        cards.append(partial(SampleCard, handles.end))
    return (*cards, AboutCard)
