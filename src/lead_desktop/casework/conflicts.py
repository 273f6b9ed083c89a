"""Two people wrote different things while apart: both values stay until somebody chooses (sync 3.9).

Nothing here needs a hub. A choice is an operation that names every value it saw, so that what nobody saw survives it.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import islice
from typing import Any

from pydantic import ValidationError

from lead_desktop.casework.checks import Incomplete
from lead_desktop.casework.desk import TYPES, Desk
from lead_desktop.casework.people import workers
from lead_desktop.domain.base import Merge, Record, names_by_fid, notes
from lead_desktop.domain.checks import problems
from lead_desktop.domain.person import Person
from lead_desktop.errors import ChosenMeanwhile, NotFound
from lead_desktop.store import outgoing, twofold
from lead_desktop.store.clashes import Clash
from lead_desktop.store.ledger import Intent, read_tail
from lead_desktop.store.records import Kept, Opened
from lead_desktop.store.twofold import Value
from lead_desktop.store.writing import Before, Saved, Writing
from lead_desktop.wire.op import DELETED, OpId

CHOSE, KEPT, LET_GO, REOPENED = "conflict.choose", "conflict.keep", "conflict.let_go", "conflict.reopen"
MOST_COUNTED = 100
"""More is said as this number: whoever has so many before them works through the list."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values. value, was: as the record holds it, None for nothing; raw: the same as JSON.

    who: name of the author, blank when not known here. dev: number of the laptop; mine: it is this one.
    """

    op: OpId
    value: Any
    raw: Any
    who: str
    when: datetime
    dev: int
    mine: bool
    sent: bool
    was: Any = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field with several values, the one displayed first; with field "", a record that was deleted and changed.

    Then the first side deleted it and the second changed it meanwhile, the fields named in `changed`.
    person: id; title: whom or what it is about.
    """

    rid: str
    record_type: type[Record]
    field: str
    person: str
    title: str
    sides: tuple[Side, ...]
    may_decide: bool
    changed: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names the conflict among others."""
        return f"{self.rid}/{self.field}"


@dataclass(frozen=True, slots=True)
class _Known:
    """Names of workers by id, the number of this laptop, and the zone in which times are shown."""

    names: Mapping[str, str]
    own: int
    zone: tzinfo | None


def conflicts(desk: Desk) -> tuple[Conflict, ...]:
    """Return what waits for a choice, as far as the worker may read it."""
    known = _known(desk)
    return tuple(one for clash in _readable(desk) if (one := _conflict(desk, clash, known)) is not None)


def count(desk: Desk) -> int:
    """Count what waits for a choice, as far as the worker may read it; no further than MOST_COUNTED."""
    return sum(1 for _clash in islice(_readable(desk), MOST_COUNTED))


def fields_of(desk: Desk, rid: str) -> frozenset[str]:
    """Return the fields of a record that have two values."""
    found = twofold.fields_of(desk.vault.reader, rid)
    return frozenset(names_by_fid(TYPES[kind])[fid] for kind, fid in found if _shows(TYPES[kind], fid))


def choose(desk: Desk, conflict: Conflict, raw: Any) -> Saved | None:  # noqa: ANN401 - any JSON value
    """Let a field have one value, one of those there are or a new one, as JSON.

    Raises NotAllowed, NotFound, ChosenMeanwhile, Incomplete.
    """
    opened = _opened(desk, conflict)
    after = opened.record.with_(**{conflict.field: _typed(conflict.record_type, conflict.field, raw)})
    amiss = [one for one in problems(after, now=desk.clock.now()) if one.field.partition(".")[0] == conflict.field]
    if amiss:
        raise Incomplete(amiss)
    with desk.writing(CHOSE, conflict.rid) as work:
        _set(work, opened, conflict.field, raw)
    return work.saved


def reopen(desk: Desk, conflict: Conflict) -> Saved | None:
    """Take a choice back: the values that were there wait again, beside each other.

    Raises NotAllowed, NotFound, and ChosenMeanwhile when the field does not hold just what was chosen between those
    values on this laptop. A record that was kept or let go is one or the other: that cannot be taken back to both.
    """
    desk.allow("edit", conflict.record_type, person=conflict.person)
    if not conflict.field:
        raise ChosenMeanwhile
    with desk.writing(REOPENED, conflict.rid) as work:
        opened = desk.reading.open(conflict.record_type, conflict.rid)
        if not _is_the_choice(desk, opened, conflict):
            raise ChosenMeanwhile
        for side in reversed(conflict.sides):
            _set(work, opened, conflict.field, side.raw)
    return work.saved


def keep_record(desk: Desk, conflict: Conflict) -> Saved | None:
    """Keep a record that somebody deleted and somebody else changed.

    Raises NotAllowed, NotFound, and ChosenMeanwhile when either side is not what was on the screen.
    """
    return _exist(desk, conflict, KEPT, gone=False)


def let_go(desk: Desk, conflict: Conflict) -> Saved | None:
    """Let a record go that somebody deleted, with what was changed of it; raises what `keep_record` raises."""
    return _exist(desk, conflict, LET_GO, gone=True)


def _exist(desk: Desk, conflict: Conflict, action: str, *, gone: bool) -> Saved | None:
    desk.allow("edit", conflict.record_type, person=conflict.person)
    with desk.writing(action, conflict.rid) as work:
        if not _stands(desk, conflict):
            raise ChosenMeanwhile
        try:
            opened = desk.reading.open(conflict.record_type, conflict.rid)
        except NotFound:
            opened = desk.reading.open(conflict.record_type, conflict.rid, gone=True)
        if gone:
            work.remove(opened)
        else:
            work.restore(opened)
    return work.saved


def _stands(desk: Desk, conflict: Conflict) -> bool:
    """Tell whether a record that was deleted and changed still is just that."""
    known = _known(desk)
    found = (one for one in twofold.all_of(desk.vault.reader) if (one.rid, one.fid) == (conflict.rid, DELETED))
    now = next((_conflict(desk, one, known) for one in found), None)
    return now is not None and _shown(now) == _shown(conflict)


def _shown(conflict: Conflict) -> tuple[object, ...]:
    return (tuple(one.op for one in conflict.sides), conflict.changed)


def _is_the_choice(desk: Desk, opened: Opened[Record], conflict: Conflict) -> bool:
    """Tell whether a field holds one value, and it was chosen on this laptop between those of a conflict."""
    heads = opened.base.all_heads(notes(conflict.record_type)[conflict.field].fid)
    sides = {one.op for one in conflict.sides}
    return len(heads) == 1 and set(outgoing.own_base(desk.vault.reader, heads[0])) == sides


def _opened(desk: Desk, conflict: Conflict) -> Opened[Record]:
    """Open the record of a conflict; its values must be those that were on the screen."""
    desk.allow("edit", conflict.record_type, person=conflict.person)
    opened = desk.reading.open(conflict.record_type, conflict.rid)
    fid = notes(conflict.record_type)[conflict.field].fid
    if set(opened.base.all_heads(fid)) != {one.op for one in conflict.sides}:
        raise ChosenMeanwhile
    return opened


def _set(work: Writing, opened: Opened[Record], name: str, raw: Any) -> None:  # noqa: ANN401 - any JSON value
    fid, kind = notes(type(opened.record))[name].fid, type(opened.record).TYPE
    base = opened.base.all_heads(fid)
    work.intents.append(Intent("set", opened.rid, kind, opened.scope, fid, raw, base, opened.base.seen))
    before = json.loads(opened.record.model_dump_json(include={name}))
    work.befores.append(Before(opened.rid, kind, before))


def _known(desk: Desk) -> _Known:
    return _Known(workers(desk), read_tail(desk.vault.reader).dev, desk.clock.now().tzinfo)


def _readable(desk: Desk) -> Iterator[Clash]:
    for clash in twofold.all_of(desk.vault.reader):
        record_type = TYPES.get(clash.type)
        if record_type is not None and _shows(record_type, clash.fid) and _may(desk, "read", record_type, clash):
            yield clash


def _shows(record_type: type[Record], fid: int) -> bool:
    """Tell whether two values of a field are for people to choose between: never sets, nor an order of rows."""
    name = names_by_fid(record_type).get(fid)
    return fid == DELETED or (
        name is not None and notes(record_type)[name].merge in (Merge.SCALAR, Merge.STATUS, Merge.IMMUTABLE)
    )


def _may(desk: Desk, act: str, record_type: type[Record], clash: Clash) -> bool:
    held = _held(desk, record_type, clash.rid)
    return held is not None and desk.may(act, record_type, own=held.created_by == desk.worker.id, person=_person(held))


def _held(desk: Desk, record_type: type[Record], rid: str) -> Kept[Record] | None:
    try:
        return desk.reading.get(record_type, rid)
    except NotFound:
        return None


def _person(held: Kept[Record]) -> str:
    return held.rid if isinstance(held.record, Person) else str(getattr(held.record, "person", None) or "")


def _conflict(desk: Desk, clash: Clash, known: _Known) -> Conflict | None:
    record_type = TYPES[clash.type]
    held = _held(desk, record_type, clash.rid)
    if held is None:
        return None
    person = _person(held)
    may_decide = desk.may("edit", record_type, own=held.created_by == desk.worker.id, person=person)
    name = names_by_fid(record_type).get(clash.fid, "")
    found = twofold.values(desk.vault.reader, clash.rid, clash.fid)
    sides = tuple(_side(one, (record_type, name), known) for one in found)
    changed: tuple[str, ...] = ()
    if clash.fid == DELETED:
        sides, changed = _deleted_and_changed(desk, clash, known)
    if len(sides) < 2:
        return None
    title = _title(desk, held, person)
    return Conflict(clash.rid, record_type, name, person, title, sides, may_decide, changed)


def _deleted_and_changed(desk: Desk, clash: Clash, known: _Known) -> tuple[tuple[Side, ...], tuple[str, ...]]:
    record_type = TYPES[clash.type]
    deleted = next((one for one in twofold.values(desk.vault.reader, clash.rid, DELETED) if one.value), None)
    last = twofold.last_change(desk.vault.reader, clash.rid, deleted.op if deleted else (0, 0))
    if deleted is None or last is None:
        return (), ()
    by_fid = names_by_fid(record_type)
    labels = tuple(by_fid[fid] for fid in last[1] if fid in by_fid)
    about = (record_type, "")
    return (_side(deleted, about, known), _side(last[0], about, known)), labels


def _side(one: Value, about: tuple[type[Record], str], known: _Known) -> Side:
    record_type, name = about
    return Side(
        one.op, _typed(record_type, name, one.value), one.value, known.names.get(one.actor, ""),
        datetime.fromtimestamp(one.wall / 1000, known.zone), one.op[0], one.op[0] == known.own, one.sent,
        _typed(record_type, name, one.was),
    )  # fmt: skip


def _typed(record_type: type[Record], name: str, raw: Any) -> Any:  # noqa: ANN401 - any JSON value
    """Return a field's JSON value as the record holds it; None for nothing and for what this version cannot read."""
    if not name or raw is None:
        return None
    try:
        return getattr(record_type.from_json(json.dumps({name: raw})), name)
    except ValidationError:
        return None


def _title(desk: Desk, held: Kept[Record], person: str) -> str:
    about = _held(desk, Person, person) if person else None
    if about is not None and isinstance(about.record, Person):
        return about.record.shown_name()
    heading = held.record.heading()
    return heading.title if heading else ""
