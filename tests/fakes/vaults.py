"""Real vaults in a temporary folder, with the cheapest key derivation that is allowed."""

from pathlib import Path

from lead_desktop.clock import Clock
from lead_desktop.ids import UserId, new_id
from lead_desktop.store.kdf import FLOOR
from lead_desktop.store.schema import migrate
from lead_desktop.store.vault import Vault, create_vault

PASSPHRASE = "orchard lantern bicycle seven"
USER = "rosa.alvarez"


def make_vault(folder: Path, clock: Clock, side: str = "care") -> Vault:
    """Create and open a vault with one person."""
    vault, _ = create_vault(
        folder, side=side, user_name=USER, user_id=UserId(new_id(clock)), passphrase=PASSPHRASE, clock=clock,
        kdf=FLOOR, prepare=migrate,
    )  # fmt: skip
    return vault
