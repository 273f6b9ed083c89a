"""Where the fields of a consent stand when it is begun, signed on paper and taken back, and those of a share card."""

from lead_desktop.i18n import N_
from lead_desktop.ui.forms.layout import Layout, Row, Section

CONSENT: Layout = (
    Section("", (Row("consent_type"), Row("charge"))),
    Section(N_("Who may be told what"), (Row("recipients"), Row("discloser"))),
    Section(
        N_("What for, and until when"), (Row("purposes"), Row("purpose_words"), Row("expires_on", "expires_event"))
    ),
    Section(
        N_("Said to the person"),
        (
            Row("right_to_revoke_explained"),
            Row("tpo_redisclosure_statement"),
            Row("refusal_consequences_statement"),
            Row("signer", "signer_name"),
        ),
    ),
    Section(N_("Only if a data exchange passes it on"), (Row("intermediaries"),)),
)

_GIVEN = (Row("notice_method"), Row("notice_received"), Row("interpreter"), Row("read_aloud", "copy_given"))

PAPER: Layout = (Section("", (Row("paper_words"), Row("signed_at", "language_of_form"), *_GIVEN)),)
SAID: Layout = (Section("", (Row("signed_at", "language_of_form"), *_GIVEN)),)

REVOKE: Layout = (Section("", (Row("revoked_by", "revoked_by_name"), Row("revoked_how"))),)

CARD: Layout = (
    Section(
        "", (Row("headline"), Row("ask"), Row("standing"), Row("categories"), Row("intake_done", "intake_done_on"))
    ),
)
