"""One operation after the other folded into the heads (sync 3.9): outcome, new heads, and the entry laptops receive."""

import json
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace

from lead_desktop.hub.foretold import Named
from lead_desktop.hub.rules import Part, Unfit, field_rules
from lead_desktop.hub.shelf import Held, Rec, Shelf
from lead_desktop.wire.kinds import disputed, may_set
from lead_desktop.wire.life import Life, Past, edited, existed
from lead_desktop.wire.merge import fold, removed, winner
from lead_desktop.wire.messages import Outcome
from lead_desktop.wire.op import DELETED, Op, OpId, encoded


@dataclass(frozen=True, slots=True)
class Incoming:
    """An operation that may be applied: its parts as text, its number in the order and its clamped clock."""

    op: Op
    parts: tuple[Part, ...]
    dev: int
    seq: int
    hlc: int

    def head(self, value: str, was: str = "null") -> Held:
        """Make the head or add that this operation is."""
        return Held((self.dev, self.op.n), value, self.hlc, self.op.a, self.seq, self.op.w, was)

    def past(self) -> Past:
        """Return what its author knew of."""
        return Past(self.dev, self.op.c)


@dataclass(frozen=True, slots=True)
class Folded:
    """What became of one operation: its outcome and its entry as JSON."""

    outcome: Outcome
    entry: str


class Folding:
    """Folds operations into a shelf; `unmet` is what they name as replaced at a place and did not stand there."""

    def __init__(
        self, shelf: Shelf, past: Callable[[OpId, str, int], str], foretold: Container[Named] = frozenset()
    ) -> None:
        """Keep these. past: asks for the text a superseded operation had put into a record's field.

        foretold: operations that come after what has replaced them, each with its place.
        """
        self.shelf = shelf
        self._past = past
        self._foretold = foretold
        self.unmet: set[Named] = set()

    def apply(self, coming: Incoming) -> Folded:
        """Fold one operation; raises Unfit, and then nothing has changed."""
        op = coming.op
        rec = self._record(coming)
        if op.k == "new":
            text = self._create(coming)
        elif op.f == DELETED:
            text = self._existence(coming, rec)
        elif op.k == "set":
            text = self._set(coming)
        else:
            text = self._element(coming)
        rec.last = coming.seq
        self.shelf.recs[op.r] = rec
        self.shelf.touched.add(op.r)
        before = rec.g
        if op.f != DELETED:
            rec.g = edited(Life(rec.g), self._existence_heads(op.r), coming.past())
        doubtful = rec.g == Life.KEPT and (op.f == DELETED or before != rec.g)
        clash = op.k == "set" and self.is_disputed(op.y, op.r, op.f)
        return Folded("conflict" if clash or doubtful else "applied", _entry(coming, rec, text))

    def is_disputed(self, record_type: int, rid: str, fid: int) -> bool:
        """Tell whether a field holds values that a person has to choose between."""
        return in_dispute(record_type, fid, self.shelf.heads.get((rid, fid), ()))

    def _record(self, coming: Incoming) -> Rec:
        op, rec = coming.op, self.shelf.recs.get(coming.op.r)
        if rec is None:
            if op.k != "new":
                raise Unfit("unknown_record")
            return Rec(op.y, op.s, 0, coming.seq, coming.seq)
        if rec.destroyed:
            raise Unfit("destroyed")
        if (rec.type, rec.scope) != (op.y, op.s):
            raise Unfit("other_record")
        if op.k == "new":
            raise Unfit("exists")
        return rec

    def _create(self, coming: Incoming) -> str:
        rid = coming.op.r
        self.shelf.heads[rid, DELETED] = (coming.head("false"),)
        for fid, ekey, text in coming.parts:
            if ekey is None:
                self.shelf.heads[rid, fid] = (coming.head(text or "null"),)
            else:
                self.shelf.adds[rid, fid, ekey] = (coming.head(text or "null"),)
        return f'"v":{encoded(coming.op.v).decode()},'

    def _set(self, coming: Incoming) -> str:
        op, ((fid, _, text),) = coming.op, coming.parts
        before = self.shelf.heads.get((op.r, fid), ())
        if not may_set((json.loads(one.value) for one in before), field_rules(op.y)[fid].merge):
            raise Unfit("immutable")
        return self._fold(coming, fid, text or "null")

    def _existence(self, coming: Incoming, rec: Rec) -> str:
        op = coming.op
        late = self._is_late(coming, "")
        unseen = op.k == "del" and not late and not coming.past().holds_all(self._edits(op.r))
        text = self._fold(coming, DELETED, "true" if op.k == "del" else "false")
        rec.g = existed(Life(rec.g), self._existence_heads(op.r), unseen=unseen)
        return text

    def _edits(self, rid: str) -> Iterator[Held]:
        """Yield what a deletion must have seen: everything but other deletions, which want the same."""
        deletions = {one.op for one in self._existence_heads(rid) if one.value}
        return (one for one in self.shelf.of_record(rid) if one.op not in deletions)

    def _existence_heads(self, rid: str) -> list[Held]:
        """Return the heads of a record's existence, each True for a deletion."""
        return [replace(one, value=one.value == "true") for one in self.shelf.heads.get((rid, DELETED), ())]

    def _fold(self, coming: Incoming, fid: int, value: str) -> str:
        key = (coming.op.r, fid)
        before = self.shelf.heads.get(key, ())
        self._note_unmet(coming, "", before)
        after = removed(before, coming.op.b)
        if not self._is_late(coming, ""):
            after = fold(before, coming.head(value, self._was(coming, fid, before)), coming.op.b)
        self.shelf.heads[key] = after
        return f'"heads":{heads_json(after)},'

    def _is_late(self, coming: Incoming, ekey: str) -> bool:
        """Tell whether what has replaced an operation came before it."""
        return ((coming.op.r, coming.op.f, ekey), (coming.dev, coming.op.n)) in self._foretold

    def _note_unmet(self, coming: Incoming, ekey: str, before: tuple[Held, ...]) -> None:
        """Note what an operation replaces that another laptop made and that does not stand here."""
        met = {one.op for one in before}
        place = (coming.op.r, coming.op.f, ekey)
        self.unmet |= {(place, one) for one in coming.op.b if one not in met and one[0] != coming.dev}

    def _was(self, coming: Incoming, fid: int, before: tuple[Held, ...]) -> str:
        shown = winner(one for one in before if one.op in coming.op.b)
        if shown is not None:
            return str(shown.value)
        return self._past(coming.op.b[-1], coming.op.r, fid) if coming.op.b else "null"

    def _element(self, coming: Incoming) -> str:
        op, ((fid, ekey, text),) = coming.op, coming.parts
        key = (op.r, fid, ekey or "")
        before = self.shelf.adds.get(key, ())
        self._note_unmet(coming, key[2], before)
        goes = text is None or self._is_late(coming, key[2])
        after = removed(before, op.b) if goes else fold(before, coming.head(text or ""), op.b)
        self.shelf.adds[key] = after
        self.shelf.emptied.pop(key, None)
        if not after:
            self.shelf.emptied[key] = coming.head("")
        return f'"e":{encoded(ekey).decode()},"heads":{heads_json(after)},'


