"""The chapters of the tour, each played by a process of its own."""

from collections.abc import Callable, Mapping

from tests.tour.chapters import decision, finding, intake, law, looks, paper, plan, referral, sample, setting_up
from tests.tour.stage import Stage

CHAPTERS: Mapping[str, Callable[[Stage], None]] = {
    "setting-up": setting_up.play,
    "referral": referral.play,
    "decision": decision.play,
    "intake": intake.begin,
    "intake-resumed": intake.resume,
    "plan": plan.play,
    "finding": finding.play,
    "locking": paper.lock,
    "unlocked": paper.unlock,
    "looks": looks.play,
    "sample": sample.play,
    "police": law.play,
}
"""By name, in the order of the story."""
