"""The person-first word list of a site: what ships, and what the site adds or lets stand."""

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.domain.word_choice import WordChoice
from lead_desktop.domain.word_finder import Finder
from lead_desktop.domain.wording import LISTS, shipped

CLIENT = "reference"
"""Whose scope holds what is about nobody."""


def site_words(desk: Desk) -> tuple[Kept[WordChoice], ...]:
    """Return the site's own entries by their word; none for a role that may not read them."""
    if not desk.may("read", WordChoice):
        return ()
    return tuple(sorted(desk.reading.of_type(WordChoice), key=lambda one: one.record.heading().sort))


def words_stamp(desk: Desk) -> tuple[tuple[str, int], ...]:
    """Return what differs whenever the site's entries do."""
    return tuple((one.rid, one.updated_ms) for one in site_words(desk))


def finder_of(desk: Desk) -> Finder:
    """Return a finder for the shipped lists with the site's entries."""
    mine = [one.record for one in site_words(desk)]
    files = [shipped(language) for language in LISTS]
    terms = [term for one in files for term in one.terms if not term.screens]
    own = [term for one in mine if (term := one.term()) is not None]
    left_alone = [one.word for one in mine if one.treatment == "leave" and one.word]
    return Finder([*terms, *own], [title for one in files for title in one.official], left_alone)


def open_word(desk: Desk, rid: str) -> Opened[WordChoice]:
    """Open an entry for editing; raises NotAllowed, NotFound."""
    desk.allow("edit", WordChoice)
    return desk.reading.open(WordChoice, rid)


def save_word(
    desk: Desk, word: WordChoice, *, opened: Opened[WordChoice] | None = None, draft: str = ""
) -> Saved | None:
    """Add an entry, or change the one that was opened; None when nothing differs. Raises NotAllowed, Incomplete."""
    desk.allow("create" if opened is None else "edit", WordChoice)
    check(desk, word)
    with desk.writing("word_choice.save", opened.rid if opened else "") as work:
        if opened is None:
            work.create(word, client=CLIENT)
        else:
            work.edit(opened, word)
        if draft:
            work.discard_draft(draft)
    return work.saved


def remove_word(desk: Desk, opened: Opened[WordChoice]) -> Saved | None:
    """Take an entry out; the shipped list counts again for its word."""
    desk.allow("remove", WordChoice)
    with desk.writing("word_choice.remove", opened.rid) as work:
        work.remove(opened)
    return work.saved
