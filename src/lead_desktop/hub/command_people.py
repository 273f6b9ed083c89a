"""Commands about people: who is expected, the code they come in with, and the six words that are compared."""

import json
from argparse import Namespace
from collections.abc import Sequence

from lead_desktop.clock import utc_ms
from lead_desktop.hub import codes
from lead_desktop.hub.admitting import activate, part_with
from lead_desktop.hub.authority import write_private
from lead_desktop.hub.console import Console, moment
from lead_desktop.hub.enrolment import CODE_HOURS, decide, make_code, members_of, pending
from lead_desktop.hub.people import ADMINISTRATOR, Member, add_member, find_member, give_approval_code, members
from lead_desktop.hub.place import Opened


def users(hub: Opened, options: Namespace, console: Console) -> int:
    """List who is expected, add somebody, end somebody's time, or make an approval code."""
    return {"list": _list, "add": _add, "end": _end, "approval": _approval}[options.act](hub, options, console)


def enrol(hub: Opened, options: Namespace, console: Console) -> int:
    """Make a code and print the slip for the people of one laptop."""
    with hub.database.owning() as connection:
        people = [find_member(connection, name) for name in options.names]
        code = make_code(connection, people, hub.clock, confirmed=options.confirmed)
    console.say(*_slip(hub, people, codes.shown(code)))
    if options.slip:
        slip = {"lead_slip": 1, "url": hub.settings.url, "pin": hub.authority.pin, "code": code}
        write_private(options.slip, json.dumps(slip).encode())
        console.say(f"The slip is also in {options.slip}. Whoever has it can use the code: delete it afterwards.")
    return 0


def confirm(hub: Opened, options: Namespace, console: Console) -> int:
    """Let in the laptop that shows these six words; without words, say which laptops wait."""
    said = " ".join(options.words).casefold()
    with hub.database.owning() as connection:
        waiting = pending(connection)
        found = [one for one in waiting if one.fingerprint == said]
        if not said:
            console.say(*[_waiting_line([member for _, member in members_of(connection, one)]) for one in waiting])
            console.say(f"{len(waiting)} waiting. Confirm one by the six words on its screen.")
            return 0
        if len(found) != 1:
            console.say("No laptop that waits shows these words. If they were read out to you right, do not let it in.")
            return 1
        if options.refuse:
            decide(connection, found[0], 0, hub.clock)
            console.say("Refused.")
            return 0
        console.say(f"Laptop {activate(connection, found[0], hub.clock)} is in.")
    return 0


def _list(hub: Opened, _options: Namespace, console: Console) -> int:
    with hub.database.owning() as connection:
        everybody = members(connection, ended=True)
    for one in everybody:
        ended = "" if one.active else "  (ended)"
        console.say(f"{one.id}  {one.name:<30} {one.role:<16} {one.side:<10} {one.agency}{ended}")
    if not everybody:
        console.say("Nobody yet. lead-hub users add NAME --role ROLE --agency AGENCY")
    return 0


def _add(hub: Opened, options: Namespace, console: Console) -> int:
    if not options.name.strip():
        console.say("Say who: lead-hub users add NAME --role ROLE")
        return 1
    with hub.database.owning() as connection:
        made = add_member(connection, options.name, options.role, options.agency, hub.clock)
        console.say(f"{made.name} is expected as {made.role} ({made.side}).")
        if made.role == ADMINISTRATOR:
            _tell_approval(console, give_approval_code(connection, made))
    return 0


def _end(hub: Opened, options: Namespace, console: Console) -> int:
    with hub.database.owning() as connection:
        member = find_member(connection, options.name)
        part_with(connection, member, hub.clock)
    console.say(f"{member.name} has ended. What only they may hold leaves their laptops at the next contact.")
    return 0


def _approval(hub: Opened, options: Namespace, console: Console) -> int:
    with hub.database.owning() as connection:
        member = find_member(connection, options.name)
        if member.role != ADMINISTRATOR:
            console.say("Only administrators approve wipes.")
            return 1
        _tell_approval(console, give_approval_code(connection, member))
    return 0


def _tell_approval(console: Console, code: str) -> None:
    console.say(
        f"Approval code: {code}", "It is shown once. It is needed to ask for, or to approve, a wipe of many laptops."
    )


def _waiting_line(people: Sequence[Member]) -> str:
    named = ", ".join(f"{one.name} ({one.role})" for one in people)
    return "A laptop of " + (named or "somebody who has ended: refuse it, then make a new slip")


def _slip(hub: Opened, people: Sequence[Member], code: str) -> list[str]:
    until = utc_ms(hub.clock.now()) + CODE_HOURS * 3_600_000
    return [
        f"{hub.settings.programme}: slip for one laptop",
        f"  for        {', '.join(f'{one.name} ({one.role})' for one in people)}",
        f"  hub        {hub.settings.url}",
        f"  hub words  {hub.authority.words}",
        f"  code       {code}",
        f"  until      {moment(until)}, once",
    ]
