"""`lead-hub`: everything that is done at a hub from a terminal."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import psycopg

from lead_desktop.clock import Clock, SystemClock
from lead_desktop.errors import LeadError
from lead_desktop.hub import command_devices, command_keep, command_people, command_serve
from lead_desktop.hub.console import Console
from lead_desktop.hub.place import opened, usual_folder
from lead_desktop.wire.hub_api import Refused

_WITH_HUB = {
    "users": command_people.users,
    "enrol": command_people.enrol,
    "confirm": command_people.confirm,
    "devices": command_devices.devices,
    "revoke": command_devices.revoke,
    "drain": command_devices.drain,
    "readmit": command_devices.readmit,
    "resync": command_devices.resync,
    "wipe": command_devices.wipe,
    "bundle": command_devices.bundle,
    "status": command_keep.status,
    "quarantine": command_keep.quarantine,
    "backup": command_keep.backup,
    "restore-check": command_keep.restore_check,
    "migrate": command_keep.migrate,
    "new-timeline": command_keep.new_timeline,
}
_ALONE = {"init": command_serve.init, "serve": command_serve.serve, "restore": command_keep.restore}


def main(arguments: Sequence[str] | None = None, console: Console | None = None, clock: Clock | None = None) -> int:
    """Carry a command out; returns 0, or 1 when it could not be done, with the reason in words."""
    options = _parser().parse_args(sys.argv[1:] if arguments is None else arguments)
    console, clock = console or Console(), clock or SystemClock()
    try:
        if options.command in _ALONE:
            return _ALONE[options.command](options, console, clock)
        with opened(options.data, clock, options.database_url) as hub:
            return _WITH_HUB[options.command](hub, options, console)
    except BrokenPipeError:
        # Whoever read along has read enough.
        return 1
    except KeyboardInterrupt:
        console.say("Stopped.")
    except (LeadError, psycopg.Error, FileNotFoundError, PermissionError) as error:
        console.say(_words(error))
    return 1


def _words(error: Exception) -> str:
    """Say why a command could not be done."""
    if isinstance(error, Refused):
        away = error.refusal.err == "away"
        return "PostgreSQL does not answer. Is it running?" if away else f"Refused: {error.refusal.err}."
    if isinstance(error, LeadError):
        return error.words()
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return "PostgreSQL does not let this user do that; docs/hub.md says which rights are needed."
    if isinstance(error, FileNotFoundError):
        return f"There is no such file or folder: {error.filename}"
    if isinstance(error, PermissionError):
        return f"This user may not read or write {error.filename}."
    return "PostgreSQL does not answer as it should. Is it running, and is its address right?"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("lead-hub", description="The hub that LEAD laptops meet at.")
    parser.add_argument("--data", type=Path, default=usual_folder(), help="the hub's folder (%(default)s)")
    parser.add_argument("--database-url", default="", help="a PostgreSQL 15 or newer instead of the hub's own")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _serving(commands)
    _people(commands)
    _devices(commands)
    _keeping(commands)
    return parser


def _serving(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    for name, words in (("init", "make a new hub: settings and keys"), ("serve", "run the hub; makes one if needed")):
        made = commands.add_parser(name, help=words)
        made.add_argument("--host", default="", help="name or address by which laptops reach this computer")
        made.add_argument("--port", type=int, default=None, help="port to listen on (8765)")
    made.add_argument("--clock-is-right", action="store_true", help="start although it is behind what is stored")


def _people(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    made = commands.add_parser("users", help="who is expected: list, add, end")
    made.add_argument("act", nargs="?", choices=("list", "add", "end", "approval"), default="list")
    made.add_argument("name", nargs="?", default="")
    made.add_argument("--role", default="")
    made.add_argument("--agency", default="")
    made = commands.add_parser("enrol", help="make a one-time code for the people of one laptop")
    made.add_argument("names", nargs="+", metavar="NAME")
    made.add_argument("--confirmed", action="store_true", help="let the laptop in without comparing its six words")
    made.add_argument("--slip", type=Path, help="also write the slip as a file, to carry on a stick")
    made = commands.add_parser("confirm", help="let a laptop in by the six words it shows")
    made.add_argument("words", nargs="*", metavar="WORD")
    made.add_argument("--refuse", action="store_true", help="refuse it instead")


def _devices(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("devices", help="list the laptops")
    for name, words in (
        ("revoke", "a laptop may not come in any more"),
        ("drain", "a laptop hands its work in and gets nothing more"),
        ("readmit", "a laptop that was stopped as a copy may go on"),
        ("resync", "a laptop fetches anew whatever it holds"),
    ):
        commands.add_parser(name, help=words).add_argument("device", type=int)
    made = commands.add_parser("wipe", help="order laptops to destroy what they hold")
    made.add_argument("devices", nargs="*", type=int, metavar="DEVICE")
    made.add_argument("--by", default="", help="the administrator who asks or approves")
    made.add_argument("--approve", type=int, default=0, metavar="REQUEST")
    made.add_argument("--withdraw", type=int, default=0, metavar="REQUEST")
    made = commands.add_parser("bundle", help="take in a file that a laptop wrote on a stick, and write the answer")
    made.add_argument("file", type=Path)
    made.add_argument("answer", type=Path)
    made.add_argument("--late", action="store_true", help="sealed by a laptop before it was wiped: all of it waits")


def _keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser("status", help="how the hub stands and what needs a person")
    made = commands.add_parser("quarantine", help="work that waits for a decision")
    made.add_argument("--accept", nargs=2, type=int, metavar=("DEVICE", "NUMBER"), help="let one in after all")
    made.add_argument("--refuse", nargs=2, type=int, metavar=("DEVICE", "NUMBER"), help="close one: it stays kept")
    made.add_argument("--by", default="", help="who decides")
    made.add_argument("--note", default="", help="why")
    commands.add_parser("backup", help="write a sealed backup into a folder").add_argument("folder", type=Path)
    made = commands.add_parser("restore-check", help="restore a backup beside the hub, check it, and remove it again")
    made.add_argument("file", type=Path)
    made.add_argument("--key", type=Path, help="the private backup key (keys/backup.key)")
    made = commands.add_parser("restore", help="make a hub from a backup, in an empty folder")
    made.add_argument("file", type=Path)
    made.add_argument("--key", type=Path, required=True)
    commands.add_parser("new-timeline", help="after a failover that may have lost something: laptops send it again")
    commands.add_parser("migrate", help="bring the database up to date; serve does so too")


if __name__ == "__main__":
    sys.exit(main())
