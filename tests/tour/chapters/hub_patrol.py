"""The patrol laptop: it joins, refers while the hub is away, gets a card by consent, and gives it back."""

from lead_desktop.casework.desk import Desk
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.share_card import ShareCard
from tests.sync import canary
from tests.tour import words
from tests.tour.chapters.hub_consent import shot_in_both
from tests.tour.chapters.hub_joining import OFFICER, all_sent, join, meet, set_up, state
from tests.tour.chapters.law import ALLOWED, answers
from tests.tour.hand import CONTROL, ENTER, reads, there
from tests.tour.hub import Terminal
from tests.tour.stage import Stage
from tests.tour.walking import walk

CARE_WORDS = (words.PROUD, words.HALF_TYPED, words.NICKNAME_VAN, words.NICKNAME_DROP_IN)
"""What was typed at the drop-in and in the van; nothing of it may come to a patrol laptop."""
ATTESTED = "removals attested by a signed receipt"


def joins(stage: Stage) -> None:
    """Set up, join, refer while the hub is away, send when it is back."""
    terminal = Terminal()
    set_up(stage, OFFICER)
    terminal.answers()
    join(stage, terminal, OFFICER)
    terminal.stops()
    refer(stage)
    meet(stage)
    stage.check("Hub unreachable" in state() and "wait" in state(), f"the frame says: {state()}")
    stage.check(there("syncTrouble"), "its page says in a sentence that the work is safe")
    stage.shot("hub-away")
    terminal.starts()
    meet(stage)
    all_sent(stage, "the hub is back, and the referral is sent")
    stage.shot("hub-back")


def refer(stage: Stage) -> None:
    """Refer somebody by keyboard."""
    stage.go("new_referral")
    stage.screen().take_focus()
    walk(stage, answers(stage))
    stage.hand.press(ENTER, with_=CONTROL)
    stage.settle()
    stage.comes(lambda: there("received"), "the referral is received while the hub is away")


def gets_card(stage: Stage) -> None:
    """A consent names this officer's agency: its card comes, and nothing else."""
    stage.unlock(OFFICER.sign_in, OFFICER.passphrase)
    meet(stage)
    cards = _desk(stage).reading.of_type(ShareCard)
    stage.check([one.record.headline for one in cards] == [words.CARD], "the consent brings its card to the laptop")
    stage.go("shared")
    stage.sees(words.CARD, "it stands there under Shared with you")
    stage.check(reads("42 CFR part 2"), "with the notice of the law on it")
    shot_in_both(stage, "hub-card-came")
    found, held = look_inside(stage)
    stage.check(held - ALLOWED == {"share_card"}, f"its vault holds: {', '.join(sorted(held))}")
    wanted = {words.CARD.lower(), words.INCIDENT}
    stage.check(found == wanted, "its decrypted pages hold the words of the card and of its own referral, no others")


def loses_card(stage: Stage) -> None:
    """The consent was taken back: the card goes, and a signed receipt goes to the hub."""
    terminal = Terminal()
    before = terminal.figure(ATTESTED)
    stage.unlock(OFFICER.sign_in, OFFICER.passphrase)
    meet(stage)
    stage.check(not _desk(stage).reading.of_type(ShareCard), "the card is gone")
    stage.go("shared")
    stage.sees("Nothing is shared with you right now.", "and nothing is shared with this officer any more")
    stage.check(terminal.figure(ATTESTED) == before + 1, "the hub has one signed receipt more: lead-hub status")
    left = terminal.figure("removals not yet attested")
    stage.check(left == 0, f"lead-hub status: {left} removals not yet attested")
    stage.shot("hub-card-gone")
    found, held = look_inside(stage)
    stage.check(held <= ALLOWED, f"its vault holds only: {', '.join(sorted(held))}")
    stage.check(found >= {words.INCIDENT}, "its decrypted pages hold the words of its own referral")
    left_over = ", ".join(found - {words.INCIDENT})
    stage.check(not left_over, f"and no word of the card, the intake or a nickname {left_over}".rstrip())


def look_inside(stage: Stage) -> tuple[set[str], set[str]]:
    """End the session and look into its vault: the planted words on its pages, and the types of its records."""
    desk = _desk(stage)
    folder, key = desk.vault.folder, bytes(desk.vault.bundle.data_key)
    held = {name for name, kind in RECORD_TYPES.items() if desk.reading.of_type(kind)}
    stage.program.session.end("quit")  # type: ignore[union-attr]
    wanted = {one.lower() for one in (*CARE_WORDS, words.CARD, words.INCIDENT)}
    found = canary.found(folder, key, wanted)
    return {word for word in wanted if any(one.startswith(f"{word} in ") for one in found)}, held


def _desk(stage: Stage) -> Desk:
    session = stage.program.session
    assert session is not None
    return session.tools.desk
