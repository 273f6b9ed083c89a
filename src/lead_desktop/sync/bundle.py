"""A round carried on a stick: the same requests and answers as over a network, in two sealed files (sync 3.15).

What is carried in twice, out of order, or after the network was back is an answer that was taken already: its
acknowledgements change nothing, and its page is older than where this laptop stands, so it is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lead_desktop.ids import new_id
from lead_desktop.store import purging
from lead_desktop.store.arriving import NotMyWork
from lead_desktop.store.landing import parts
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.outgoing import Gap
from lead_desktop.store.salvage import last_of, pushes_of
from lead_desktop.store.standing import keep_carried, read_carried
from lead_desktop.sync.asking import next_pull
from lead_desktop.sync.bench import Bench, Progress, Round, Tell
from lead_desktop.sync.engine import housekeeping, out, said
from lead_desktop.sync.faults import NotThisReply
from lead_desktop.sync.orders import obey
from lead_desktop.wire import bundle
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import PullRequest

PAGE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """A bundle for a stick: its bytes, and how many operations it carries."""

    data: bytes
    operations: int


def write(bench: Bench) -> Written:
    """Make a bundle of what waits to be sent and what is asked for; only the hub can open it. Raises MustEnrolAnew."""
    housekeeping(bench)
    device = bench.device()
    try:
        pushes = tuple(pushes_of(bench.connection, device))
    except Gap:
        raise out(bench) from None
    pull = next_pull(bench, PAGE)
    header = bundle.BundleHeader(
        kind="push", bundle=new_id(bench.clock), uid=device.uid, epoch=bench.standing().epoch,
        first=pushes[0].first if pushes else 0, last=last_of(pushes[-1]) if pushes else 0, at=bench.now_ms,
    )  # fmt: skip
    with bench.writer.receiving() as connection:
        keep_carried(connection, header.bundle, pull.model_dump_json())
    body = bundle.PushBundle(pushes=pushes, pull=pull)
    data = bundle.sealed(header, body, device.sign_key, bytes.fromhex(device.hub_seal))
    return Written(data, sum(len(one.ops) for one in pushes))


def read(bench: Bench, data: bytes, tell: Tell) -> Round:
    """Take the hub's answer from a file; returns what it brought.

    Raises NotThisReply for a file that is not the hub's answer to this laptop, and what the engine raises.
    """
    device = bench.device()
    try:
        header = bundle.header_of(data)
        if header.kind != "reply" or header.uid != device.uid:
            raise NotThisReply
        reply = bundle.opened(data, bundle.ReplyBundle, bytes.fromhex(device.hub_sign), device.seal_key)
    except MalformedMessage:
        raise NotThisReply from None
    landing, aside = bench.landing(), False
    for answer in reply.pushed:
        aside = landing.pushed(answer) or aside
    if reply.refusal is not None:
        if reply.refusal.order is not None:
            obey(bench, (reply.refusal.order,), lambda _counter: None)
        raise said(bench, reply.refusal)
    done = Round(sent=sum(len(one.results) for one in reply.pushed), aside=aside)
    asked = _asked(bench, reply.to)
    if asked is None or reply.pull is None:
        return done
    try:
        landed = landing.pulled(asked, reply.pull)
    except NotMyWork:
        raise out(bench) from None
    tell(Progress("receiving", 1, 1), landed)
    purging.finish(bench.vault, device)
    received = len(landed.arrived) + sum(_fill(bench, reply, tell))
    obey(bench, reply.pull.orders, lambda _counter: None)
    bench.keep(trouble="", success=bench.now_ms)
    return Round(done.sent, received, landed.gone, aside)


def _asked(bench: Bench, bundle_id: str) -> PullRequest | None:
    """Return what a bundle asked for, when this laptop still stands where it stood then."""
    held = read_carried(bench.connection)
    if held is None or held[0] != bundle_id or not held[1]:
        return None
    asked = PullRequest.model_validate_json(held[1])
    standing = bench.standing()
    same = (asked.cursor, asked.scur, asked.page, asked.epoch)
    now = (read_tail(bench.connection).cursor, standing.scur, standing.page, standing.epoch)
    return asked if same == now else None


def _fill(bench: Bench, reply: bundle.ReplyBundle, tell: Tell) -> Iterator[int]:
    for part in parts(bench.connection):
        body = reply.chunks.get(part.sha)
        if body is not None:
            for landed in bench.landing().filled(part, body):
                tell(Progress("filling", len(landed.rids), part.records), landed)
                yield len(landed.arrived)
