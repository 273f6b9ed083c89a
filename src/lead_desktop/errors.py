"""One tree of errors: each has a code for logs and words for people, and never carries what somebody typed."""

from lead_desktop.i18n import N_, gettext


class LeadError(Exception):
    """Anything the program says went wrong, on purpose.

    `code` goes to logs and audit rows. `words()` is for the person: a sentence in their language that says
    what happened and what to do. Facts given by keyword must never hold text that somebody typed.
    """

    code = "error"
    message = N_("Something went wrong. Nothing you typed was lost.")
    retry_ms = 0
    """How long to wait before the same is tried again, where somebody said so; 0 where nobody did."""

    def __init__(self, **facts: object) -> None:
        """Keep numbers or names of our own that the sentence mentions."""
        super().__init__(self.code)
        self.facts = facts

    def words(self) -> str:
        """Return the sentence for the person, in the language that is switched on."""
        return gettext(self.message).format(**self.facts)


class NotAllowed(LeadError):
    """This role may not do this (resources/permissions.toml)."""

    code = "not_allowed"
    message = N_("Your role on this laptop does not include this. Ask your supervisor if you need it.")


class NotFound(LeadError):
    """The record is not on this device, or not any more."""

    code = "not_found"
    message = N_("This record is not on this laptop.")


class StillOpen(LeadError):
    """An act was asked for in a state that does not have it (domain 1.7)."""

    code = "wrong_state"
    message = N_("This step does not fit where things stand now. Nothing was changed.")


class ChosenMeanwhile(LeadError):
    """The values are not those that the person saw: somebody chose or changed them, or another one arrived."""

    code = "chosen_meanwhile"
    message = N_("This has changed meanwhile. Please look at it again. Nothing was changed by you.")
