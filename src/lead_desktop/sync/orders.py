"""Signed orders of the hub, each carried out once: its counter only rises (sync 3.11, security 3.10)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from lead_desktop.errors import LeadError
from lead_desktop.store import purging
from lead_desktop.store.arriving import BadPage
from lead_desktop.store.standing import keep_standing, read_standing
from lead_desktop.sync.bench import Bench
from lead_desktop.sync.faults import WipeOrdered
from lead_desktop.wire import signing
from lead_desktop.wire.messages import Order


def obey(bench: Bench, orders: Sequence[Order], tell_hub: Callable[[int], object]) -> None:
    """Carry out orders. What is to be fetched anew is noted with the order's counter, and asked for until it came.

    tell_hub: called with the counter of an order to wipe, between the end of the keys and that of the files.
    Raises BadPage for an order that is not the hub's or not for this laptop, WipeOrdered.
    """
    for order in sorted(orders, key=lambda one: one.counter):
        device = bench.device()
        if order.counter <= bench.standing().counter:
            continue
        if not signing.holds(bytes.fromhex(device.hub_sign), order.sig, signing.order(device.uid, order)):
            raise BadPage(what="order")
        if order.kind == "wipe":
            _wipe(bench, lambda counter=order.counter: tell_hub(counter))  # type: ignore[misc]
        if order.kind == "drain":
            bench.change_state("draining")
        with bench.writer.receiving() as connection:
            if order.kind == "resync":
                purging.ask_anew(connection, order.scopes)
            keep_standing(connection, replace(read_standing(connection), counter=order.counter))


def _wipe(bench: Bench, tell_hub: Callable[[], object]) -> None:
    with suppress(LeadError):  # a full disk must not keep what was ordered to go
        bench.wipes.seal()
    bench.wipes.keys()
    with suppress(LeadError):  # a hub that cannot be told learns of it by the silence
        tell_hub()
    bench.wipes.files()
    raise WipeOrdered
