"""What to do in a crisis: who to call, and how to give naloxone; the same words on the screen, in help and on paper.

Steps and times follow SAMHSA's Overdose Prevention and Response Toolkit (public domain) and the 988 Lifeline's own
pages; the protection of whoever calls is NMSA 1978, 30-31-27.1.
"""

from dataclasses import dataclass

from lead_desktop.i18n import N_


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do in one kind of crisis; title and lines are marked for translation."""

    title: str
    icon: str
    lines: tuple[str, ...]


CRISIS: tuple[Steps, ...] = (
    Steps(
        N_("In a crisis"),
        "life-buoy",
        (
            N_("Danger to life, now: call 911."),
            N_("Thoughts of suicide, or a mental health or substance use crisis: call or text 988, day and night. "
               "Spanish: press 2, or text AYUDA to 988."),
            N_("Stay with the person as long as it is safe for you both, and tell your supervisor."),
        ),
    ),
    Steps(
        N_("If somebody may have overdosed: naloxone"),
        "briefcase-medical",
        (
            N_("Shout, and rub the breastbone hard. No answer, slow or no breathing, blue lips: go on."),
            N_("Call 911. Say that somebody is not breathing, and where you are."),
            N_("Tilt the head back and give one spray of naloxone into one nostril."),
            N_("Give rescue breaths: one every five seconds. Chest compressions if 911 says so."),
            N_("No breathing after 2 to 3 minutes: a second spray into the other nostril."),
            N_("Breathing again: lay the person on the side, and stay. Naloxone may wear off after 30 to 90 minutes."),
        ),
    ),
)  # fmt: skip

GOOD_TO_KNOW: tuple[str, ...] = (
    N_("Naloxone does no harm to somebody who took no opioids. When in doubt, give it."),
    N_("New Mexico law protects, within limits, people who call for help in an overdose (NMSA 30-31-27.1)."),
)
SOURCES = N_("After SAMHSA, Overdose Prevention and Response Toolkit, and 988lifeline.org. It replaces no training.")
