"""Rounds that are carried: sticks on their way to the hub and back, in any order, lost, late and more than once."""

from pathlib import Path

from lead_desktop.hub.authority import Authority
from lead_desktop.hub.carried import Carried
from lead_desktop.store.arriving import BadPage
from lead_desktop.sync import bundle
from lead_desktop.sync.faults import MustEnrolAnew, NoLongerAllowed, NotThisReply, WipeOrdered
from lead_desktop.wire.bundle import PushBundle, ReplyBundle, header_of, opened
from lead_desktop.wire.hub_api import Refused
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL
from tests.sync import invariants, lawful
from tests.sync.between import scopes_in
from tests.sync.consented import Consented
from tests.sync.desks import Desk
from tests.sync.faults import Died
from tests.sync.knowledge import Stick

HUB_KEYS = Authority(Path(), HUB_KEY, HUB_SEAL, "", "")


class Sticks(Consented):
    """A world in which somebody carries files between laptops and the hub."""

    def write_stick(self, desk: Desk) -> None:
        """Write a file for the hub; it may be carried there at once, later, twice or never."""
        self._tick()
        try:
            written = bundle.write(desk.side.bench)
        except Died:
            self._desk_died(desk)
            return
        except MustEnrolAnew:
            desk.out = True
            return
        finally:
            desk.fuse.arm(None)
        self.outward.append(Stick(desk.uid, written.data))
        self.tally["bundles written"] += 1

    def stick_arrives(self, number: int, at_hub: int | None = None) -> None:
        """Let one of the files that were written be taken in at the hub, whether it was before or not."""
        if not self.outward:
            return
        stick = self.outward[number % len(self.outward)]
        self._tick()
        self.hub.fuse.arm(at_hub)
        carried = Carried(self.hub.hub, self.hub.database, HUB_KEYS, self.clock)
        try:
            reply = carried.take_in(stick.data, "stick")
        except Died:
            self._hub_died()
            return
        except Refused as refused:
            invariants.must(refused.refusal.err == "unknown", "I4", refused.refusal)
            return
        finally:
            self.hub.fuse.arm(None)
            self._known = None
        self.tally["bundles taken in"] += 1
        self.homeward.append(Stick(stick.uid, reply))
        self._look_into(stick, reply)

    def stick_comes_home(self, desk: Desk, number: int) -> None:
        """Let a laptop read one of the hub's files: mostly its own, in any order; one for another changes nothing."""
        if not self.homeward:
            return
        own = [one for one in self.homeward if one.uid == desk.uid]
        some = own if own and number % 7 else self.homeward
        stick = some[number % len(some)]
        self._tick()
        died, before, known = False, set(desk.held()), desk.side.bench.standing().scur
        try:
            self._reads(desk, stick)
        except Died:
            died = True
            self._desk_died(desk)
        finally:
            desk.fuse.arm(None)
        if not desk.wiped:
            lawful.nothing_returns(self.hub.kept(), desk.dev, known, set(desk.held()) - before)
        self._after(desk, died=died)

    def _reads(self, desk: Desk, stick: Stick) -> None:
        try:
            bundle.read(desk.side.bench, stick.data, lambda _progress, _landed: None)
            desk.settled = True
            self.tally["bundles read"] += 1
        except NotThisReply:
            invariants.must(stick.uid != desk.uid, "I4", (desk.name, "does not know its own answer"))
        except (MustEnrolAnew, NoLongerAllowed):
            desk.out = True
        except WipeOrdered:
            desk.wiped = True
        except BadPage as bad:
            invariants.must(False, "I4", (desk.name, "cannot take its own answer", bad.args, vars(bad)))
        except Refused as refused:
            invariants.must(refused.refusal.err in ("epoch", "gap"), "I4", (desk.name, refused.refusal))

    def _look_into(self, stick: Stick, data: bytes) -> None:
        """See what the hub says in a file, as whoever it is for can open it (I8), and note what it has learnt."""
        desk = next((one for one in self.desks if one.uid == stick.uid), None)
        if desk is None or header_of(data).kind != "reply":
            return
        device = desk.side.bench.device()
        asked = opened(stick.data, PushBundle, device.sign_key.public_key().public_bytes_raw(), HUB_SEAL)
        reply = opened(data, ReplyBundle, HUB_KEY.public_key().public_bytes_raw(), device.seal_key)
        for push, _answer in zip(asked.pushes, reply.pushed, strict=False):
            self.knew.pushed(push)
        if reply.pull is None:
            return
        if asked.pull is not None:
            self.knew.pulled(asked.pull)
        inside = {scope for body in reply.chunks.values() for scope in scopes_in(body)}
        self._look(desk, reply.pull, set(scopes_in(reply.pull)) | inside)
