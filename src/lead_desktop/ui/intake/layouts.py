"""The sections of the intake as data: what each is called, and where its questions stand (domain 2.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lead_desktop.i18n import N_
from lead_desktop.ui.forms.layout import Layout, Row, Section


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section: its title and a sentence on top (English, marked with N_()), and its cards."""

    title: str
    layout: Layout
    text: str = ""


_IDENTITY: Layout = (
    Section(
        N_("Name"),
        (
            Row("legal_name"),
            Row("name_used", "pronouns"),
            Row("name_quality"),
            Row("aliases"),
        ),
    ),
    Section(N_("Birth date"), (Row("dob", "approx_age"), Row("dob_quality"))),
    Section(
        N_("Language"),
        (Row("preferred_language", "other_languages"), Row("interpreter_needed", "literacy_help")),
    ),
    Section(
        N_("How we may contact you"),
        (
            Row("phones"),
            Row("may_call", "may_text"),
            Row("may_voicemail", "may_mail"),
            Row("may_visit", "may_social_media"),
            Row("social_media"),
            Row("safe_words"),
            Row("mailing_address"),
        ),
        N_("Only in the ways you choose. You can change this at any time."),
    ),
    Section(N_("People around you"), (Row("emergency_contact"), Row("finders"))),
)

_STRENGTHS: Layout = (
    Section(
        N_("What is strong"),
        (Row("people"), Row("proud_of"), Row("skills"), Row("culture"), Row("good_day")),
        N_("In the participant's own words."),
    ),
    Section(
        N_("First wishes"),
        (Row("wish_1"), Row("wish_2"), Row("wish_3")),
        N_("They wait for the plan, just as they are said here."),
    ),
)

_SAFETY: Layout = (
    Section(
        N_("Feeling safe with us"),
        (Row("feels_safe_when"), Row("emergency_health"), Row("when_visiting")),
        N_("For the people who come to meet you."),
    ),
)

_HEALTH: Layout = (
    Section(N_("How you are"), (Row("self_rated"), Row("wellbeing"), Row("pain"), Row("wounds", "tb_tested"))),
    Section(
        N_("Care"),
        (
            Row("primary_care", "primary_care_where"),
            Row("last_dental"),
            Row("gets_medicine"),
            Row("medicines"),
            Row("emergency_visits", "ambulance_calls"),
        ),
    ),
    Section(
        N_("Conditions"),
        (Row("mental_health", "brain_injury"), Row("disabilities")),
    ),
    Section(
        N_("Questionnaires, if you used one"),
        (Row("phq_2"), Row("phq_9"), Row("gad_2"), Row("gad_7"), Row("cssrs")),
    ),
)

_HOUSING: Layout = (
    Section(N_("Last night"), (Row("slept_last_night", "safe_there"), Row("pets_welcome", "storage"))),
    Section(
        N_("Before that"),
        (
            Row("prior_living", "rental_subsidy"),
            Row("length_of_stay", "night_before_outside"),
            Row("without_home_since"),
            Row("times_without_home", "months_without_home"),
        ),
    ),
    Section(
        N_("What comes next"),
        (Row("on_housing_list", "housing_list"), Row("eviction_risk", "local_score")),
    ),
)

_INCOME: Layout = (
    Section(N_("Money and benefits"), (Row("has_income"), Row("sources"), Row("benefits"))),
    Section(N_("Insurance"), (Row("insurance"), Row("why_not_insured"))),
    Section(N_("Work and school"), (Row("work"), Row("work_wish"), Row("last_grade"))),
    Section(N_("Papers"), (Row("documents"), Row("paper_troubles"))),
)

_HOUSEHOLD: Layout = (
    Section(N_("Who is with you"), (Row("lives_with"), Row("size", "pets"))),
    Section(N_("Children"), (Row("children_under_18"), Row("children_live"), Row("children_wish"))),
    Section(N_("Service"), (Row("veteran"),)),
)

_LAW: Layout = (
    Section(
        N_("Courts and warrants"),
        (Row("matters"), Row("warrant_help", "warrant_court")),
        N_("In your own account. We never ask whether you did something."),
    ),
    Section(N_("Supervision and jail"), (Row("supervision"), Row("nights_jail_30", "nights_jail_180"))),
)

