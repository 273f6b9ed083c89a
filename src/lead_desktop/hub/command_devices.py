"""Commands about laptops: what they are, and what is ordered to them."""

import os
from argparse import Namespace

from lead_desktop.hub import admitting, orders
from lead_desktop.hub.admitting import listed, move
from lead_desktop.hub.carried import LATE, Carried
from lead_desktop.hub.console import Console, moment
from lead_desktop.hub.enrolment import pending
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.orders import NeedsSecond, Orders
from lead_desktop.hub.people import ADMINISTRATOR, Member, find_member, is_approved_by
from lead_desktop.hub.place import Opened
from lead_desktop.wire.bundle import MAX_BUNDLE


def devices(hub: Opened, _options: Namespace, console: Console) -> int:
    """List the laptops, and how many wait to come in."""
    with hub.database.owning() as connection:
        found, waiting = listed(connection), len(pending(connection))
    for one in found:
        people = ", ".join(one.people)
        left = f"  {one.unattested} scopes not yet said to be removed" if one.unattested else ""
        console.say(f"{one.dev:>4}  {one.state:<10} {one.side:<10} seen {moment(one.seen):<17} {people}{left}")
    console.say(f"{len(found)} laptops, {waiting} waiting to be let in (lead-hub confirm).")
    return 0


def revoke(hub: Opened, options: Namespace, console: Console) -> int:
    """Stop a laptop: whatever it asks is refused from now on."""
    with hub.database.owning() as connection:
        move(connection, options.device, "revoked", hub.clock)
    console.say(
        f"Laptop {options.device} is not let in any more. What it holds stays encrypted on it;",
        f"`lead-hub wipe {options.device}` orders it to destroy that when it next calls.",
    )
    return 0


def drain(hub: Opened, options: Namespace, console: Console) -> int:
    """Retire a laptop: it hands in what it has, all of it for review, and gets nothing more."""
    with hub.database.owning() as connection:
        move(connection, options.device, "draining", hub.clock)
        Orders(hub.authority.answers, hub.clock).give(connection, options.device, "drain")
    console.say(
        f"Laptop {options.device} may hand its work in and gets nothing more. All of it waits for you:",
        "`lead-hub quarantine` lists it, `--accept` lets it in, `--refuse` closes it. Then: lead-hub revoke.",
    )
    return 0


def readmit(hub: Opened, options: Namespace, console: Console) -> int:
    """Let a laptop go on that was stopped because two seemed to be one."""
    with hub.database.owning() as connection:
        state = admitting.readmit(connection, options.device, hub.clock)
    rest = " It is still being retired." if state == "draining" else ""
    console.say(f"Laptop {options.device} may go on.{rest} Be sure that no copy of it is in use.")
    return 0


def resync(hub: Opened, options: Namespace, console: Console) -> int:
    """Order a laptop to fetch anew whatever it holds, when somebody doubts that it is right."""
    with hub.database.owning() as connection:
        Orders(hub.authority.answers, hub.clock).resync(connection, options.device)
    console.say(f"Laptop {options.device} fetches anew whatever it holds when it next calls.")
    return 0


def wipe(hub: Opened, options: Namespace, console: Console) -> int:
    """Order wipes; more than three within a day are asked for by one administrator and approved by another."""
    if options.withdraw:
        with hub.database.owning() as connection:
            was_there = orders.withdraw_wipe(connection, options.withdraw, hub.clock)
        console.say("Withdrawn." if was_there else "There is no such request that could still be withdrawn.")
        return 0 if was_there else 1
    if options.approve:
        return _approve(hub, options, console)
    if not options.devices:
        console.say("Say which laptops: lead-hub wipe DEVICE ...")
        return 1
    return _order(hub, options, console)


def bundle(hub: Opened, options: Namespace, console: Console) -> int:
    """Take in what came on a stick, and write the answer for the way back."""
    if options.file.stat().st_size > MAX_BUNDLE or options.answer.exists():
        console.say("The file is too large, or there is a file where the answer would go.")
        return 1
    carried = Carried(Hub(hub.database, hub.clock), hub.database, hub.authority, hub.clock)
    answer = carried.take_in(options.file.read_bytes(), LATE if options.late else "stick")
    with os.fdopen(os.open(options.answer, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(answer)
    console.say(f"Taken in. Carry {options.answer} back to that laptop.")
    return 0


def _order(hub: Opened, options: Namespace, console: Console) -> int:
    chosen = sorted(set(options.devices))
    with hub.database.owning() as connection:
        many = orders.needs_second(connection, chosen, hub.clock)
    by = _administrator(hub, options.by, console) if many else None
    if by is None and not console.agreed(f"Destroy what laptops {', '.join(map(str, chosen))} hold?"):
        return 1
    with hub.database.owning() as connection:
        if by is not None:
            number = orders.ask_wipe(connection, chosen, by, hub.clock)
            console.say(
                "More than three laptops within a day: another administrator must approve, and a day must pass.",
                f"lead-hub wipe --approve {number} --by NAME",
            )
            return 0
        Orders(hub.authority.answers, hub.clock).wipe(connection, chosen)
    console.say("Ordered. Each laptop gets the order when it next calls; `lead-hub devices` says which have done it.")
    return 0


def _approve(hub: Opened, options: Namespace, console: Console) -> int:
    by = _administrator(hub, options.by, console)
    with hub.database.owning() as connection:
        orders.approve_wipe(connection, options.approve, by, hub.clock)
    console.say(f"Approved. It begins in a day; until then: lead-hub wipe --withdraw {options.approve}")
    return 0


def _administrator(hub: Opened, name: str, console: Console) -> Member:
    """Return the administrator who proves by their code who they are; raises NeedsSecond."""
    with hub.database.owning() as connection:
        member = find_member(connection, name)
        code = console.secret(f"Approval code of {member.name}")
        if member.role != ADMINISTRATOR or not is_approved_by(connection, member, code):
            raise NeedsSecond
    return member
