"""From a problem to a sentence of ours: never the library's English, never what somebody typed."""

from collections.abc import Mapping

from pydantic import ValidationError

from lead_desktop.domain.base import Problem
from lead_desktop.i18n import N_, gettext as _

OTHER = N_("This answer does not fit here. Please check it.")

SENTENCES: Mapping[str, str] = {
    # domain.base.problems
    "needed": N_("An answer is needed here."),
    "in_future": N_("This cannot be in the future. Please check the date."),
    "unknown_code": N_("This answer is not in the list any more. Please choose another."),
    "none_with_others": N_("Choose either none, or the ones that apply."),
    "ask_the_person": N_("Please ask the person first: this kind of referral needs their own answer."),
    "juvenile_pathway": N_(
        "This person may be under 18, and this program serves adults. Follow the pathway for young people, "
        "or write why you are sure this person is an adult."
    ),
    "age_says_under_18": N_("The age given here is under 18. Please check it, or say that the person looks under 18."),
    "attestation_needed": N_("Please confirm this before you send the referral."),
    "above_limit": N_("This cannot be above the limit."),
    "must_be_signed": N_(
        "This kind of consent needs a signature. Said and written down is enough for taking part only."
    ),
    "intake_done_only": N_("Here only whether the intake is done may be shared, and only with the attorney or court."),
    "not_for_treatment": N_("This kind of consent is never for police, prosecutors, courts or jails."),
    "changed_since_signed": N_("This is not what was signed. Please have a new consent signed."),
    "not_this_order": N_("An order that does not name these records lets nothing go."),
    "already_over": N_("This day is over. Please choose a day to come."),
    "not_shared": N_("The consent does not cover this. Only what it names may be shared."),
    "goes_on_with_a_reason": N_(
        "One of the criteria is not met. Choose “Accepted with a reason”, or say by the criterion why it goes on."
    ),
    "before_the_step_before": N_("This is earlier than the step before it. Please check both times."),
    "says_otherwise": N_("The status says something else. Please check both."),
    "shift_too_long": N_("This is longer than two weeks. Please make several shifts of it."),
    "same_worker": N_("This is who works with the person already. Please choose somebody else."),
    "ends_before_start": N_("This is before the first day. Please check both dates."),
    # typed text, before the record sees it
    "not_whole": N_("Write a whole number with digits only, such as 3."),
    "too_many_digits": N_("That number is too long. Please check it."),
    "date_form": N_("Write the date as 2026-11-24 or {example}."),
    "two_digit_year": N_("Write the year with four digits, such as 1987."),
    "no_such_day": N_("That day is not in the calendar. Please check day and month."),
    "year_out_of_reach": N_("Please check the year: it can be from 1900 to 2100."),
    "time_form": N_("Write the time as 14:05 or 2:05 pm."),
    "time_missing": N_("Add the time of day."),
    "date_missing": N_("Add the date."),
    "not_chosen": N_("Choose one of the answers in the list."),
    "paste_too_long": N_(
        "What you pasted has {length} characters; this field holds {max_length}. Nothing was put in, "
        "and what you had typed is still here."
    ),
    "not_text": N_("This is not valid text. Please type it again."),
    "no_letter": N_("Please write a word with letters."),
    # pydantic, by error type
    "string_too_long": N_("This can have at most {max_length} characters. Please shorten it."),
    "string_too_short": N_("This needs at least {min_length} characters."),
    "string_pattern_mismatch": N_("This does not look right. Please check it."),
    "string_type": N_("Please write this answer as text."),
    "string_unicode": N_("This is not valid text. Please type it again."),
    "greater_than": N_("This must be more than {gt}."),
    "greater_than_equal": N_("This must be {ge} or more."),
    "less_than": N_("This must be less than {lt}."),
    "less_than_equal": N_("This must be {le} or less."),
    "int_type": N_("Write a whole number with digits only, such as 3."),
    "int_parsing": N_("Write a whole number with digits only, such as 3."),
    "int_from_float": N_("Write a whole number with digits only, such as 3."),
    "int_parsing_size": N_("That number is too long. Please check it."),
    "bool_type": N_("Choose yes or no."),
    "bool_parsing": N_("Choose yes or no."),
    "date_type": N_("Write the date as 2026-11-24 or {example}."),
    "date_parsing": N_("Write the date as 2026-11-24 or {example}."),
    "date_from_datetime_parsing": N_("Write the date as 2026-11-24 or {example}."),
    "date_from_datetime_inexact": N_("Write the date as 2026-11-24 or {example}."),
    "datetime_type": N_("Add the date and the time of day."),
    "datetime_parsing": N_("Add the date and the time of day."),
    "datetime_from_date_parsing": N_("Add the date and the time of day."),
    "datetime_object_invalid": N_("Add the date and the time of day."),
    "timezone_aware": N_("Add the date and the time of day."),
    "missing": N_("An answer is needed here."),
    "too_short": N_("Please give at least {min_length}."),
    "too_long": N_("Please give at most {max_length}."),
    "literal_error": N_("Choose one of the answers in the list."),
    "enum": N_("Choose one of the answers in the list."),
    "tuple_type": N_("Please give this answer as a list."),
    "list_type": N_("Please give this answer as a list."),
    "model_type": N_("An answer is needed here."),
    "model_attributes_type": N_("An answer is needed here."),
    "extra_forbidden": OTHER,
    "value_error": OTHER,
    "assertion_error": OTHER,
}
"""Sentences by problem code; the facts of a problem fill the braces."""

AT_ONCE = frozenset({"string_too_long", "paste_too_long", "not_text", "too_many_digits"})
"""Problems worth saying while the person is still typing."""

_SAFE_FACTS = frozenset({"max_length", "min_length", "ge", "gt", "le", "lt"})


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def sentence(problem: Problem) -> str:
    """Return the sentence for a problem in the language that is switched on."""
    words = _(problem.facts.get("message", SENTENCES.get(problem.code, OTHER)))  # type: ignore[arg-type]
    facts = {name: f"{fact:,}" if isinstance(fact, int) else str(fact) for name, fact in problem.facts.items()}
    return words.format_map(_Facts(facts, example=_("11/24/2026")))


def from_validation(fault: ValidationError) -> tuple[Problem, ...]:
    """Return a validation error's problems: the place as a dotted path, the error's type, and bounds of ours only."""
    return tuple(
        Problem(
            ".".join(str(step) for step in one["loc"]),
            str(one["type"]),
            {name: fact for name, fact in one.get("ctx", {}).items() if name in _SAFE_FACTS},
        )
        for one in fault.errors(include_url=False, include_input=False)
    )