def in_dispute(record_type: int, fid: int, heads: tuple[Held, ...]) -> bool:
    """Tell whether heads of a field differ in a way that a person has to see."""
    if fid == DELETED or len({one.value for one in heads}) < 2:
        return False
    rule = field_rules(record_type)[fid]
    return disputed([json.loads(one.value) for one in heads], rule.merge, rule.machine)


def heads_json(heads: tuple[Held, ...]) -> str:
    """Write heads as HeadState; what their authors saw before only where there are several."""
    several = len(heads) > 1
    return "[" + ",".join(_head_json(one, several=several) for one in heads) + "]"


def _head_json(one: Held, *, several: bool) -> str:
    was = f',"was":{one.was}' if several and one.was else ""
    return (
        f'{{"op":[{one.op[0]},{one.op[1]}],"v":{one.value},"h":{one.hlc},"w":{one.wall},'
        f'"a":"{one.actor}","q":{one.seq}{was}}}'
    )


def _entry(coming: Incoming, rec: Rec, text: str) -> str:
    """Write the entry; ids, kinds and scopes have a checked form that needs no escaping (wire.op)."""
    op = coming.op
    return (
        f'{{"seq":{coming.seq},"op":[{coming.dev},{op.n}],"k":"{op.k}","r":"{op.r}","y":{op.y},"s":"{op.s}",'
        f'"f":{op.f},{text}"g":{rec.g},"h":{coming.hlc},"w":{op.w},"a":"{op.a}","sv":{op.sv}}}'
    )
