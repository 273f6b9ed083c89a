"""The chapters of the tour, each played by a process of its own."""

from collections.abc import Callable, Mapping

from tests.tour.chapters import (
    decision,
    finding,
    hub_care,
    hub_consent,
    hub_patrol,
    intake,
    law,
    looks,
    paper,
    plan,
    referral,
    sample,
    setting_up,
    supplies,
    wording,
)
from tests.tour.stage import Stage

CHAPTERS: Mapping[str, Callable[[Stage], None]] = {
    "setting-up": setting_up.play,
    "referral": referral.play,
    "decision": decision.play,
    "intake": intake.begin,
    "intake-resumed": intake.resume,
    "plan": plan.play,
    "finding": finding.play,
    "supplies": supplies.play,
    "wording": wording.play,
    "locking": paper.lock,
    "unlocked": paper.unlock,
    "looks": looks.play,
    "sample": sample.play,
    "police": law.play,
    "hub-patrol": hub_patrol.joins,
    "hub-drop-in": hub_care.drop_in_joins,
    "hub-van": hub_care.van_joins,
    "hub-two-values": hub_care.at_the_drop_in,
    "hub-card": hub_patrol.gets_card,
    "hub-taken-back": hub_consent.taken_back,
    "hub-card-gone": hub_patrol.loses_card,
}
"""By name, in the order of the story."""
