"""Plausible bugs, each put into one place by substitution: every one must be caught by the contract (proof plan).

A mutant that nothing catches means that a check cannot fail.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from lead_desktop.hub import applying, delta, entries, folding, pull, sequencer
from lead_desktop.hub.database import Database
from lead_desktop.store import arriving, ledger, outgoing, purging, writing
from lead_desktop.store.landing import Landing
from lead_desktop.store.shadow import Shadow
from lead_desktop.wire.merge import fold
from tests.sync.replacing import replaced
from tests.sync.scenario import Story

Swap = tuple[Any, str, Any]


@dataclass(frozen=True)
class Mutant:
    """A bug: what it does, what it puts where, and which invariants may be the ones that notice, told which story."""

    name: str
    swaps: Callable[[], tuple[Swap, ...]]
    noticed_by: tuple[str, ...]
    story: type[Story] = Story

    @contextmanager
    def in_place(self) -> Iterator[None]:
        with ExitStack() as stack:
            for swap in self.swaps():
                stack.enter_context(replaced(*swap))
            yield


def _clear_at_ack() -> tuple[Swap, ...]:
    real = outgoing.acknowledge

    def acknowledge(connection: Any, results: Any) -> bool:
        aside = real(connection, results)
        ledger.note_tail(connection, ledger.read_tail(connection))
        connection.execute("DELETE FROM outbox WHERE state = 'acked'")
        return aside

    return ((outgoing, "acknowledge", acknowledge),)


def _nothing_sent_is_kept() -> tuple[Swap, ...]:
    def settle(connection: Any, _dev: int, echoed: Any, _sent_ms: int) -> None:
        ledger.note_tail(connection, ledger.read_tail(connection))
        connection.executemany("DELETE FROM outbox WHERE dseq = ?", [(n,) for n, _ in echoed])

    return (outgoing, "settle", settle), (arriving, "settle", settle)


def _outbox_is_never_emptied() -> tuple[Swap, ...]:
    return (outgoing, "settle", lambda *_given: None), (arriving, "settle", lambda *_given: None)


def _cursor_before_entries() -> tuple[Swap, ...]:
    real = Landing.pulled

    def pulled(self: Landing, asked: Any, answer: Any) -> Any:
        with self._writer.receiving() as connection:
            ledger.note_tail(connection, replace(ledger.read_tail(connection), cursor=answer.to))
        return real(self, asked.model_copy(update={"cursor": answer.to}), answer.model_copy(update={"entries": ()}))

    return ((Landing, "pulled", pulled),)


def _purge_leaves_heads() -> tuple[Swap, ...]:
    return ((purging, "_BY_RECORD", ("elem", "elem_gone")),)


def _purge_leaves_drafts() -> tuple[Swap, ...]:
    real = purging._empty

    def empty(connection: Any, asked: str, tables: Any) -> int:
        return real(connection, asked, [one for one in tables if one != "draft"])

    return ((purging, "_empty", empty),)


def _no_scrubbing() -> tuple[Swap, ...]:
    return ((purging, "scrub", lambda _vault, **_how: True),)


def _no_receipts() -> tuple[Swap, ...]:
    return ((purging, "receipts", lambda _connection: ()),)


def _no_sequence_guard() -> tuple[Swap, ...]:
    return ((Shadow, "guard", lambda _self, _place: 0),)


def _base_ignored() -> tuple[Swap, ...]:
    return ((folding, "fold", lambda held, new, _base: fold(held, new, ())),)


def _last_writer_wins() -> tuple[Swap, ...]:
    return ((folding, "fold", lambda _held, new, _base: (new,)),)


def _order_leaves_gaps() -> tuple[Swap, ...]:
    real = sequencer.count_on

    def count_on(connection: Any, before: Any, count: int) -> None:
        real(connection, before, count + 1)

    return ((applying, "count_on", count_on), (sequencer, "count_on", count_on))


def _revocations_untold() -> tuple[Swap, ...]:
    real = delta.scope_delta

    def scope_delta(*given: Any) -> Any:
        return replace(real(*given), lost=())

    return ((pull, "scope_delta", scope_delta),)


def _grants_untold() -> tuple[Swap, ...]:
    real = delta.scope_delta

    def scope_delta(*given: Any) -> Any:
        return replace(real(*given), gained=())

    return ((pull, "scope_delta", scope_delta),)


def _no_fill() -> tuple[Swap, ...]:
    return ((pull, "make_parts", lambda *_given: []), (pull, "fill_of", lambda *_given: ()))


def _sends_what_is_not_theirs() -> tuple[Swap, ...]:
    narrow = " AND sa.aud = ANY(%(auds)s) AND sa.until IS NULL"
    wide = entries._BY_NUMBER.replace(narrow, "")
    return (entries, "_BY_NUMBER", wide), (Database, "reading", lambda self, _dev: self.owning())


def _outbox_forgets_base() -> tuple[Swap, ...]:
    real = ledger.append

    def append(connection: Any, tail: Any, intents: Any, *given: Any) -> Any:
        unseen = tuple((1, n) for n in range(1, 4))
        return real(
            connection, tail, [replace(one, base=unseen) if one.kind == "set" else one for one in intents], *given
        )

    return ((writing, "append", append),)


MUTANTS = (
    Mutant("the outbox is cleared at the acknowledgement", _clear_at_ack, ("I1", "I3", "I5", "raised")),
    Mutant("what was sent is not kept", _nothing_sent_is_kept, ("I1",)),
    Mutant("the outbox is never emptied", _outbox_is_never_emptied, ("I4",)),
    Mutant("the cursor moves before the entries", _cursor_before_entries, ("I5", "I3", "raised")),
    Mutant("a purge leaves heads", _purge_leaves_heads, ("I5",)),
    Mutant("a purge leaves drafts", _purge_leaves_drafts, ("I5",)),
    Mutant("a purge leaves the log", _no_scrubbing, ("I5",)),
    Mutant("receipts are not sent", _no_receipts, ("I6", "I4")),
    Mutant("the sequence guard of a field is skipped", _no_sequence_guard, ("I3", "I5")),
    Mutant("the base of an operation is ignored", _base_ignored, ("I2",)),
    Mutant("the last writer wins", _last_writer_wins, ("I2",)),
    Mutant("the order has gaps", _order_leaves_gaps, ("I7",)),
    Mutant("revocations are not told", _revocations_untold, ("I3", "I5", "I8", "raised")),
    Mutant("grants are not told", _grants_untold, ("I3", "I5", "raised")),
    Mutant("a first sync is never sent", _no_fill, ("I5", "I3", "raised")),
    Mutant("entries of others' scopes are sent", _sends_what_is_not_theirs, ("I8",)),
    Mutant("an operation names what nobody saw", _outbox_forgets_base, ("I9",)),
)
