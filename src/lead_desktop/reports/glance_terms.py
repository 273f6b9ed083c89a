"""The figures of "Program at a glance", each with the exact words of how it is counted (domain 1.2, 5.1)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lead_desktop.i18n import N_

GROUPS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {
        "referrals": (
            N_("From referral to the program"),
            ("referred", "ineligible", "declined", "no_intake_within_window", "waiting", "remaining"),
        ),
        "engagement": (
            N_("People in the program"),
            (
                "enrolled", "engaged_past_year", "not_engaged_1y", "of_which_self_supporting",
                "recent_referrals_completing_intake",
            ),
        ),
        "age": (N_("Age"), ("mean_age_years", "mode_age_years")),
        "profile": (
            N_("Who is enrolled"),
            (
                "female", "social_referral", "arrest_referral", "other_referral", "medicaid", "hepatitis_c",
                "co_occurring_mh_sud", "child_under_18", "permanent_housing", "completed_high_school", "some_college",
                "unemployed", "full_time", "part_time",
            ),
        ),
        "arrest_reasons": (
            N_("Charges that were diverted"),
            ("opioid_possession", "drug_paraphernalia", "nonviolent_property", "other_nonviolent"),
        ),
    }
)  # fmt: skip
"""Title and figures of each group, in reading order."""

TERMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "referred": (
            N_("Referred"),
            N_("Everyone a referral was received about, and everyone who came without one. A person counts once, "
               "however many referrals there are."),
        ),
        "ineligible": (
            N_("Did not fit the criteria"),
            N_("The referral was decided as not eligible, and no other was accepted."),
        ),
        "declined": (
            N_("Chose not to take part"),
            N_("The person said no when asked, and has not come back to it since."),
        ),
        "no_intake_within_window": (
            N_("No intake in the days allowed"),
            N_("Accepted, but the time for the intake passed before it was completed."),
        ),
        "waiting": (
            N_("Not decided yet"),
            N_("The referral waits for a decision, for room, or for the person to be found."),
        ),
        "remaining": (
            N_("In the program"),
            N_("Everyone referred, without those who did not fit, chose not to take part, had no intake in the days "
               "allowed, or are not decided yet."),
        ),
        "enrolled": (N_("Enrolled"), N_("Completed the intake, at any time until the date of view.")),
        "engaged_past_year": (
            N_("Took part in the past year"),
            N_("Enrolled, and in the 12 months before the date of view took part in a contact or completed the "
               "intake."),
        ),
        "not_engaged_1y": (
            N_("Did not take part for a year or more"),
            N_("Enrolled, and nothing of that in the 12 months."),
        ),
        "of_which_self_supporting": (
            N_("Of these: doing well on their own"),
            N_("Did not take part for a year or more, and recorded as doing well without need of contact."),
        ),
        "recent_referrals_completing_intake": (
            N_("In the middle of the intake"),
            N_("Accepted, the intake is not completed yet, and its time has not passed."),
        ),
        "mean_age_years": (
            N_("Mean age"),
            N_("Full years on the date of view, of the enrolled whose birth date is known."),
        ),
        "mode_age_years": (N_("Most frequent age"), N_("The age that most of them have; the lowest, if several.")),
        "female": (N_("Women"), N_("Sex as the person gave it for the intake.")),
        "social_referral": (N_("Came by social contact"), N_("The first referral was a social contact referral.")),
        "arrest_referral": (N_("Came by arrest diversion"), N_("The first referral was an arrest diversion.")),
        "other_referral": (N_("Came by another way"), N_("The first referral was of another kind, or there was none.")),
        "medicaid": (N_("Has Medicaid"), N_("Health insurance at intake, or as brought up to date since.")),
        "hepatitis_c": (N_("Hepatitis C"), N_("Has or had hepatitis C, as the person told it.")),
        "co_occurring_mh_sud": (
            N_("Mental health and substance use"),
            N_("Told by a doctor of a mental health condition, and a substance use disorder is recorded."),
        ),
        "child_under_18": (N_("Has a child under 18"), N_("One child or more, living with the person or elsewhere.")),
        "permanent_housing": (
            N_("In permanent housing"),
            N_("Slept last night in a rented or owned home, with or without subsidy (HUD)."),
        ),
        "completed_high_school": (N_("Completed high school"), N_("The last grade finished is grade 12 or GED.")),
        "some_college": (
            N_("Some college"),
            N_("The last grade finished is some college, a degree or a vocational certificate."),
        ),
        "unemployed": (N_("Not employed"), N_("Looking for work, not able to work now, or not looking.")),
        "full_time": (N_("Works full time"), N_("Work at intake, or as brought up to date since.")),
        "part_time": (N_("Works part time"), N_("Part time, and not full time.")),
        "opioid_possession": (
            N_("Possession of a controlled substance"),
            N_("At least one diverted charge under NMSA 30-31-23, in any referral of the person."),
        ),
        "drug_paraphernalia": (
            N_("Drug paraphernalia"),
            N_("At least one diverted charge under NMSA 30-31-25.1."),
        ),
        "nonviolent_property": (
            N_("Property"),
            N_("At least one diverted charge of larceny, shoplifting, damage, receiving or forgery."),
        ),
        "other_nonviolent": (N_("Other, without violence"), N_("At least one diverted charge of any other kind.")),
    }
)  # fmt: skip
"""What each figure is called, and how it is counted."""
