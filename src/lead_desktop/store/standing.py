"""How this device stands with its hub, in `meta`: who it is, what it knows of its scopes, what went well and when."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.store.cipher import Connection


@dataclass(frozen=True, slots=True, repr=False)
class Device:
    """This installation as its hub knows it; its keys rest nowhere but in the encrypted file.

    sign, seal: private keys in hex. url, pin, hub_sign, hub_seal: the hub's address and keys. state: `pending` until
    an administrator has compared the fingerprint, `active`, or `out` when it must be enrolled anew.
    """

    uid: str
    sign: str
    seal: str
    url: str = ""
    pin: str = ""
    hub_sign: str = ""
    hub_seal: str = ""
    stream: str = ""
    code: str = ""
    fingerprint: str = ""
    state: str = "pending"

    @property
    def sign_key(self) -> Ed25519PrivateKey:
        """The key that signs requests, batches and receipts."""
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.sign))

    @property
    def seal_key(self) -> EllipticCurvePrivateKey:
        """The key that opens what is sealed to this device (HPKE P-384)."""
        return derive_private_key(int(self.seal, 16), SECP384R1())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the conversation with the hub stands. Times are ms UTC.

    scur, page: as the last answer gave them, to be handed back. acked: last own operation the hub has. hub_now,
    contact: the hub's clock and ours at the last answer. counter: last order carried out. success: last round that
    ended well. trouble: code of why the last one did not. checked: when all digests had been compared last. compared:
    the scope that the comparison under way has come to. left: hub sequences that were still to come at the last page.
    """

    epoch: str = ""
    scur: int = 0
    page: int = 0
    acked: int = 0
    hub_now: int = 0
    contact: int = 0
    counter: int = 0
    success: int = 0
    trouble: str = ""
    checked: int = 0
    left: int = 0
    compared: str = ""


def read_device(connection: Connection) -> Device | None:
    """Read who this device is; None before it was ever enrolled."""
    held = _read(connection, "device")
    return Device(**held) if held else None


def keep_device(connection: Connection, device: Device) -> None:
    """Write who this device is; must run in a transaction."""
    _keep(connection, "device", asdict(device))


def forget_device(connection: Connection) -> None:
    """Forget who this device was to be; must run in a transaction."""
    connection.execute("DELETE FROM meta WHERE k = 'device'")


def keep_carried(connection: Connection, bundle: str, asked: str) -> None:
    """Write the id of the last bundle that was written for a stick, and what it asked for; in a transaction."""
    _keep(connection, "carried", {"bundle": bundle, "asked": asked})


def read_carried(connection: Connection) -> tuple[str, str] | None:
    """Read the id of the last bundle and what it asked for; None before there was one."""
    held = _read(connection, "carried")
    return (held["bundle"], held["asked"]) if held else None


def read_standing(connection: Connection) -> Standing:
    """Read where the conversation stands."""
    return Standing(**(_read(connection, "sync") or {}))


def keep_standing(connection: Connection, standing: Standing) -> None:
    """Write where the conversation stands; must run in a transaction."""
    _keep(connection, "sync", asdict(standing))


def _read(connection: Connection, key: str) -> dict[str, Any] | None:
    row = connection.execute("SELECT v FROM meta WHERE k = ?", (key,)).fetchone()
    held: dict[str, Any] | None = json.loads(row[0]) if row else None
    return held


def _keep(connection: Connection, key: str, held: dict[str, Any]) -> None:
    connection.execute(
        "INSERT INTO meta(k, v) VALUES(?, ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (key, json.dumps(held))
    )
