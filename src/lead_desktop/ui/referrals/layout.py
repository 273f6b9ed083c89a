"""Where the fields of a referral stand: one screen for all kinds; fields that a kind does not have are not there."""

from lead_desktop.i18n import N_
from lead_desktop.ui.forms.layout import Layout, Row, Section

FORM: Layout = (
    Section(N_("This referral"), (Row("referral_type", "person_agrees"),)),
    Section(
        N_("The person"),
        (
            Row("person_name"),
            Row("dob", "approx_age"),
            Row("looks_under_18", "adult_reason"),
            Row("preferred_language", "interpreter_needed"),
            Row("name_quality", "dob_quality"),
            Row("aliases"),
        ),
    ),
    Section(
        N_("What happened, and where"),
        (
            Row("location_text", "beat"),
            Row("in_catchment", "incident_no"),
            Row("would_be_charges"),
            Row("other_charges"),
            Row("amount_within_limit", "victim_present"),
            Row("victim_agrees"),
            Row("observation"),
        ),
    ),
    Section(
        N_("Basis of the referral"),
        (
            Row("social_contact_basis"),
            Row("within_look_back", "basis_in_area"),
            Row("history_check", "no_contact_order_conflict"),
            Row("criteria"),
        ),
    ),
    Section(N_("Right now"), (Row("immediate_safety"), Row("reasons"))),
    Section(
        N_("Finding and reaching the person"),
        (
            Row("best_place_time", "description_for_finding"),
            Row("phone", "safe_to_text"),
            Row("safe_to_leave_message", "contact_through_person"),
            Row("contact_person"),
        ),
    ),
    Section(
        N_("Hand-off and report"),
        (
            Row("handoff_request", "handoff_called_at"),
            Row("report_sent_to", "report_sent_on"),
            Row("wants_feedback", "referred_at"),
        ),
    ),
    Section(
        N_("Who refers"),
        (
            Row("referrer_role", "referrer_name"),
            Row("referrer_agency", "referrer_unit"),
            Row("referrer_badge", "referrer_phone"),
            Row("referrer_supervisor"),
            Row("officer_attestation"),
        ),
    ),
)