_DEMOGRAPHICS: Layout = (Section("", (Row("race_ethnicity"), Row("race_more"), Row("sex"))),)

_SAFER_USE: Layout = (
    Section(
        N_("Overdose"),
        (
            Row("overdoses_ever", "overdoses_12_months"),
            Row("overdoses_30_days", "last_overdose_on"),
            Row("witnessed"),
        ),
    ),
    Section(N_("Naloxone"), (Row("has_naloxone", "knows_naloxone"), Row("used_naloxone", "needs_refill"))),
    Section(N_("What keeps you safer"), (Row("practices"), Row("withdrawal_risk"))),
)

_SUBSTANCE_USE: Layout = (
    Section(
        N_("Substances"),
        (Row("substances"),),
        N_("You place each one yourself. It can be at different points, move both ways, and need not move."),
    ),
    Section(N_("What helps"), (Row("helped_before"), Row("did_not_help"))),
    Section(N_("How soon"), (Row("need_safer_use"), Row("need_treatment"))),
)

_TREATMENT: Layout = (
    Section(N_("Before and now"), (Row("ever"), Row("current"), Row("moud"))),
    Section(N_("What you would like"), (Row("wants_referral"), Row("wanted"))),
    Section(
        N_("Questionnaires, if you used one"),
        (Row("disorder"), Row("audit_c", "single_item"), Row("dast_10"), Row("tcu_ds_5", "barc_10")),
    ),
)

_PROTECTED: Layout = (
    Section(
        N_("Who you are"),
        (Row("gender"), Row("gender_words"), Row("orientation"), Row("ethnicity_words", "tribe")),
    ),
    Section(N_("Social Security"), (Row("ssn_last_4", "ssn_quality"),)),
    Section(
        N_("Health and safety"),
        (
            Row("pregnancy", "hiv_test_wanted"),
            Row("hcv_tested", "hcv_positive"),
            Row("hcv_treated", "hcv_wants_treatment"),
            Row("protective_order"),
        ),
    ),
)

_VIOLENCE: Layout = (Section("", (Row("experienced"), Row("when_last"), Row("fleeing"), Row("would_help"))),)

_SUMMARY: Layout = (
    Section(N_("What would help, and how soon"), (Row("needs"),)),
    Section(
        N_("What comes next"),
        (Row("immediate_actions"), Row("next_contact_at", "next_contact_place"), Row("summary"), Row("update_reason")),
    ),
    Section(N_("About this conversation"), (Row("mode", "minutes"), Row("present"), Row("interpreter_used"))),
)

PAGES: Mapping[str, SectionPage] = MappingProxyType(
    {
        "identity": SectionPage(N_("Name and contact"), _IDENTITY),
        "strengths": SectionPage(N_("Strengths and wishes"), _STRENGTHS),
        "safety": SectionPage(N_("Safety"), _SAFETY),
        "health": SectionPage(N_("Health and wellbeing"), _HEALTH),
        "housing": SectionPage(N_("Housing"), _HOUSING),
        "income": SectionPage(N_("Income and work"), _INCOME),
        "household": SectionPage(N_("Household"), _HOUSEHOLD),
        "law": SectionPage(N_("How you came here and the law"), _LAW),
        "demographics": SectionPage(N_("About you"), _DEMOGRAPHICS),
        "safer_use": SectionPage(N_("Safer use and overdose"), _SAFER_USE),
        "substance_use": SectionPage(
            N_("Substance use"), _SUBSTANCE_USE, N_("You do not have to stop using to be here.")
        ),
        "treatment": SectionPage(N_("Treatment"), _TREATMENT, N_("There is no best one. You choose.")),
        "protected": SectionPage(
            N_("Private"),
            _PROTECTED,
            N_("These questions are asked only when the participant wishes. The answers stand in no list."),
        ),
        "violence": SectionPage(
            N_("Safety from violence"),
            _VIOLENCE,
            N_("Asked only when you are alone together and the participant wishes. The answers stand in no list."),
        ),
        "summary": SectionPage(N_("Summary"), _SUMMARY),
    }
)
"""Every section of the intake, by its name in the catalogue."""
