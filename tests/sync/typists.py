"""What the people at the laptops of a simulated world do: typing, with processes that die under them."""

import hashlib
from collections.abc import Sequence
from typing import Any

from lead_desktop.errors import NotFound
from lead_desktop.ids import scope_of
from tests.sync.desks import Desk, Form
from tests.sync.faults import Died
from tests.sync.ground import Ground
from tests.sync.kinds import BY_TYPE, CARE, KINDS, LAW


class Typists(Ground):
    """A world in which people type."""

    def word(self, scope: str) -> str:
        """Make up a word that stands nowhere else."""
        self._words += 1
        digest = hashlib.sha256(str(self._words).encode()).hexdigest()
        word = "".join(chr(ord("a") + int(one, 16)) for one in digest[:16])
        self.planted.words[word] = scope
        return word

    def create(self, desk: Desk, choice: int, number: int) -> None:
        kinds = LAW if desk.role == "officer" else CARE
        kind = kinds[choice % len(kinds)]
        people = [rid for rid, one in desk.standing() if one == KINDS[0].record.TYPE]
        if KINDS[kind].about_person and not people:
            kind = 0
        client = people[number % len(people)] if people and KINDS[kind].about_person else ""
        word = self.word("")
        rid = self._typed(desk, {}, lambda: desk.create(kind, client, KINDS[kind].change(number, word)))
        self.planted.words[word] = scope_of(client or rid or "", KINDS[kind].record.COMPARTMENT)

    def edit(self, desk: Desk, which: int, number: int) -> None:
        form = self.form(desk, which)
        if form is not None:
            self.save(desk, form, number)

    def form(self, desk: Desk, which: int, *, gone: bool = False) -> Form | None:
        there = desk.standing(gone=gone)
        return desk.open(*there[which % len(there)], gone=gone) if there else None

    def save(self, desk: Desk, form: Form, number: int) -> None:
        values = BY_TYPE[form.opened.record.TYPE].change(number, self.word(form.opened.scope))
        self._typed(desk, form.screen, lambda: desk.save(form, values))

    def batch(self, desk: Desk, picks: Sequence[tuple[int, int]]) -> None:
        there = desk.standing()
        changes = []
        for which, number in picks:
            if there:
                rid, kind = there[which % len(there)]
                word = self.word(desk.rows("SELECT scope FROM rec WHERE rid = ?", rid)[0][0])
                changes.append((rid, kind, BY_TYPE[kind].change(number, word)))
        self._typed(desk, {}, lambda: desk.batch(changes))

    def resolve(self, desk: Desk, which: int, number: int) -> None:
        """Answer a conflict: a form that shows both values, and one written down."""
        found = desk.rows("SELECT rid, type, fid FROM clash ORDER BY rid, fid")
        there = set(desk.standing())
        found = [one for one in found if (one[0], one[1]) in there]
        if found:
            rid, kind, _ = found[which % len(found)]
            self.tally["resolved"] += 1
            self.save(desk, desk.open(rid, kind), number)

    def remove(self, desk: Desk, which: int) -> None:
        form = self.form(desk, which)
        if form is not None:
            self._typed(desk, form.screen, lambda: desk.remove(form))

    def restore(self, desk: Desk, which: int) -> None:
        form = self.form(desk, which, gone=True)
        if form is not None:
            self._typed(desk, form.screen, lambda: desk.restore(form))

    def draft(self, desk: Desk, number: int) -> None:
        scopes = sorted(scope for scope, state in desk.held().items() if state == "complete")
        if scopes:
            scope = scopes[number % len(scopes)]
            word = self.word(scope)
            self._typed(desk, {}, lambda: desk.keep_draft(scope, word))

    def _typed(self, desk: Desk, screen: Any, act: Any) -> Any:
        self._tick()
        before = desk.journal.last
        try:
            return act()
        except Died:
            self._desk_died(desk, screen)
        except NotFound:
            self.tally["forms of what is gone"] += 1
        finally:
            desk.fuse.arm(None)
            self.tally["ops"] += desk.journal.last - before
        return None
