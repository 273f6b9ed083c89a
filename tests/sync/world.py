"""Three laptops, a hub and what lies between them; every step ends with the checks of the contract."""

import hashlib
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.domain.permissions import side_of
from lead_desktop.errors import LeadError, NotFound
from lead_desktop.hub.joining import NewPerson
from lead_desktop.ids import scope_of
from lead_desktop.store.ledger import Tail, note_tail
from lead_desktop.store.standing import Device, Standing, keep_device, keep_standing
from lead_desktop.sync import joining
from lead_desktop.sync.engine import MustEnrolAnew, NoLongerAllowed
from lead_desktop.wire.hub_api import HubTrouble, Refused
from lead_desktop.wire.letters import to_bytes, to_text
from lead_desktop.wire.messages import EnrolAnswer, EnrolRequest
from tests.fakes.clock import StandingClock
from tests.fakes.desk_at import DeskAt
from tests.fakes.desks_meeting import HUB_KEY, laptop, opened
from tests.fakes.postgres import Server
from tests.sync import canary, invariants
from tests.sync.between import Between
from tests.sync.desks import Desk, Form
from tests.sync.faults import Died
from tests.sync.history import OUTBOX, Journal, Planted, renamed
from tests.sync.hub_side import HubSide, Kept
from tests.sync.kinds import BY_TYPE, CARE, KINDS, LAW, TYPES
from tests.sync.oracle import heads

SEATS = (("a", "case_manager"), ("b", "supervisor"), ("c", "officer"))


@dataclass(frozen=True)
class Door:
    """Where a laptop asks to join: an administrator is there and lets it in at once."""

    enrol: Callable[[EnrolRequest], EnrolAnswer]


