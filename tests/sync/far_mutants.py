"""Plausible bugs of what the second story tells: sticks, consents, work that waits, other versions (proof plan)."""

from typing import Any

from lead_desktop.hub import applying, consents, pull, push, quarantine, standing
from lead_desktop.hub.database import Database
from lead_desktop.store.landing import Landing
from lead_desktop.store.schema import migrate
from lead_desktop.store.standing import read_carried
from lead_desktop.sync import bundle
from lead_desktop.wire.messages import PullRequest
from tests.sync import retiring
from tests.sync.far_story import FarStory
from tests.sync.mutants import Mutant, Swap


def _old_answers_are_taken() -> tuple[Swap, ...]:
    def asked(bench: Any, _bundle: str) -> PullRequest | None:
        held = read_carried(bench.connection)
        return PullRequest.model_validate_json(held[1]) if held else None

    return (bundle, "_asked", asked), (Landing, "_check", lambda *_given: None)


def _twice_is_applied_twice() -> tuple[Swap, ...]:
    ids = applying._OP_IDS + " ON CONFLICT DO NOTHING"
    return (push, "_known", lambda *_given: []), (applying, "_OP_IDS", ids)


def _let_in_twice() -> tuple[Swap, ...]:
    always = " AND state = 'waiting'"
    kept, decide = quarantine._KEPT.replace(always, ""), quarantine._DECIDE.replace(always, "")
    return (quarantine, "_KEPT", kept), (quarantine, "_DECIDE", decide)


def _stale_scopes_are_taken() -> tuple[Swap, ...]:
    def anything(_scope: Any, _op: Any) -> None:
        """Find nothing wrong."""

    return (
        (standing.Standing, "check_scope", staticmethod(anything)),
        (Database, "serving", lambda self, _dev, _mode, **_how: self.owning()),
    )


def _consents_are_never_closed() -> tuple[Swap, ...]:
    return ((consents, "_CLOSE", consents._CLOSE + " AND false"),)


def _nothing_runs_out() -> tuple[Swap, ...]:
    return ((pull, "are_overdue", lambda *_given: False),)


def _unsent_work_is_lost_with_the_old_tables() -> tuple[Swap, ...]:
    def forgetful(connection: Any, **how: Any) -> int:
        done = migrate(connection, **how)
        if done:
            connection.execute("DELETE FROM outbox WHERE dseq > 8")
        return done

    return ((retiring, "migrate", forgetful),)


def _old_work_is_rewritten() -> tuple[Swap, ...]:
    def eager(connection: Any, **how: Any) -> int:
        done = migrate(connection, **how)
        connection.execute("UPDATE outbox SET sv = 2")
        return done

    return ((retiring, "migrate", eager),)


FAR_MUTANTS = tuple(
    Mutant(name, swaps, noticed_by, FarStory)
    for name, swaps, noticed_by in (
        ("an answer that was carried is taken whatever happened since", _old_answers_are_taken, ("I5",)),
        ("a stick that comes twice is applied twice", _twice_is_applied_twice, ("I1", "I2")),
        ("what waited is let in twice", _let_in_twice, ("I1", "I2")),
        ("work for a scope that was lost is taken", _stale_scopes_are_taken, ("I8",)),
        ("a consent that was taken back goes on", _consents_are_never_closed, ("I3", "I8")),
        ("the time of a consent does not run out", _nothing_runs_out, ("I3", "I8")),
        ("unsent work is lost with the old tables", _unsent_work_is_lost_with_the_old_tables, ("I1",)),
        ("old work is rewritten", _old_work_is_rewritten, ("I1",)),
    )
)
