"""The pages about what leaves the program: what was shared about somebody."""

from functools import partial

from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.i18n import N_
from lead_desktop.ui.disclosures.page import DisclosuresScreen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.window import PageSpec


def record_pages(tools: Tools) -> list[PageSpec]:
    """Return these pages for a worker; what the role may not even read has no page."""
    made = []
    if tools.desk.may("read", Disclosure, own=True):
        made.append(_inner("disclosures", N_("What was shared"), partial(DisclosuresScreen, tools)))
    return made


def _inner(kind: str, label: str, make: partial[DisclosuresScreen]) -> PageSpec:
    """Return a page that is opened from another one and does not stand in the rail."""
    return PageSpec(kind, label, "file-text", make, in_rail=False)
