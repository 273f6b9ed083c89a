"""Laptops that are enrolled at a hub and reach it over TLS; every byte of their connections is counted."""

import socket
import struct

import httpx

from lead_desktop.casework.desk import TYPES, Desk
from lead_desktop.clock import Clock, SystemClock
from lead_desktop.store.wiping import Wiping
from lead_desktop.sync import joining
from lead_desktop.sync.bench import Bench, Round, Tell
from lead_desktop.sync.engine import Engine
from lead_desktop.sync.transport import DeviceKey, HttpHub, HubPlace
from tests.bench.sync_place import BenchHub
from tests.fakes.open_door import OpenDoor

_ACKED, _RECEIVED, _INFO = 120, 128, 192
"""Where Linux tells in TCP_INFO how many bytes went out and came in, and how much of it is asked for."""


class CountedHub(HttpHub):
    """The hub over HTTPS; `asked` requests took `up` bytes to it and `down` bytes back, headers and TLS included."""

    def __init__(self, place: HubPlace, device: DeviceKey, clock: Clock) -> None:
        """Count from zero."""
        super().__init__(place, device, clock)
        self.asked = 0
        self._told: dict[object, tuple[int, int]] = {}

    @property
    def up(self) -> int:
        """Return the bytes that went out over every connection so far."""
        return sum(one for one, _ in self._told.values())

    @property
    def down(self) -> int:
        """Return the bytes that came in."""
        return sum(one for _, one in self._told.values())

    def _heard(self, response: httpx.Response, asked: str) -> object:
        wire = response.extensions["network_stream"].get_extra_info("socket")
        ends = wire.getsockname()
        heard = super()._heard(response, asked)
        told = wire.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO)
        up, down = (struct.unpack_from("=Q", told, at)[0] for at in (_ACKED, _RECEIVED))
        self._told[ends] = (up, down)
        self.asked += 1
        return heard


class FarLaptop:
    """A desk, and its way to the hub over one connection that stays open."""

    def __init__(self, desk: Desk, place: BenchHub) -> None:
        """Enrol the desk; nobody has to confirm it."""
        self.desk, self._place = desk, place
        self.bench = Bench(desk.vault, desk.writer, desk.clock, TYPES, desk.author, Wiping(desk.vault))
        begun = joining.begin(self.bench, place.url, place.keys.pin, "CODE")
        door = OpenDoor(place.hub, begun.uid, desk.clock, "", place.keys)
        who = joining.Person(desk.worker.id, desk.worker.name, desk.worker.role, desk.worker.side)
        self.device = joining.ask(self.bench, door, who)
        self.near = door
        self.hub = self.connect()

    def connect(self) -> CountedHub:
        """Return a new way to the hub."""
        device = self.device
        place = HubPlace(device.url, (device.pin,), bytes.fromhex(device.hub_sign))
        return CountedHub(place, DeviceKey(device.uid, device.sign_key), SystemClock())

    def sync(self, tell: Tell = lambda _progress, _landed: None) -> Round:
        """Do a round over the network."""
        return Engine(self.hub, self.bench).round(tell, lambda: False)

    def sync_near(self) -> Round:
        """Do a round past the network, for what is not measured."""
        return Engine(self.near, self.bench).round(lambda _progress, _landed: None, lambda: False)

    def rest(self) -> None:
        """Say that the weekly comparison was done, so that no round that is measured has it in it."""
        self.bench.keep(checked=self.bench.now_ms)

    def traffic(self) -> tuple[int, int, int]:
        """Return requests, bytes up and bytes down so far."""
        return self.hub.asked, self.hub.up, self.hub.down

    def close(self) -> None:
        """Close both."""
        self.hub.close()
        self.desk.close()
