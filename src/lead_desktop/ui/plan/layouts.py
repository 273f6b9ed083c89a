"""Where the fields of a plan, a goal and a step stand, as data (domain 2.6)."""

from lead_desktop.i18n import N_
from lead_desktop.ui.forms.layout import Layout, Row, Section

PLAN: Layout = (
    Section(
        "",
        (
            Row("statement"),
            Row("language", "started_on"),
            Row("agreed_how", "agreed_on"),
            Row("copy_given", "look_together_on"),
        ),
    ),
)
GOAL: Layout = (Section("", (Row("in_their_words"), Row("why_it_matters"), Row("kind"), Row("status"))),)
STEP: Layout = (
    Section(
        "",
        (
            Row("what"),
            Row("who", "partner"),
            Row("by_when", "where"),
            Row("needs"),
            Row("status"),
            Row("barrier"),
        ),
    ),
)
PROGRESS = (
    ("-2", N_("Harder than before")),
    ("-1", N_("A little harder")),
    ("0", N_("The same")),
    ("1", N_("A little better")),
    ("2", N_("Much better")),
)
"""How it goes, as the participant sees it: no step is good or bad by itself."""