class World:
    """See the module. `folder` is for vaults and copies of them."""

    def __init__(self, server: Server, folder: Path, tally: Counter[str], seats: Sequence[tuple[str, str]] = SEATS) -> None:
        self.folder, self.tally = folder, tally
        self.clock = StandingClock()
        self.hub = HubSide(server, self.clock)
        self.journals: dict[int, list[Journal]] = {}
        self.planted = Planted()
        self.excused: set[tuple[int, int]] = set()
        self.desks: list[Desk] = []
        self.ways: dict[str, Between] = {}
        self.retired: list[Desk] = []
        self._words = 0
        self._known: Kept | None = None
        self._roles_of_copy: dict[str, str] = {}
        self._made = 0
        for name, role in seats:
            self.add_desk(name, role)

    def add_desk(self, name: str, role: str) -> Desk:
        self._made += 1
        clock = StandingClock(self.clock.now())
        place = self.folder / f"{name}{self._made}"
        side = laptop(place, clock, 0, side_of(role), TYPES)
        key = Ed25519PrivateKey.generate()
        uid = str(uuid.uuid4())
        desk = Desk(name, place, clock, side, 0, uid, role, self.clock)
        desk.dev = self.hub.join(uid, side_of(role), key.public_key().public_bytes_raw(), self.person(desk))
        self._enrol(desk, key)
        self.journals[desk.dev] = [desk.journal]
        self.desks.append(desk)
        self._connect(desk)
        self.hub.forget_copy()
        return desk

    def _connect(self, desk: Desk) -> None:
        self._known = None
        way = DeskAt(self.hub.hub, desk.uid)
        self.ways[desk.name] = Between(way, self._hub_died, lambda answer, scopes: self._look(desk, answer, scopes))

    def _enrol(self, desk: Desk, key: Ed25519PrivateKey) -> None:
        seal = f"{ec.generate_private_key(ec.SECP384R1()).private_numbers().private_value:x}"
        hub_key = HUB_KEY.public_key().public_bytes_raw().hex()
        device = Device(desk.uid, key.private_bytes_raw().hex(), seal, hub_sign=hub_key, state="active")
        with desk.side.writer.receiving() as connection:
            keep_device(connection, device)
            keep_standing(connection, Standing(epoch=self.hub.hub.health().epoch))
            note_tail(connection, Tail(dev=desk.dev))

    def person(self, desk: Desk) -> NewPerson:
        person = desk.vault.person
        public = person.sign.public_key().public_bytes_raw()
        return NewPerson(person.user_id, "A worker", desk.role, side_of(desk.role), "Santa Fe Police", public, b"seal")

    def close(self) -> None:
        for desk in [*self.desks, *self.retired]:
            desk.close()
        self.hub.close()

    # the way there

    def _hub_died(self) -> None:
        self.tally["hub crashes"] += 1
        self.hub.died()
        self._at_hub()

    def _at_hub(self) -> None:
        self._known = None
        for desk in self.desks:
            self.ways[desk.name].desk_at = DeskAt(self.hub.hub, desk.uid)

    def _look(self, desk: Desk, answer: Any, scopes: set[str]) -> None:
        self.tally["answers"] += 1
        may = self.hub.may().get(desk.dev, set()) if scopes else set()
        invariants.must(scopes <= may, "I8", (desk.name, scopes - may))
        invariants.lawful(desk.role, scopes)

    # typing

    def word(self, scope: str) -> str:
        """Make up a word that stands nowhere else."""
        self._words += 1
        digest = hashlib.sha256(str(self._words).encode()).hexdigest()
        word = "".join(chr(ord("a") + int(one, 16)) for one in digest[:16])
        self.planted.words[word] = scope
        return word

    def create(self, desk: Desk, choice: int, number: int) -> None:
        kinds = LAW if desk.role == "officer" else CARE
        kind = kinds[choice % len(kinds)]
        people = [rid for rid, one in desk.standing() if one == KINDS[0].record.TYPE]
        if KINDS[kind].about_person and not people:
            kind = 0
        client = people[number % len(people)] if people and KINDS[kind].about_person else ""
        word = self.word("")
        rid = self._typed(desk, {}, lambda: desk.create(kind, client, KINDS[kind].change(number, word)))
        self.planted.words[word] = scope_of(client or rid or "", KINDS[kind].record.COMPARTMENT)

    def edit(self, desk: Desk, which: int, number: int) -> None:
        form = self.form(desk, which)
        if form is not None:
            self.save(desk, form, number)

    def form(self, desk: Desk, which: int, *, gone: bool = False) -> Form | None:
        there = desk.standing(gone=gone)
        return desk.open(*there[which % len(there)], gone=gone) if there else None

    def save(self, desk: Desk, form: Form, number: int) -> None:
        values = BY_TYPE[form.opened.record.TYPE].change(number, self.word(form.opened.scope))
        self._typed(desk, form.screen, lambda: desk.save(form, values))

    def batch(self, desk: Desk, picks: Sequence[tuple[int, int]]) -> None:
        there = desk.standing()
        changes = []
        for which, number in picks:
            if there:
                rid, kind = there[which % len(there)]
                word = self.word(desk.rows("SELECT scope FROM rec WHERE rid = ?", rid)[0][0])
                changes.append((rid, kind, BY_TYPE[kind].change(number, word)))
        self._typed(desk, {}, lambda: desk.batch(changes))

    def resolve(self, desk: Desk, which: int, number: int) -> None:
        """Answer a conflict: a form that shows both values, and one written down."""
        found = desk.rows("SELECT rid, type, fid FROM clash ORDER BY rid, fid")
        there = set(desk.standing())
        found = [one for one in found if (one[0], one[1]) in there]
        if found:
            rid, kind, _ = found[which % len(found)]
            self.tally["resolved"] += 1
            self.save(desk, desk.open(rid, kind), number)

    def remove(self, desk: Desk, which: int) -> None:
        form = self.form(desk, which)
        if form is not None:
            self._typed(desk, form.screen, lambda: desk.remove(form))

    def restore(self, desk: Desk, which: int) -> None:
        form = self.form(desk, which, gone=True)
        if form is not None:
            self._typed(desk, form.screen, lambda: desk.restore(form))

    def draft(self, desk: Desk, number: int) -> None:
        scopes = sorted(scope for scope, state in desk.held().items() if state == "complete")
        if scopes:
            scope = scopes[number % len(scopes)]
            word = self.word(scope)
            self._typed(desk, {}, lambda: desk.keep_draft(scope, word))

    def _typed(self, desk: Desk, screen: Any, act: Any) -> Any:
        self._tick()
        before = desk.journal.last
        try:
            return act()
        except Died:
            self.tally["desk crashes"] += 1
            desk.die(screen)
        except NotFound:
            self.tally["forms of what is gone"] += 1
        finally:
            desk.fuse.arm(None)
            self.tally["ops"] += desk.journal.last - before
        return None

    # meeting

    def meanwhile(self, desk: Desk, after: int, other: Desk, which: int, number: int) -> None:
        """Let somebody else change something and sync in the middle of a desk's next round."""

        def act() -> None:
            point, self.hub.fuse.chosen = self.hub.fuse.chosen, None
            self.edit(other, which, number)
            self.sync(other)
            self.hub.fuse.chosen = point

        if other is not desk and not other.out:
            self.ways[desk.name].meanwhile = (after, act)

    def sync(self, desk: Desk, faults: Sequence[int] = ()) -> None:
        """Do one round, whatever becomes of it; fuses may be armed."""
        self._tick()
        way = self.ways[desk.name]
        way.faults = list(faults)
        died = False
        try:
            desk.sync(way)
            desk.settled = True
        except Died:
            died = True
            self.tally["desk crashes"] += 1
            desk.die()
        except HubTrouble:
            self.tally["rounds broken off"] += 1
        except (MustEnrolAnew, NoLongerAllowed):
            desk.out = True
        except Refused as refused:
            invariants.must(refused.refusal.err == "away", "I4", (desk.name, refused.refusal))
        finally:
            desk.fuse.arm(None)
            self.hub.fuse.arm(None)
            way.faults, way.meanwhile = [], None
        self.tally["rounds"] += 1
        self._known = None
        self.check(desk)
        if not died:
            self.look_for_words(desk)

    def repeat(self, desk: Desk, number: int) -> None:
        try:
            self.ways[desk.name].repeat(number)
            self.tally["replays"] += 1
        except LeadError:
            self.tally["replays refused"] += 1
        self._known = None
        self.check(desk)

    def _tick(self) -> None:
        for clock in [self.clock, *(desk.clock for desk in self.desks)]:
            clock.advance(timedelta(seconds=1))

    def pass_time(self, span: timedelta) -> None:
        for clock in [self.clock, *(desk.clock for desk in self.desks)]:
            clock.advance(span)

    def change_role(self, desk: Desk, role: str) -> None:
        """An administrator changes what somebody may do; an empty role ends it."""
        for one in self.desks:
            if one.side.author.user == desk.side.author.user:
                one.role = role or one.role
        self.tally["role changes"] += 1
        self.hub.change_person(self.person(desk), works=bool(role))
        self._known = None

    # copies

    def copy_hub(self) -> None:
        self.hub.keep_copy()
        self._at_hub()
        self._roles_of_copy = {desk.side.author.user: desk.role for desk in self.desks}

    def restore_hub(self) -> None:
        if not self.hub.has_copy:
            return
        # What a laptop sent more than 30 days ago, or of scopes that were taken from it, it need not have any more.
        self.tally["hub restores"] += 1
        for desk in self.desks:
            sql = "SELECT dseq FROM sent_log WHERE dev = ? AND kind = ''"
            self.excused |= {(desk.dev, n) for (n,) in desk.rows(sql, desk.dev)}
            old = self.clock.now() - timedelta(days=30)
            self.excused |= {(desk.dev, n) for n, at in desk.journal.times.items() if at < old}
        self.hub.go_back()
        self._at_hub()
        for desk in self.desks:
            desk.settled, desk.role = False, self._roles_of_copy[desk.side.author.user]

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
        twin = Desk(f"{desk.name}+{self._made}", place, StandingClock(desk.clock.now()), opened(place, desk.clock, TYPES),
                    desk.dev, desk.uid, desk.role, self.clock)  # fmt: skip
        twin.side.clock = twin.clock
        self.tally["clones"] += 1
        twin.journal = desk.journal.part(desk.journal.bodies)
        twin.ever_held, twin.settled = set(desk.ever_held), desk.settled
        self.journals[desk.dev].append(twin.journal)
        self.desks.append(twin)
        self._connect(twin)

    def join_anew(self, desk: Desk) -> None:
        """Let a laptop that the hub does not recognise in again, with all its unsent work under new numbers."""
        self.tally["new incarnations"] += 1
        before = desk.rows(f"SELECT {OUTBOX} FROM outbox WHERE state <> 'acked' ORDER BY dseq")
        old, journal = desk.dev, desk.journal
        bench = desk.side.bench
        joining.begin(bench, "", "", "")
        joining.ask(bench, self._door(desk), joining.Person(desk.side.author.user, "A", desk.role, side_of(desk.role)))
        after = desk.rows(f"SELECT {OUTBOX} FROM outbox ORDER BY dseq")
        same = [(*one[1:8], *one[11:]) for one in before] == [(*one[1:8], *one[11:]) for one in after]
        invariants.must(same, "I1", (desk.name, "unsent work changed when it was numbered anew"))
        numbers = {(old, was[0]): (desk.dev, now[0]) for was, now in zip(before, after, strict=True)}
        desk.journal = Journal()
        for was, now in zip(before, after, strict=True):
            desk.journal.saved([now], renamed(journal.screens.get(was[0], {}), numbers), self.clock.now())
        kept = self.hub.kept()
        there = {n for n, body in journal.bodies.items() if body in (*kept.bodies.get((old, n), ()), kept.aside.get((old, n)))}
        journal.strike(was[0] for was in before if was[0] not in there)
        self.journals[desk.dev] = [desk.journal]
        desk.forms, desk.out, desk.copy, desk.settled = [], False, None, True
        self._connect(desk)

    def _door(self, desk: Desk) -> "Door":
        def enrol(request: EnrolRequest) -> EnrolAnswer:
            desk.uid, sign = request.uid, to_bytes(request.sign)
            desk.dev = self.hub.join(desk.uid, side_of(desk.role), sign, self.person(desk))
            self.hub.forget_copy()
            key = to_text(HUB_KEY.public_key().public_bytes_raw())
            epoch = self.hub.hub.health().epoch
            return EnrolAnswer(state="active", dev=desk.dev, fingerprint="", epoch=epoch, hub_sign=key,
                               hub_seal="", stream="main")  # fmt: skip

        return Door(enrol)

    # looking

    def check(self, desk: Desk | None = None) -> Kept:
        if self._known is None:
            self._known = self.hub.kept()
            invariants.at_every_moment(self._known)
            invariants.clamped(self._known, self.hub.now())
            invariants.humans(self._known, self.journals)
        hub = self._known
        for one in [desk] if desk else self.desks:
            invariants.no_residue(one)
            invariants.no_hole(one, hub)
            if not one.out:
                invariants.kept_on_disk(one, hub, self.excused)
        return hub

    def look_for_words(self, desk: Desk) -> None:
        """After a purge that is over nothing of the scope is readable in any file of the laptop."""
        if desk.rows("SELECT 1 FROM receipt WHERE sig IS NULL"):
            return
        still = {scope for scope, state in desk.held().items() if state != "lapsed"} | {scope for (scope,) in desk.rows("SELECT scope FROM outbox")}
        gone = {word for word, scope in self.planted.words.items() if scope in desk.ever_held - still}
        if gone:
            self.tally["scans"] += 1
        found = canary.found(desk.folder, desk.vault.bundle.data_key, {word[4:] for word in gone})
        invariants.must(not found, "I5", (desk.name, "words of a purged scope", found))

    def come_to_rest(self) -> Kept:
        """Let everybody meet the hub without faults until nobody has anything new, then check the whole contract."""
        before: object = None
        for _ in range(8):
            for desk in self.desks:
                if desk.out:
                    self.join_anew(desk)
                self.sync(desk)
            waits = [desk.rows("SELECT count(*) FROM outbox UNION ALL SELECT count(*) FROM receipt") for desk in self.desks]
            now = (self.hub.rows("SELECT seq FROM sync_head"), waits)
            if now == before:
                break
            before = now
        hub = self.check()
        invariants.durable(hub, self.journals, self.excused)
        for desk in self.desks:
            invariants.must(not desk.out, "I4", (desk.name, "is not recognised by the hub"))
            invariants.drained(desk)
            invariants.attested(desk, hub)
            invariants.entitled(desk, hub)
            invariants.converged(desk, hub)
        self.tally["conflicts"] += sum(len({k.value for k in held.values()}) > 1 for held in heads(hub.ops).values())
        return hub
