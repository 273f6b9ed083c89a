"""Where this laptop stands with its hub: what waits, what arrived, what the hub keeps aside. Read, never done here."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lead_desktop.casework import conflicts
from lead_desktop.casework.desk import TYPES, Desk
from lead_desktop.domain.base import Compartment, Record, names_by_fid, notes
from lead_desktop.domain.person import Person
from lead_desktop.domain.programme import Programme
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.i18n import N_
from lead_desktop.store import outgoing
from lead_desktop.store.cipher import Connection
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.salvage import waiting_files
from lead_desktop.store.standing import read_device, read_standing
from lead_desktop.wire.codes import cleaned
from lead_desktop.wire.op import DELETED

_DAY_MS = 24 * 60 * 60 * 1000
NOT_ALL = N_(
    "Not everything is here yet, so somebody who is known may not be found. You can go on, or look again later."
)
"""What is said where something of a person is begun while `everything_is_here` is not so."""
_PIN_LETTERS = 43
_PIN_WORDS = 6
_WORD = re.compile("([bdfghjklmnprstvz][aiou]){2}[bdfghjklmnprstvz]")
_MARKS = str.maketrans(dict.fromkeys('{}",', " "))


class MistypedSlip(LeadError):
    """What was typed is not a whole slip; `part` is url, pin or code."""

    code = "mistyped_slip"
    message = N_("Please compare this with the slip from your administrator.")

    def __init__(self, part: str) -> None:
        """Name the part."""
        super().__init__(part=part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Slip:
    """What the printed slip says: where the hub is, by which key it is known, and the one-time code."""

    url: str
    pin: str
    code: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where this laptop stands with its hub.

    joined: it has a number there. pending: an administrator has not compared the six `words` yet. waiting: operations
    not sent. set_aside: operations that the hub keeps for a person. arriving: scopes that are not complete;
    arrived_records of expected_records are here. first_done: everything was here once. trouble: code of why the last
    round did not end well, blank when it did. days_apart: how many whole days lie between the hub's clock and ours.
    """

    joined: bool = False
    pending: bool = False
    retiring: bool = False
    words: str = ""
    hub: str = ""
    dev: int = 0
    waiting: int = 0
    set_aside: int = 0
    conflicts: int = 0
    arriving: int = 0
    arrived_records: int = 0
    expected_records: int = 0
    first_done: bool = True
    last_success: datetime | None = None
    trouble: str = ""
    days_apart: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A record in a list: what it is, whom it is about by id, and their name; blank where it is not known here."""

    rid: str
    record_type: type[Record] | None
    person: str
    title: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one save changed of one record and was not sent yet."""

    about: Named
    at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class Aside:
    """One change that the hub keeps aside. field: its label, to be translated; value: JSON; reason: a code."""

    about: Named
    at: datetime
    kind: str
    field: str
    value: Any
    reason: str


def standing(desk: Desk) -> Standing:
    """Read where this laptop stands with its hub."""
    read = desk.vault.reader
    device, held = read_device(read), read_standing(read)
    if device is None:
        return Standing(waiting=outgoing.waiting(read))
    here, in_all = _counted(read)
    tail = read_tail(read)
    arriving = _one(read, "SELECT count(*) FROM held WHERE state <> 'complete'")
    return Standing(
        joined=device.state != "pending",
        pending=device.state == "pending" and bool(device.fingerprint),
        retiring=device.state == "draining",
        words=device.fingerprint,
        hub=device.url,
        dev=tail.dev,
        waiting=outgoing.waiting(read),
        set_aside=len(_put_aside(read)),
        conflicts=conflicts.count(desk),
        arriving=arriving,
        arrived_records=here,
        expected_records=in_all,
        first_done=bool(held.success) and not arriving,
        last_success=_moment(desk, held.success) if held.success else None,
        trouble="must_enrol_anew" if device.state == "out" else held.trouble,
        days_apart=abs(tail.offset_ms) // _DAY_MS,
    )


def read_slip(url: str, pin: str, code: str) -> Slip:
    """Check what was typed from the slip, as far as that can be without the hub; raises MistypedSlip."""
    place = url.strip().rstrip("/")
    if not place.startswith("https://") or not place.removeprefix("https://") or " " in place:
        raise MistypedSlip("url")
    words = pin.split()
    known = " ".join(words).lower() if len(words) == _PIN_WORDS else "".join(words)
    if len(words) != _PIN_WORDS and len(known) != _PIN_LETTERS:
        raise MistypedSlip("pin")
    if not (whole := cleaned(code)):
        raise MistypedSlip("code")
    return Slip(place, known, whole)


def read_line(text: str) -> Slip:
    """Read a slip pasted as text, as printed or as the file of one; raises MistypedSlip."""
    parts = text.translate(_MARKS).split()
    url = next((one for one in parts if one.startswith("https://")), "")
    code = next((one for one in parts if cleaned(one)), "")
    pin = next((one for one in parts if len(one) == _PIN_LETTERS and one != url), "")
    return read_slip(url, pin or _six_words(parts), code)


