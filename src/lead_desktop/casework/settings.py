"""The programme's own settings, and the place where a worker was when the laptop locked."""

from dataclasses import replace

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Opened, Saved
from lead_desktop.domain.programme import Programme
from lead_desktop.errors import NotFound
from lead_desktop.ids import scope_of

PLACE = "_place"


def open_programme(desk: Desk) -> Opened[Programme]:
    """Open the programme's settings for editing; raises NotAllowed, NotFound."""
    desk.allow("edit", Programme)
    held = desk.reading.foremost(Programme)
    if held is None:
        raise NotFound
    return desk.reading.open(Programme, held.rid)


def save_programme(desk: Desk, opened: Opened[Programme], after: Programme) -> Saved | None:
    """Change the programme's settings; None when nothing differs. Raises NotAllowed, Incomplete."""
    desk.allow("edit", Programme)
    check(desk, after)
    with desk.writing("programme.edit", opened.rid) as work:
        work.edit(opened, after)
    return work.saved


def keep_place(desk: Desk, kind: str, what: str) -> None:
    """Keep the page the worker is on, and the id of what it shows."""
    draft = desk.drafts.find(desk.worker.id, PLACE, "") or desk.drafts.new(
        desk.worker.id, PLACE, "", scope_of("programme", "programme")
    )
    desk.drafts.keep(replace(draft, state={"kind": kind, "what": what}))


def last_place(desk: Desk) -> tuple[str, str]:
    """Return the page and the id kept when the laptop locked; empty texts when there is none."""
    draft = desk.drafts.find(desk.worker.id, PLACE, "")
    state = draft.state if draft else {}
    return str(state.get("kind") or ""), str(state.get("what") or "")
