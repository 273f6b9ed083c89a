"""Real ways in to real vaults, at the cheapest key derivation allowed."""

from dataclasses import dataclass, field
from pathlib import Path

from lead_desktop.casework.entrance import Entrance
from lead_desktop.casework.opening import SetUp, lock
from lead_desktop.domain.programme import Programme, User
from lead_desktop.store.kdf import FLOOR

NAME = "rosa.alvarez"
PASSPHRASE = "orchard lantern bicycle seven"
OTHER = "meadow copper violin thirteen"


@dataclass
class ChosenFiles:
    """Answers for the file dialogs."""

    path: Path | None = None
    asked: list[str] = field(default_factory=list)

    def to_write(self, parent, title, suggested):
        self.asked.append(suggested)
        return self.path

    def to_read(self, parent, title, pattern):
        self.asked.append(pattern)
        return self.path


def door(folder, clock, profile="programme"):
    return Entrance(folder, profile, clock, FLOOR)


def wish(role="case_manager"):
    user = User(name="Rosa Álvarez", role=role, agency="Casa")
    return SetUp(NAME, PASSPHRASE, user, Programme(name="LEAD Santa Fe"))


def set_up_and_close(way_in, role="case_manager"):
    """Make a vault and close it; returns the recovery code."""
    opened = way_in.set_up(wish(role))
    lock(opened.desk, "quit")
    return opened.recovery_code
