"""The sheet that keeps a recovery code: large, in groups, with what to do and what to leave undone."""

from datetime import datetime

from lead_desktop.i18n import N_
from lead_desktop.reports.paper.sheet import bare_frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words

_HEADING = N_("Recovery code")
_LAPTOP = N_("For the laptop")
_WHY = N_("This code lets you choose a new passphrase when yours is forgotten. It works once, for one sign-in name.")
_BY_HAND = (N_("Sign-in name"), N_("Kept by"))
_KEEP = N_("Keeping it safe")
_KEEPING = (
    N_("Keep this sheet in a locked place, away from the laptop."),
    N_("Do not photograph it, mail it or copy it into a file."),
    N_("Whoever has this sheet and the laptop can read everything on it. If the sheet is lost, make a new code."),
    N_("Once used, this code opens nothing. Make a new sheet, and destroy this one."),
)
_USE = N_("Using it")
_USING = (
    N_("On the page that asks for the passphrase, choose to use the recovery code."),
    N_("Type the nine groups in the order of their numbers."),
    N_("Choose a new passphrase."),
)
_SIGNS = N_(
    "There is no letter O, I or L in the code: 0 is always zero and 1 is always one. "
    "Capital or small letters, spaces and dashes make no difference."
)


def recovery_sheet(code: str, laptop: str, language: str, printed_at: datetime) -> bytes:
    """Return a sheet with the code, as `store.recovery` writes it, in nine groups of four.

    laptop: the laptop's label, may be empty. It bears no person's name: that is filled in by hand.
    """
    words = Words(language)
    data = {
        **bare_frame(words, printed_at),
        "heading": words.say(_HEADING),
        "laptop": {"label": words.say(_LAPTOP), "answer": laptop},
        "why": words.say(_WHY),
        "groups": code.split("-"),
        "code": code,
        "signs": words.say(_SIGNS),
        "by_hand": [words.say(one) for one in _BY_HAND],
        "lists": [
            {"title": words.say(_USE), "items": [words.say(one) for one in _USING], "numbered": True},
            {"title": words.say(_KEEP), "items": [words.say(one) for one in _KEEPING], "numbered": False},
        ],
    }
    return typeset("recovery", data, printed_at)
