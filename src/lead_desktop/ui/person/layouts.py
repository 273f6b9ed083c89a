"""Where the fields of a person and of a change of status stand."""

from lead_desktop.i18n import N_
from lead_desktop.ui.forms.layout import Layout, Row, Section

PERSON: Layout = (
    Section(
        N_("Name"),
        (Row("legal_name"), Row("name_used", "pronouns"), Row("aliases"), Row("name_quality")),
    ),
    Section(N_("Birth date"), (Row("dob", "approx_age"), Row("dob_quality"))),
    Section(
        N_("Language"),
        (Row("preferred_language", "interpreter_needed"), Row("other_languages"), Row("literacy_help")),
    ),
    Section(
        N_("How to reach the person safely"),
        (
            Row("phones"),
            Row("may_call", "may_text"),
            Row("may_voicemail", "may_mail"),
            Row("may_visit", "may_social_media"),
            Row("social_media"),
            Row("safe_words"),
            Row("mailing_address"),
        ),
    ),
    Section(N_("People around"), (Row("emergency_contact"), Row("finders"))),
    Section(N_("Other numbers"), (Row("hmis_personal_id"),)),
)

STATUS: Layout = (
    Section(
        "",
        (
            Row("status"),
            Row("reason"),
            Row("attempts", "ways_tried"),
            Row("destination"),
            Row("participant_words"),
            Row("closing_note"),
        ),
    ),
)

CONTACT: Layout = (
    Section(
        N_("The contact"),
        (
            Row("kind", "mode"),
            Row("place_kind", "minutes"),
            Row("domains"),
        ),
    ),
)

MORE: Layout = (
    Section(
        N_("What comes next"),
        (Row("next_at", "next_place"),),
    ),
    Section(
        N_("More about this contact"),
        (Row("at", "direction"), Row("living_situation", "police_present")),
    ),
)

NOTE: Layout = (Section(N_("Note"), (Row("text"),)),)

SAFETY: Layout = (Section(N_("Safety today"), (Row("flags"),)),)

SETTLE: Layout = (Section(N_("What was done"), (Row("what_was_done"),)),)
