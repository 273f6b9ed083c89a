"""The hub's door as a simulated laptop finds it: the core, with the orders and last words that stand before it."""

from lead_desktop.hub import orders
from lead_desktop.hub.admitting import move
from lead_desktop.hub.devices import Device
from lead_desktop.hub.hub import Hub
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import PullAnswer, PullRequest, Refusal
from tests.fakes.desk_at import DeskAt


class Doorway(DeskAt):
    """A hub and the id of one device; `ordered`: the numbers of the devices that were ever ordered anything."""

    def __init__(self, hub: Hub, uid: str, ordered: set[int]) -> None:
        super().__init__(hub, uid)
        self._ordered = ordered

    def pull(self, request: PullRequest) -> PullAnswer:
        caller = self._caller(request.counter)
        answer = super().pull(request)
        if caller.dev not in self._ordered:
            return answer
        with self._hub.database.owning() as connection:
            ordered = orders.waiting(connection, caller.dev, request.counter)
        return answer.model_copy(update={"orders": ordered})

    def _caller(self, counter: int = 0) -> Device:
        caller = super()._caller()
        if caller.state in ("revoked", "wiped"):
            raise Refused(self._last_words(caller, counter))
        return caller

    def _last_words(self, caller: Device, counter: int) -> Refusal:
        with self._hub.database.owning() as connection:
            order = orders.wipe_of(connection, caller.dev)
            if order is not None and caller.state == "revoked" and counter >= order.counter:
                move(connection, caller.dev, "wiped", self._hub.clock)
        return Refusal(err="revoked", order=order)
