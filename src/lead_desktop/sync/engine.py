"""One round with the hub: send what waits, then fetch what changed, in pages of which each is kept (sync 3.6, 3.7).

Knows no screen and no network: the hub is whatever implements HubApi. A round may break off anywhere; the next one
goes on from the last page that came to rest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from lead_desktop.clock import Clock, utc_ms
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.store import outgoing, purging
from lead_desktop.store.arriving import BadPage, HubWentBack
from lead_desktop.store.faults import Stopped
from lead_desktop.store.landing import MOST_SCOPES, Landed, Landing, Part, complete_untold, parts
from lead_desktop.store.ledger import Author, read_tail
from lead_desktop.store.numbers import left
from lead_desktop.store.schema import VERSION
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing, read_device, read_standing
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Types, Writer
from lead_desktop.wire import signing
from lead_desktop.wire.hub_api import HubApi, HubTrouble, Refused
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import Order, PullRequest, PushRequest, ResumeRequest, Signed

FIRST_PAGE = 64 * 1024
MOST_PAGE = 2 * 1024 * 1024
LEAST_PAGE = 16 * 1024
QUICK_MS = 2000
"""A page that took less may be twice as large next time (sync 3.6)."""
CHECK_EVERY_MS = 7 * 24 * 60 * 60 * 1000
"""How often the scopes are compared with the hub's (sync 3.10)."""
MOST_RESUMES = 3


class NotEnrolled(LeadError):
    """This laptop has no hub, or not yet."""

    code = "not_enrolled"
    message = N_("This laptop is not connected to a hub yet.")


class MustEnrolAnew(LeadError):
    """The hub knows operations under this device's number that are not those here: a copy, or an old backup."""

    code = "must_enrol_anew"
    message = N_(
        "The hub does not recognise this laptop's count of changes, as happens after a restored backup. Your work is "
        "safe here. Ask your administrator for a new enrolment code."
    )


class NoLongerAllowed(LeadError):
    """The hub refuses this device for good."""

    code = "no_longer_allowed"
    message = N_("This laptop is no longer allowed to connect to the hub. Ask your administrator.")


class MustUpdate(LeadError):
    """The hub hands nothing to a program this old; what was typed here was sent."""

    code = "must_update"
    message = N_("This program is too old to receive from the hub. What you entered was sent. Please update.")


