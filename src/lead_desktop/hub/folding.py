"""One operation after the other folded into the heads (sync 3.9): outcome, new heads, and the entry laptops receive."""

from collections.abc import Callable
from dataclasses import dataclass

from lead_desktop.domain.base import Merge
from lead_desktop.hub.rules import Part, Unfit, field_rules
from lead_desktop.hub.shelf import Held, Rec, Shelf
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

    def saw(self, op: OpId, seq: int) -> bool:
        """Tell whether another operation stands in this one's causal past (sync 3.3, c)."""
        return seq <= self.op.c[0] or (op[0] == self.dev and op[1] <= self.op.c[1])


@dataclass(frozen=True, slots=True)
class Folded:
    """What became of one operation: its outcome and its entry as JSON."""

    outcome: Outcome
    entry: str


class Folding:
    """Folds operations into a shelf. past: asks for the text a superseded operation had put into a field."""

    def __init__(self, shelf: Shelf, past: Callable[[OpId, int], str]) -> None:
        """Keep both."""
        self.shelf = shelf
        self._past = past

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
        revived = op.f != DELETED and rec.g == 1 and not self._saw_deletion(coming, rec)
        if revived:
            rec.g = 2
        disputed = self.is_disputed(op.y, op.r, op.f) if op.k == "set" else op.f == DELETED and rec.g == 2
        return Folded("conflict" if disputed or revived else "applied", _entry(coming, rec, text))

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
        if field_rules(op.y)[fid].merge is Merge.IMMUTABLE and any(one.value != "null" for one in before):
            raise Unfit("immutable")
        return self._fold(coming, fid, text or "null")

    def _existence(self, coming: Incoming, rec: Rec) -> str:
        op = coming.op
        unseen = op.k == "del" and any(not coming.saw(one.op, one.seq or 0) for one in self.shelf.of_record(op.r))
        text = self._fold(coming, DELETED, "true" if op.k == "del" else "false")
        said = {one.value for one in self.shelf.heads[op.r, DELETED]}
        rec.g = 2 if unseen or len(said) > 1 else int("true" in said)
        if op.k == "del":
            rec.deleted, rec.deleted_by = coming.seq, (coming.dev, op.n)
        return text

    def _fold(self, coming: Incoming, fid: int, value: str) -> str:
        key = (coming.op.r, fid)
        before = self.shelf.heads.get(key, ())
        after = fold(before, coming.head(value, self._was(coming, fid, before)), coming.op.b)
        self.shelf.heads[key] = after
        return f'"heads":{heads_json(after)},'

    def _was(self, coming: Incoming, fid: int, before: tuple[Held, ...]) -> str:
        shown = winner(one for one in before if one.op in coming.op.b)
        if shown is not None:
            return str(shown.value)
        return self._past(coming.op.b[-1], fid) if coming.op.b else "null"

    def _element(self, coming: Incoming) -> str:
        op, ((fid, ekey, text),) = coming.op, coming.parts
        key = (op.r, fid, ekey or "")
        before = self.shelf.adds.get(key, ())
        after = removed(before, op.b) if text is None else fold(before, coming.head(text), op.b)
        self.shelf.adds[key] = after
        self.shelf.emptied.pop(key, None)
        if not after:
            self.shelf.emptied[key] = coming.head("")
        return f'"e":{encoded(ekey).decode()},"heads":{heads_json(after)},'

    @staticmethod
    def _saw_deletion(coming: Incoming, rec: Rec) -> bool:
        return rec.deleted_by is None or coming.saw(rec.deleted_by, rec.deleted or 0)


def in_dispute(record_type: int, fid: int, heads: tuple[Held, ...]) -> bool:
    """Tell whether heads of a field differ in a way that a person has to see."""
    if len({one.value for one in heads}) < 2:
        return False
    return fid == DELETED or field_rules(record_type)[fid].merge is not Merge.RANK


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