def _six_words(parts: Sequence[str]) -> str:
    """Return the first six words in a row that are those of a fingerprint; blank when there are none."""
    for start in range(len(parts) - _PIN_WORDS + 1):
        run = parts[start : start + _PIN_WORDS]
        if all(_WORD.fullmatch(one.lower()) for one in run):
            return " ".join(run)
    return ""


def set_aside(desk: Desk) -> tuple[Aside, ...]:
    """Return the changes that the hub keeps aside until a person there decides, oldest first."""
    return tuple(
        Aside(_name(desk, one.rid, one.type, one.scope), _moment(desk, one.wall), one.kind, _label(one.type, one.fid),
              one.value, one.reason)
        for one in _put_aside(desk.vault.reader)
    )  # fmt: skip


def _put_aside(read: Connection) -> list[outgoing.Held]:
    """Read what waits for a decision; the settings this laptop was set up with need none, for the hub's own count."""
    return [one for one in outgoing.put_aside(read) if not (one.type == Programme.TYPE and one.reason == "role")]


def waiting(desk: Desk, most: int) -> tuple[Waiting, ...]:
    """Return what was saved last and waits to be sent, newest first, one line for each record of a save."""
    rows = desk.vault.reader.execute(
        "SELECT rid, type, scope, max(wall), count(*) FROM outbox WHERE state = 'pending' GROUP BY tx, rid"
        " ORDER BY tx DESC LIMIT ?",
        (most,),
    )
    return tuple(
        Waiting(_name(desk, rid, kind, scope), _moment(desk, wall), count)
        for rid, kind, scope, wall, count in rows.fetchall()
    )


def arrived(desk: Desk, rids: Sequence[str]) -> tuple[Named, ...]:
    """Return what arrived, records by id, in that order, as far as it is still here and may be read."""
    sql = "SELECT rid, type, scope FROM record WHERE gone = 0 AND rid IN (SELECT value FROM json_each(?))"
    held = desk.vault.reader.execute(sql, (json.dumps(list(rids)),))
    rows = {rid: (kind, scope) for rid, kind, scope in held}
    found = (_name(desk, rid, *rows[rid]) for rid in rids if rid in rows)
    return tuple(one for one in found if one.record_type and _shows(desk, one.record_type, one.person))


def _shows(desk: Desk, record_type: type[Record], person: str) -> bool:
    """Tell whether a record is one of somebody's own, not of the programme, and may be read."""
    ours = record_type.COMPARTMENT in (Compartment.PROGRAMME, Compartment.REFERENCE)
    return not ours and (desk.may("read", record_type, person=person) or desk.may("card", record_type))


def arriving(desk: Desk, person: str) -> bool:
    """Tell whether some of a person's records are still to come."""
    sql = "SELECT 1 FROM held WHERE scope >= ?1 || '/' AND scope < ?1 || '0' AND state <> 'complete' LIMIT 1"
    return desk.vault.reader.execute(sql, (person,)).fetchone() is not None


def sealed_files(desk: Desk) -> tuple[Path, ...]:
    """Return the files in which work that was never sent was sealed for the hub before its copy was removed."""
    return waiting_files(desk.vault.folder)


def everything_is_here(desk: Desk) -> bool:
    """Tell whether all that this laptop may hold is here and shown, so that who is not found is not known yet.

    Where it is not, a look for people alike, an intake or a decision may double somebody: pages say so, and one can
    go on all the same. A laptop without a hub has everything.
    """
    read = desk.vault.reader
    device, held = read_device(read), read_standing(read)
    if device is None or device.state == "pending":
        return not _one(read, "SELECT count(*) FROM held WHERE state <> 'complete'")
    odd = _one(read, "SELECT count(*) FROM held WHERE state <> 'complete'")
    return bool(held.success) and not (held.left or odd or _one(read, "SELECT count(*) FROM held WHERE hidden <> 0"))


def _counted(read: Connection) -> tuple[int, int]:
    sql = (
        "SELECT coalesce(sum(CASE WHEN done THEN records END), 0), coalesce(sum(records), 0) FROM fill"
        " WHERE fill IN (SELECT fill FROM fill WHERE done = 0)"
    )
    here, in_all = read.execute(sql).fetchone()
    return int(here), int(in_all)


def _one(read: Connection, sql: str, values: Iterable[object] = ()) -> int:
    return int(read.execute(sql, tuple(values)).fetchone()[0])


def _name(desk: Desk, rid: str, kind: int, scope: str) -> Named:
    record_type = TYPES.get(kind)
    person = rid if record_type is Person else scope.partition("/")[0]
    try:
        title = desk.reading.get(Person, person).record.shown_name()
    except NotFound:
        return Named(rid, record_type, "", _heading(desk, record_type, rid))
    return Named(rid, record_type, person, title)


def _heading(desk: Desk, record_type: type[Record] | None, rid: str) -> str:
    try:
        heading = desk.reading.get(record_type, rid).record.heading() if record_type else None
    except NotFound:
        return ""
    return heading.title if heading else ""


def _label(kind: int, fid: int) -> str:
    record_type = TYPES.get(kind)
    name = names_by_fid(record_type).get(fid) if record_type and fid != DELETED else None
    return notes(record_type)[name].label if record_type and name else ""


def _moment(desk: Desk, ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, desk.clock.now().tzinfo)
