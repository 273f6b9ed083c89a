"""The pages about what leaves the program: what was shared, what to do when somebody asks, and forms for pen."""

from collections.abc import Callable
from functools import partial

from lead_desktop.domain.disclosure import Disclosure
from lead_desktop.domain.requests import OrderCheck, RecordRequest
from lead_desktop.i18n import N_
from lead_desktop.ui.asked.page import AskedScreen
from lead_desktop.ui.blank.page import BlankScreen, forms_for
from lead_desktop.ui.disclosures.my_record_page import MyRecordScreen
from lead_desktop.ui.disclosures.page import DisclosuresScreen
from lead_desktop.ui.requests.page import RegistersScreen
from lead_desktop.ui.screen import Screen
from lead_desktop.ui.tools import Tools
from lead_desktop.ui.window import PageSpec


def record_pages(tools: Tools) -> list[PageSpec]:
    """Return these pages for a worker; what the role may not even read has no page.

    The registers stand in the rail of whoever answers for privacy; others come to them from the steps.
    """
    desk, made = tools.desk, []
    if desk.may("create", RecordRequest):
        answers = desk.may("create", OrderCheck)
        screen = partial(RegistersScreen, tools, back=not answers)
        made.append(PageSpec("requests", N_("Registers"), "inbox", screen, in_rail=answers))
        made.append(_inner("asked", N_("When police, a court or a lawyer asks"), partial(AskedScreen, tools)))
    if forms_for(desk):
        made.append(_inner("blank", N_("Forms for pen"), partial(BlankScreen, tools)))
    if desk.may("read", Disclosure, own=True):
        if desk.may("create", Disclosure):
            made.append(_inner("my_record", N_("Their record, for them"), partial(MyRecordScreen, tools)))
        made.append(_inner("disclosures", N_("What was shared"), partial(DisclosuresScreen, tools)))
    return made


def _inner(kind: str, label: str, make: Callable[[], Screen]) -> PageSpec:
    """Return a page that is opened from another one and does not stand in the rail."""
    return PageSpec(kind, label, "file-text", make, in_rail=False)
