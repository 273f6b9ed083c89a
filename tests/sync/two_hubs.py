"""Two hub processes on one PostgreSQL, laptops over TLS, and somebody who kills the hubs (proof plan 4 and 6)."""

import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.clock import SystemClock
from lead_desktop.hub.authority import Authority, make_authority
from lead_desktop.store.standing import read_device
from lead_desktop.sync.transport import DeviceKey, HttpHub, HubPlace
from lead_desktop.wire.hub_api import HubTrouble, Refused
from tests.fakes.postgres import Server
from tests.sync.bad_wire import BadWire
from tests.sync.desks import Desk
from tests.sync.machine import FAST
from tests.sync.world import World

SEATS = (("a", "case_manager"), ("b", "supervisor"), ("c", "case_manager"))
_ROOT = Path(__file__).parents[2]


class Hubs:
    """Two processes; `kill` ends one as a power cut does, and starts another in its place."""

    def __init__(self, url: str, keys: Path, bug: str = "") -> None:
        self._given = (url, str(keys))
        self._bug = bug
        self.ports = [_free_port(), _free_port()]
        self._running = [self._start(port) for port in self.ports]

    def _start(self, port: int) -> "subprocess.Popen[bytes]":
        told = [sys.executable, "-m", "tests.sync.hub_process", *self._given, str(port), self._bug]
        return subprocess.Popen(told, cwd=_ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def listen(self) -> None:
        for port in self.ports:
            end = time.monotonic() + 60
            while time.monotonic() < end:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)

    def kill(self, which: int) -> None:
        self._running[which].kill()
        self._running[which].wait()
        self._running[which] = self._start(self.ports[which])

    def stop(self) -> None:
        for one in self._running:
            one.kill()
            one.wait()


class TwoDoors:
    """The hub as a laptop finds it behind a load balancer: now one process, now the other."""

    def __init__(self, desk: Desk, ports: Sequence[int], authority: Authority, dice: random.Random) -> None:
        device = read_device(desk.vault.reader)
        assert device is not None
        key = DeviceKey(desk.uid, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(device.sign)))
        answers = authority.answers.public_key().public_bytes_raw()
        places = [HubPlace(f"https://127.0.0.1:{port}", (authority.pin,), answers) for port in ports]
        self._doors = [HttpHub(place, key, SystemClock()) for place in places]
        self._dice = dice

    def __getattr__(self, name: str) -> Any:
        return getattr(self._dice.choice(self._doors), name)

    def close(self) -> None:
        for one in self._doors:
            one.close()


class Worker(threading.Thread):
    """Somebody who edits and syncs without a rest; `fault` is what broke it, if anything did."""

    def __init__(self, world: World, desk: Desk, doors: TwoDoors, dice: random.Random, stop: threading.Event) -> None:
        super().__init__()
        self._world, self._desk, self._doors, self._dice, self._stopped = world, desk, doors, dice, stop
        self.done: Counter[str] = Counter()
        self.fault: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._stopped.is_set():
                self._turn()
        except BaseException as fault:  # noqa: BLE001 - told by whoever waits for this thread
            self.fault = fault

    def _turn(self) -> None:
        if self._dice.random() < 0.1:
            self._world.create(self._desk, self._dice.randrange(5), self._dice.randrange(1000))
        for _ in range(self._dice.randrange(4)):
            self._world.edit(self._desk, self._dice.randrange(4), self._dice.randrange(1000))
        try:
            self._desk.sync(self._doors)
            self.done["rounds"] += 1
        except HubTrouble:
            self.done["rounds broken off"] += 1
        except Refused as refused:
            if refused.refusal.err not in ("away", "busy"):
                raise
            self.done["rounds broken off"] += 1


def knocked_about(server: Server, seconds: float, *, kills: bool = True, bug: str = "", seed: int = 1) -> Counter[str]:
    """Let laptops work for some seconds while hubs are killed, over wires that cut, delay and lead to sign-in pages.

    Then check the whole contract; returns counts. kills: whether anything bad happens, to hubs and on the wires.
    """
    folder = Path(tempfile.mkdtemp(prefix="lead-two-", dir=FAST if FAST.is_dir() else None))
    tally = Counter[str]()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        world = World(server, folder, Counter(), SEATS)
        stack.callback(world.close)
        for place in range(4):
            world.create(world.desks[0], place, place)
        for desk in world.desks:
            world.sync(desk)
        _clocks(world)
        authority = make_authority(folder / "keys", ["127.0.0.1"], SystemClock())
        hubs = Hubs(world.hub.url, folder / "keys", bug)
        stack.callback(hubs.stop)
        hubs.listen()
        _work(world, hubs, authority, (seconds, kills, seed), tally)
        _clocks(world)
        hub = world.come_to_rest()
        tally["ops"] = len(hub.ops)
        return tally


def _clocks(world: World) -> None:
    """Let the hub's clock in this process be that of its processes; a laptop's is days behind, another's days ahead."""
    now = SystemClock().now()
    world.clock.set_wall(now)
    for desk, days in zip(world.desks, (0, -5, 5), strict=True):
        desk.clock.set_wall(now + timedelta(days=days))


def _work(world: World, hubs: Hubs, authority: Authority, how: tuple[float, bool, int], tally: Counter[str]) -> None:
    seconds, kills, seed = how
    dice, stop = random.Random(seed), threading.Event()
    wires = [BadWire(port, random.Random(seed + port), tally) for port in hubs.ports] if kills else []
    ports = [one.port for one in wires] or hubs.ports
    doors = [TwoDoors(desk, ports, authority, random.Random(seed + desk.dev)) for desk in world.desks]
    people = [
        Worker(world, desk, door, random.Random(seed + 10 + desk.dev), stop)
        for desk, door in zip(world.desks, doors, strict=True)
    ]
    for one in people:
        one.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(min(3.0, max(0.0, end - time.monotonic())))
        if kills:
            hubs.kill(dice.randrange(2))
            tally["kills"] += 1
    stop.set()
    for one in people:
        one.join()
        tally.update(one.done)
    for end in (*doors, *wires):
        end.close()
    for one in people:
        if one.fault is not None:
            raise one.fault


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])
