"""Copies of disks and of the hub's database in a simulated world: put back, cloned, and what follows from it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from lead_desktop.domain.permissions import side_of
from lead_desktop.sync import joining
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.letters import to_bytes, to_text
from tests.fakes.clock import StandingClock
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL, opened
from tests.fakes.hub_door import point
from tests.sync import invariants
from tests.sync.desks import Desk
from tests.sync.history import OUTBOX, Journal, renamed
from tests.sync.kinds import TYPES
from tests.sync.typists import Typists


@dataclass(frozen=True)
class Door:
    """Where a laptop asks to join: an administrator is there and lets it in at once."""

    enrol: Callable[[EnrolRequest], EnrolAnswer]


class Copies(Typists):
    """A world in which disks are copied."""

    def copy_hub(self) -> None:
        self.hub.keep_copy()
        self._at_hub()
        self._roles_of_copy = {desk.side.author.user: desk.role for desk in self.desks}

    def restore_hub(self) -> None:
        if not self.hub.has_copy:
            return
        # What a laptop sent more than 30 days ago, or of scopes that were taken from it, it need not have any more.
        self.tally["hub restores"] += 1
        self.restored = True
        for desk in self.desks:
            self._excuse(desk)
            old = self.clock.now() - timedelta(days=30)
            self.excused |= {(desk.dev, n) for n, at in desk.journal.times.items() if at < old}
        self.hub.go_back()
        self.knew.forget()
        self._at_hub()
        there = self.at_hub()
        for dev, several in self.journals.items():
            for journal in several:
                if not any(desk.journal is journal for desk in self.desks):  # its disk is gone as well
                    journal.strike(n for n in list(journal.bodies) if (dev, n) not in there)
        for desk in self.desks:
            desk.settled, desk.role = False, self._roles_of_copy[desk.side.author.user]

    def _excuse(self, desk: Desk) -> None:
        """A hub that was put back has lost what a purge took from the laptop as well: nobody has that any more."""
        if self.restored:
            sql = "SELECT dseq FROM sent_log WHERE dev = ? AND kind = ''"
            self.excused |= {(desk.dev, n) for (n,) in desk.rows(sql, desk.dev)}

    def restore_laptop(self, desk: Desk) -> None:
        """Put a laptop's disk back; what it had saved since and not sent is gone with it, what it sent is not."""
        if desk.copy is None:
            return
        self.tally["laptop restores"] += 1
        known = {n for dev, n in self.at_hub() if dev == desk.dev}
        sent = desk.journal.part(known)
        last = desk.go_back()
        self.journals[desk.dev].append(sent.part(n for n in sent.bodies if n > last))

    def at_hub(self) -> set[tuple[int, int]]:
        kept = self.hub.kept()
        return {*kept.bodies, *kept.aside}

    def clone(self, desk: Desk) -> None:
        """Let a copy of a laptop's disk go to work beside it, in place of another laptop that is laid aside."""
        place = self.folder / f"clone{self._made}"
        self._made += 1
        desk.reopen()
        desk.vault.close()
        shutil.copytree(desk.folder, place, ignore=shutil.ignore_patterns("ballast.bin"))
        desk.come_back({})
        clock = StandingClock(desk.clock.now())
        name, side = f"{desk.name}+{self._made}", opened(place, clock, TYPES)
        twin = Desk(name, place, clock, side, desk.dev, desk.uid, desk.role, self.clock)
        self.tally["clones"] += 1
        twin.journal = desk.journal.part(desk.journal.bodies)
        twin.ever_held, twin.settled = set(desk.ever_held), desk.settled
        self.journals[desk.dev].append(twin.journal)
        self.desks.append(twin)
        self._connect(twin)

    def join_anew(self, desk: Desk) -> None:
        """Let a laptop that the hub does not recognise in again, with all its unsent work under new numbers."""
        self.tally["new incarnations"] += 1
        self._excuse(desk)
        before = desk.rows(f"SELECT {OUTBOX} FROM outbox WHERE state = 'pending' ORDER BY dseq")
        old, journal = desk.dev, desk.journal
        bench = desk.side.bench
        joining.begin(bench, "", "", "")
        joining.ask(bench, self._door(desk), joining.Person(desk.side.author.user, "A", desk.role, side_of(desk.role)))
        after = desk.rows(f"SELECT {OUTBOX} FROM outbox WHERE dseq > 0 ORDER BY dseq")
        same = [(*one[1:8], *one[11:]) for one in before] == [(*one[1:8], *one[11:]) for one in after]
        invariants.must(same, "I1", (desk.name, "unsent work changed when it was numbered anew"))
        numbers = {(old, was[0]): (desk.dev, now[0]) for was, now in zip(before, after, strict=True)}
        desk.journal = Journal()
        for was, now in zip(before, after, strict=True):
            desk.journal.saved([now], renamed(journal.screens.get(was[0], {}), numbers), self.clock.now())
        kept = self.hub.kept()
        there = {n for n, body in journal.bodies.items() if body in kept.said(old, n)}
        journal.strike(was[0] for was in before if was[0] not in there)
        self.journals[desk.dev] = [desk.journal]
        desk.forms, desk.out, desk.copy, desk.settled = [], False, None, True
        self._connect(desk)

    def _door(self, desk: Desk) -> "Door":
        def enrol(request: EnrolRequest) -> EnrolAnswer:
            desk.uid, sign = request.uid, to_bytes(request.sign)
            desk.dev = self.hub.join(desk.uid, (side_of(desk.role), sign, to_bytes(request.seal)), self.person(desk))
            self.hub.forget_copy()
            key, seal = to_text(HUB_KEY.public_key().public_bytes_raw()), to_text(point(HUB_SEAL))
            epoch = self.hub.hub.health("").epoch
            return EnrolAnswer(state="active", dev=desk.dev, fingerprint="", epoch=epoch, hub_sign=key,
                               hub_seal=seal, stream="main")  # fmt: skip

        return Door(enrol)
