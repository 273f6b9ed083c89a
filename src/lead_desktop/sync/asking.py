"""What a laptop says to its hub next: the oldest unsent operations, or where it stands (sync 3.6, 3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from lead_desktop.store import purging
from lead_desktop.store.landing import MOST_SCOPES, complete_untold, parts
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.numbers import left
from lead_desktop.store.salvage import push_of
from lead_desktop.store.schema import WRITES
from lead_desktop.sync.bench import Bench
from lead_desktop.wire.messages import PullRequest, PushRequest

CHECK_EVERY_MS = 7 * 24 * 60 * 60 * 1000
"""How often the scopes are compared with the hub's (sync 3.10)."""


def next_push(bench: Bench, after: int = 0) -> PushRequest | None:
    """Return the oldest unsent operations with a number above `after`, signed; None when there are none.

    Raises outgoing.Gap when the link before them is not kept.
    """
    return push_of(bench.connection, bench.device(), after)


def next_pull(bench: Bench, max_bytes: int, digest: Mapping[str, str] | None = None) -> PullRequest:
    """Return the request for the next page; `digest`: scopes to be compared.

    What was removed because its lease was over is always asked for: the hub believes that it is still here.
    """
    connection, standing = bench.connection, bench.standing()
    tail = read_tail(connection)
    compared = dict.fromkeys(purging.lapsed(connection)[:MOST_SCOPES], "") | dict(digest or {})
    return PullRequest(
        epoch=standing.epoch, dev=tail.dev, cursor=tail.cursor, scur=standing.scur, page=standing.page, sv=WRITES,
        max_bytes=max_bytes, receipts=purging.receipts(connection), filled=complete_untold(connection),
        numbers_left=left(connection), counter=standing.counter, digest=compared or None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """Digests of some scopes for the hub to compare. last: the scope they end with; blank when these are the last."""

    digests: Mapping[str, str]
    last: str


def due_comparison(bench: Bench, most: int = MOST_SCOPES) -> Comparison | None:
    """Return the next portion of the weekly comparison, when it is due and everything else is at rest.

    Of more than `most` scopes each round compares some, until all were; it goes on where `keep_compared` noted.
    """
    connection, standing = bench.connection, bench.standing()
    if standing.left or parts(connection) or not standing.contact:
        return None
    if 0 <= bench.now_ms - standing.checked < CHECK_EVERY_MS:
        return None
    sql = "SELECT scope FROM held WHERE state = 'complete' AND scope > ? ORDER BY scope LIMIT ?"
    held = [scope for (scope,) in connection.execute(sql, (standing.compared, most + 1)).fetchall()]
    if not held and not standing.compared:
        return None
    return Comparison(purging.digests(connection, held[:most]), held[most - 1] if len(held) > most else "")


def keep_compared(bench: Bench, done: Comparison) -> None:
    """Note that the hub has compared a portion: only then, so that one whose answer was lost comes again."""
    if done.last:
        bench.keep(compared=done.last)
    else:
        bench.keep(compared="", checked=bench.now_ms)


def has_news(bench: Bench) -> bool:
    """Tell whether the hub should hear at once of a purge that is done or a first sync that is complete."""
    connection = bench.connection
    return bool(
        purging.receipts(connection) or complete_untold(connection) or parts(connection) or purging.lapsed(connection)
    )
