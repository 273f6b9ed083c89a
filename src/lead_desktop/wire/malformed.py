"""One error for bytes that are not ours, or not whole: whatever else is wrong with them is not looked at further."""

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_


class MalformedMessage(LeadError, ValueError):
    """Bytes, a message or an operation do not have the one shape that travels; `why` is a code, never their content."""

    code = "malformed_message"
    message = N_("What arrived could not be read. Nothing of it was used.")

    def __init__(self, why: str) -> None:
        """Keep the code of what is wrong."""
        super().__init__(why=why)
        self.why = why
