"""The steps for when somebody asks about a person, on paper for the wall; nothing on it is about anybody."""

from datetime import datetime

from lead_desktop.domain.asked import FOR_LAWYER, LEAD, SAY, STEPS, TITLE
from lead_desktop.reports.paper.sheet import bare_frame
from lead_desktop.reports.paper.typesetting import typeset
from lead_desktop.reports.paper.words import Words


def asked_sheet(language: str, at: datetime) -> bytes:
    """Return the steps as a PDF in a language."""
    words = Words(language)
    data = {
        **bare_frame(words, at),
        "heading": words.say(TITLE),
        "lead": words.say(LEAD),
        "you_can_say": words.say(SAY),
        "law": words.say(FOR_LAWYER),
        "steps": [
            {"title": words.say(one.title), "say": words.say(one.say), "do": [words.say(line) for line in one.do]}
            for one in STEPS
        ],
    }
    return typeset("asked", data, at)
