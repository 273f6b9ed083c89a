"""One round with the hub: send what waits, then fetch what changed, in pages of which each is kept (sync 3.6, 3.7).

Knows no screen and no network: the hub is whatever implements HubApi. A round may break off anywhere; the next one
goes on from the last page that came to rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lead_desktop.errors import LeadError
from lead_desktop.store import leases, outgoing, purging
from lead_desktop.store.arriving import BadPage, HubWentBack, NotMyWork
from lead_desktop.store.faults import Stopped
from lead_desktop.store.landing import Landed, Part, parts
from lead_desktop.store.ledger import read_tail
from lead_desktop.sync.asking import due_comparison, has_news, keep_compared, next_pull, next_push
from lead_desktop.sync.bench import Bench, Progress, Round, Stops, Tell, let_go
from lead_desktop.sync.faults import MustEnrolAnew, MustUpdate, NoLongerAllowed, WipeOrdered
from lead_desktop.sync.orders import obey
from lead_desktop.wire.hub_api import HubApi, HubTrouble, Refused
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import ChunkBody, Order, PullAnswer, PullRequest, Refusal, ResumeRequest

FIRST_PAGE = 64 * 1024
MOST_PAGE = 128 * 1024
"""What is read of one page is read in one go, while the window waits: no more than it can do without for a moment."""
LEAST_PAGE = 16 * 1024
QUICK_MS = 2000
"""A page that took less may be twice as large next time (sync 3.6)."""
TRIES = 3
"""How often one round begins again after a hub was restored, or a part of a first sync was not kept there."""


class Engine:
    """Speaks with one hub for one vault; for one thread at a time."""

    def __init__(self, hub: HubApi, bench: Bench) -> None:
        """Prepare; nothing is sent yet."""
        self._hub, self._bench = hub, bench
        self._landing = bench.landing()
        self._page_bytes = FIRST_PAGE
        self._round = Round()

    def round(self, tell: Tell, stopped: Stops) -> Round:
        """Do one round; returns what it did. Raises HubTrouble, Refused, Stopped, and what sync.faults has.

        Whatever is raised, what came to rest before stays, and `trouble` of the standing says what it was.
        """
        self._round = Round()
        try:
            housekeeping(self._bench)
            self._bench.device()
            self._tries(tell, stopped)
        except (Stopped, WipeOrdered):
            raise
        except LeadError as error:
            self._bench.keep(trouble=error.code)
            raise
        self._bench.keep(trouble="", success=self._bench.now_ms)
        return self._round

    def _tries(self, tell: Tell, stopped: Stops) -> None:
        for left in reversed(range(TRIES)):
            try:
                self._once(tell, stopped)
            except HubWentBack:
                self._resume()
            except NotMyWork:
                raise out(self._bench) from None
            except Refused as refused:
                self._refused(refused, last=not left)
            else:
                return
        raise BadPage(what="epoch")

    def _once(self, tell: Tell, stopped: Stops) -> None:
        self._push(tell, stopped)
        self._pull(tell, stopped, None)
        self._fill(tell, stopped)
        due = due_comparison(self._bench)  # only when caught up: who is behind differs anyway
        if due or has_news(self._bench):
            self._pull(tell, stopped, due.digests if due else None)
            if due:
                keep_compared(self._bench, due)
            self._fill(tell, stopped)

    def _push(self, tell: Tell, stopped: Stops) -> None:
        total, done = outgoing.waiting(self._bench.connection), 0
        while True:
            let_go(stopped)
            try:
                request = next_push(self._bench)
            except outgoing.Gap:
                raise out(self._bench) from None
            if request is None:
                return
            answer = self._hub.push(request)
            if answer.acked > read_tail(self._bench.connection).dseq:
                raise out(self._bench)
            aside = self._landing.pushed(answer)
            done += len(request.ops)
            held = self._round
            self._round = replace(held, sent=held.sent + len(request.ops), aside=held.aside or aside)
            tell(Progress("sending", done, max(done, total)), Landed())

    def _pull(self, tell: Tell, stopped: Stops, digest: Mapping[str, str] | None) -> None:
        more, start = True, read_tail(self._bench.connection).cursor
        while more:
            let_go(stopped)
            request = next_pull(self._bench, self._page_bytes, digest)
            before = self._bench.clock.boot_ms()
            answer = self._ask(request)
            landed = self._landing.pulled(request, answer)
            purging.finish(self._bench.vault, self._bench.device())
            if self._bench.clock.boot_ms() - before < QUICK_MS:
                self._page_bytes = min(MOST_PAGE, self._page_bytes * 2)
            self._note(landed, tell, Progress("receiving", answer.to - start, answer.head - start))
            self._obey(answer.orders)
            more, digest = landed.more, None

    def _ask(self, request: PullRequest) -> PullAnswer:
        try:
            return self._hub.pull(request)
        except HubTrouble:
            self._page_bytes = max(LEAST_PAGE, self._page_bytes // 2)
            raise

    def _note(self, landed: Landed, tell: Tell, progress: Progress) -> None:
        held = self._round
        self._round = replace(held, received=held.received + len(landed.arrived), gone=(*held.gone, *landed.gone))
        tell(progress, landed)

    def _fill(self, tell: Tell, stopped: Stops) -> None:
        """Fetch the parts of first syncs; those that the hub has no more come in other parts, a few times."""
        for _ in range(TRIES):
            waiting = parts(self._bench.connection)
            total, done = sum(one.records for one in waiting), 0
            for part in waiting:
                let_go(stopped)
                body = self._part(part)
                if body is None:
                    self._landing.refetch(part)
                    self._pull(tell, stopped, None)
                    break
                for landed in self._landing.filled(part, body):
                    done += len(landed.rids)
                    self._note(landed, tell, Progress("filling", done, max(done, total)))

    def _part(self, part: Part) -> ChunkBody | None:
        """Fetch one part; None when the hub has it no more."""
        try:
            return self._hub.chunk(part.sha)
        except Refused as refused:
            if refused.refusal.err != "unknown":
                raise
            return None

    def _refused(self, refused: Refused, *, last: bool) -> None:
        if refused.refusal.order is not None:
            self._obey((refused.refusal.order,))
        if refused.refusal.err not in ("epoch", "gap") or last:
            raise said(self._bench, refused.refusal) from None
        self._resume()

    def _resume(self) -> None:
        """Agree with a hub that was restored: what it lost is sent again (sync 3.12, number 80)."""
        standing, tail = self._bench.standing(), read_tail(self._bench.connection)
        told = ResumeRequest(
            epoch=standing.epoch,
            dev=tail.dev,
            cursor=tail.cursor,
            acked=standing.acked,
            chain=to_text(tail.chain),
            last=tail.dseq,
        )
        answer = self._hub.resume(told)
        if answer.acked > tail.dseq:
            raise out(self._bench)
        try:
            self._landing.resumed(answer)
        except outgoing.Gap:
            self._landing.gather(answer)
            raise out(self._bench) from None

    def _obey(self, orders: Sequence[Order]) -> None:
        def tell_hub(counter: int) -> None:
            self._hub.pull(next_pull(self._bench, LEAST_PAGE).model_copy(update={"counter": counter}))

        obey(self._bench, orders, tell_hub)


def housekeeping(bench: Bench) -> leases.Lapsed:
    """Do what needs no hub, whether or not this laptop may speak with one."""
    return leases.keep_house(bench.vault, bench.writer, bench.now_ms)


def out(bench: Bench) -> MustEnrolAnew:
    """Note that this laptop must be enrolled anew, and return the error that says so."""
    bench.change_state("out")
    return MustEnrolAnew()


def said(bench: Bench, refusal: Refusal) -> LeadError:
    """Return the error that says why the hub refused."""
    if refusal.err == "fork":
        return out(bench)
    if refusal.err in ("revoked", "wiped"):
        return NoLongerAllowed()
    return MustUpdate() if refusal.err == "upgrade" else Refused(refusal)