class WipeOrdered(LeadError):
    """A signed order of the hub was carried out."""

    code = "wiped"
    message = N_("Your administrator had the data on this laptop removed.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: `sending`, `receiving` or `filling`; `total` may grow while it goes on."""

    stage: str
    done: int
    total: int


Tell = Callable[[Progress, Landed], object]
Stops = Callable[[], bool]


class Wipes(Protocol):
    """What destroys a vault: keys, then files."""

    def keys(self) -> None:
        """Destroy what opens the vault."""

    def files(self) -> None:
        """Remove the files."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a round works with."""

    vault: Vault
    writer: Writer
    clock: Clock
    types: Types
    author: Author
    wipes: Wipes
    lease: purging.LeaseRule = field(default_factory=purging.LeaseRule)


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did."""

    sent: int = 0
    received: int = 0
    gone: tuple[str, ...] = ()
    aside: bool = False


class Engine:
    """Speaks with one hub for one vault; for one thread at a time."""

    def __init__(self, hub: HubApi, bench: Bench) -> None:
        """Prepare; nothing is sent yet."""
        self._hub, self._bench = hub, bench
        self._landing = Landing(bench.writer, bench.clock, bench.types, bench.author)
        self._page_bytes = FIRST_PAGE
        self._round = Round()
        self._total = 0

    def round(self, tell: Tell, stopped: Stops) -> Round:
        """Do one round; returns what it did. Raises HubTrouble, Stopped and the errors of this module.

        Whatever is raised, what came to rest before stays, and `trouble` of the standing says what it was.
        """
        self._round = Round()
        try:
            self._rounds(tell, stopped)
        except Stopped:
            raise
        except LeadError as error:
            if not isinstance(error, WipeOrdered):
                self._keep(trouble=error.code)
            raise
        self._keep(trouble="", success=utc_ms(self._bench.clock.now()))
        return self._round

    def housekeeping(self) -> purging.Lapsed:
        """Do what needs no hub: end what a purge left open, hide and remove scopes whose lease is over."""
        device, standing = self._device(), self._standing()
        with self._bench.writer.receiving() as connection:
            now = max(utc_ms(self._bench.clock.now()), standing.hub_now)
            lapsed = purging.lapse(connection, self._bench.lease, standing.contact or now, now)
        if lapsed.purged:
            purging.scrub(self._bench.vault.writer)
        purging.finish(self._bench.vault.writer, device)
        return lapsed

    def _rounds(self, tell: Tell, stopped: Stops) -> None:
        self.housekeeping()
        for left_over in reversed(range(MOST_RESUMES)):
            try:
                self._once(tell, stopped)
            except HubWentBack:
                self._resume()
            except Refused as refused:
                self._refused(refused, last=not left_over)
            else:
                return
        raise BadPage(what="epoch")

    def _once(self, tell: Tell, stopped: Stops) -> None:
        self._push(tell, stopped)
        if self._device().state == "draining":
            return
        self._pull(tell, stopped, self._due_digest())
        self._fill(tell, stopped)
        if self._has_news():
            self._pull(tell, stopped, None)

    # --- sending ---

    def _push(self, tell: Tell, stopped: Stops) -> None:
        writer = self._bench.vault.writer
        total = outgoing.waiting(writer)
        done = 0
        while (request := self._next_push()) is not None:
            _let_go(stopped)
            answer = self._hub.push(request)
            last = request.first + len(request.ops) - 1
            if answer.acked > max(last, read_tail(writer).dseq):
                raise self._out()
            aside = self._landing.pushed(answer)
            done += len(request.ops)
            self._round = replace(
                self._round, sent=self._round.sent + len(request.ops), aside=self._round.aside or aside
            )
            tell(Progress("sending", done, max(done, total)), Landed())

    def _next_push(self) -> PushRequest | None:
        device, epoch = self._device(), self._standing().epoch
        connection = self._bench.vault.writer
        try:
            batch = outgoing.next_batch(connection)
        except outgoing.Gap:
            raise self._out() from None
        if batch is None:
            return None
        dev = read_tail(connection).dev
        said = signing.batch(epoch, dev, batch.first, batch.last, batch.after)
        return PushRequest(
            epoch=epoch, dev=dev, first=batch.first, prev_chain=to_text(batch.before), ops=batch.ops,
            people=tuple(Signed(t=t, sig=to_text(sig)) for t, sig in batch.people),
            sig=to_text(device.sign_key.sign(said)),
        )  # fmt: skip

    # --- receiving ---

    def _pull(self, tell: Tell, stopped: Stops, digest: Mapping[str, str] | None) -> None:
        more, start = True, self.cursor
        while more:
            _let_go(stopped)
            request = self.next_pull(digest)
            before = self._bench.clock.boot_ms()
            answer = self._ask(request)
            landed = self._landing.pulled(request, answer)
            purging.finish(self._bench.vault.writer, self._device())
            self._fit_page(self._bench.clock.boot_ms() - before)
            self._note(landed, tell, Progress("receiving", answer.to - start, max(answer.head, answer.to) - start))
            more, digest = landed.more, None
            again = self._obey(answer.orders)
            if again:
                more, digest = True, again

    def next_pull(self, digest: Mapping[str, str] | None = None) -> PullRequest:
        """Return the request for the next page."""
        connection, standing = self._bench.vault.writer, self._standing()
        tail = read_tail(connection)
        return PullRequest(
            epoch=standing.epoch, dev=tail.dev, cursor=tail.cursor, scur=standing.scur, page=standing.page, sv=VERSION,
            max_bytes=self._page_bytes, receipts=purging.receipts(connection), filled=complete_untold(connection),
            numbers_left=left(connection), counter=standing.counter, digest=dict(digest) if digest else None,
        )  # fmt: skip

    @property
    def cursor(self) -> int:
        """The hub sequence up to which this device has what it may have."""
        return read_tail(self._bench.vault.writer).cursor

    def _ask(self, request: PullRequest):  # type: ignore[no-untyped-def]  # noqa: ANN202
        try:
            return self._hub.pull(request)
        except HubTrouble:
            self._page_bytes = max(LEAST_PAGE, self._page_bytes // 2)
            raise

    def _fit_page(self, took_ms: int) -> None:
        if took_ms < QUICK_MS:
            self._page_bytes = min(MOST_PAGE, self._page_bytes * 2)

    def _note(self, landed: Landed, tell: Tell, progress: Progress) -> None:
        held = self._round
        self._round = replace(held, received=held.received + len(landed.rids), gone=(*held.gone, *landed.gone))
        tell(progress, landed)

    def _fill(self, tell: Tell, stopped: Stops) -> None:
        """Fetch the parts of first syncs; those that the hub has no more come in other parts, a few times."""
        for _ in range(MOST_RESUMES):
            waiting = parts(self._bench.vault.writer)
            total, done = sum(one.records for one in waiting), 0
            for part in waiting:
                _let_go(stopped)
                for landed in self._part(part):
                    done += len(landed.rids)
                    self._note(landed, tell, Progress("filling", done, max(done, total)))

    def _part(self, part: Part) -> Iterator[Landed]:
        try:
            body = self._hub.chunk(part.sha)
        except Refused as refused:
            if refused.refusal.err != "unknown":
                raise
            again = self._landing.refetch(part)
            for scopes in _slices(again):
                request = self.next_pull(dict.fromkeys(scopes, ""))
                yield self._landing.pulled(request, self._ask(request))
            return
        yield from self._landing.filled(part, body)

    def _has_news(self) -> bool:
        """Tell whether the hub should hear at once of a purge that is done or a first sync that is complete."""
        connection = self._bench.vault.writer
        return bool(purging.receipts(connection) or complete_untold(connection) or parts(connection))

    def _due_digest(self) -> Mapping[str, str] | None:
        """Return what the weekly comparison of scopes needs, when it is due and everything else is at rest."""
        connection, standing = self._bench.vault.writer, self._standing()
        now = utc_ms(self._bench.clock.now())
        if standing.left or parts(connection) or now - standing.checked < CHECK_EVERY_MS or not standing.contact:
            return None
        held = connection.execute("SELECT scope FROM held WHERE state = 'complete' ORDER BY scope").fetchall()
        scopes = [scope for (scope,) in held][:MOST_SCOPES]
        self._keep(checked=now)
        return purging.digests(connection, scopes) or None

    # --- when something is amiss ---

    def _refused(self, refused: Refused, *, last: bool) -> None:
        refusal = refused.refusal
        if refusal.order is not None:
            self._obey((refusal.order,))
        if refusal.err in ("epoch", "gap") and not last:
            self._resume()
        elif refusal.err == "fork":
            raise self._out() from None
        elif refusal.err in ("revoked", "wiped"):
            raise NoLongerAllowed from None
        elif refusal.err == "upgrade":
            raise MustUpdate from None
        else:
            raise refused

    def _resume(self) -> None:
        """Agree with a hub that was restored: what it lost is sent again (sync 3.12, number 80)."""
        standing, tail = self._standing(), read_tail(self._bench.vault.writer)
        answer = self._hub.resume(
            ResumeRequest(
                epoch=standing.epoch, dev=tail.dev, cursor=tail.cursor, acked=standing.acked, chain=to_text(tail.chain)
            )
        )
        if answer.acked > tail.dseq:
            raise self._out()
        try:
            self._landing.resumed(answer)
        except outgoing.Gap:
            raise self._out() from None

    def _out(self) -> MustEnrolAnew:
        with self._bench.writer.receiving() as connection:
            keep_device(connection, replace(self._device(), state="out"))
        return MustEnrolAnew()

    def _obey(self, orders: Sequence[Order]) -> Mapping[str, str] | None:
        """Carry out signed orders of the hub, each once; return the scopes that are to be fetched anew."""
        again: dict[str, str] = {}
        for order in sorted(orders, key=lambda one: one.counter):
            device = self._device()
            if order.counter <= self._standing().counter:
                continue
            if not signing.holds(bytes.fromhex(device.hub_sign), order.sig, signing.order(device.uid, order)):
                raise BadPage(what="order")
            if order.kind == "wipe":
                self._wipe(order)
            if order.kind == "drain":
                with self._bench.writer.receiving() as connection:
                    keep_device(connection, replace(device, state="draining"))
            if order.kind == "resync":
                again |= dict.fromkeys(order.scopes or self._held(), "")
            self._keep(counter=order.counter)
        return again or None

    def _wipe(self, order: Order) -> None:
        """Destroy the keys, tell the hub while this process still can, then remove the files."""
        self._bench.wipes.keys()
        with suppress(LeadError):  # a hub that cannot be told learns of it by the silence
            self._hub.pull(self.next_pull().model_copy(update={"counter": order.counter}))
        self._bench.wipes.files()
        raise WipeOrdered

    def _held(self) -> list[str]:
        rows = self._bench.vault.writer.execute("SELECT scope FROM held ORDER BY scope LIMIT ?", (MOST_SCOPES,))
        return [scope for (scope,) in rows.fetchall()]

    def _device(self) -> Device:
        device = read_device(self._bench.vault.writer)
        if device is None or device.state == "pending":
            raise NotEnrolled
        if device.state == "out":
            raise MustEnrolAnew
        return device

    def _standing(self) -> Standing:
        return read_standing(self._bench.vault.writer)

    def _keep(self, **changed: object) -> None:
        with self._bench.writer.receiving() as connection:
            keep_standing(connection, replace(read_standing(connection), **changed))  # type: ignore[arg-type]


def _let_go(stopped: Stops) -> None:
    if stopped():
        raise Stopped


def _slices(scopes: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(scopes), MOST_SCOPES):
        yield scopes[start : start + MOST_SCOPES]
