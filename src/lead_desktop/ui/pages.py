"""Which pages there are for whom: by side and by what the role may do."""

from collections.abc import Callable
from functools import partial

from lead_desktop.casework.desk import Desk
from lead_desktop.i18n import N_
from lead_desktop.ui.appearance import Appearance
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.help.page import HelpScreen
from lead_desktop.ui.jobs import Jobs
from lead_desktop.ui.references import DeskReferences
from lead_desktop.ui.settings.look_card import LookCard
from lead_desktop.ui.settings.page import SettingsScreen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.window import PageSpec


def tools_for(desk: Desk, jobs: Jobs) -> Tools:
    """Return what every screen is handed."""
    return Tools(desk, jobs, Needs(desk.clock, DeskReferences(desk)))


def pages_for(
    tools: Tools, appearance: Appearance, end: Callable[[str], object], print_code: Callable[[str], object]
) -> tuple[PageSpec, ...]:
    """Return the pages of a worker in the order of the rail; `end` ends the session for a reason."""
    cards = (partial(LookCard, appearance),)
    return (
        PageSpec("settings", N_("Settings"), "settings", partial(SettingsScreen, cards)),
        PageSpec("help", N_("Help"), "circle-question-mark", HelpScreen),
    )

