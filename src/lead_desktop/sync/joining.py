"""Joining a hub: a code from paper, fresh keys, an administrator who compares six words, then a number (sync 3.11).

A laptop that was in use before brings all its unsent work: the moment it is let in, that is numbered anew.
"""

from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lead_desktop.ids import new_id
from lead_desktop.store.restamp import Incarnation, renumber
from lead_desktop.store.schema import WRITES
from lead_desktop.store.standing import Device, forget_device, keep_device, read_device
from lead_desktop.sync.bench import Bench
from lead_desktop.sync.faults import NotEnrolled
from lead_desktop.wire.enrolling import EnrolRequest, PersonKeysOf
from lead_desktop.wire.hub_api import HubApi
from lead_desktop.wire.letters import to_bytes, to_text


@dataclass(frozen=True, slots=True)
class Person:
    """Who works on this laptop: id, name, role and side as their own record says."""

    user: str
    name: str
    role: str
    side: str


def begin(bench: Bench, url: str, pin: str, code: str) -> Device:
    """Make the keys that this laptop will be known by and keep them with what the slip said; nothing is sent yet."""
    sign, seal = Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP384R1())
    device = Device(
        uid=new_id(bench.clock),
        sign=sign.private_bytes_raw().hex(),
        seal=f"{seal.private_numbers().private_value:x}",
        url=url,
        pin=pin,
        code=code,
    )
    with bench.writer.receiving() as connection:
        keep_device(connection, device)
    return device


def ask(bench: Bench, hub: HubApi, person: Person) -> Device:
    """Bring the code, or ask again how it stands; `state` of the answer is `pending` or `active`.

    Raises NotEnrolled when nothing was begun, HubTrouble, Refused.
    """
    device = read_device(bench.connection)
    if device is None or device.state != "pending":
        raise NotEnrolled
    answer = hub.enrol(_request(bench, device, person))
    device = replace(
        device,
        fingerprint=answer.fingerprint,
        hub_sign=to_bytes(answer.hub_sign).hex(),
        hub_seal=to_bytes(answer.hub_seal).hex(),
        stream=answer.stream,
    )
    with bench.writer.receiving() as connection:
        if answer.state == "active":
            renumber(connection, Incarnation(device, answer.dev, answer.epoch), person.user, bench.clock.now())
        else:
            keep_device(connection, device)
    return read_device(bench.connection) or device


def give_up(bench: Bench) -> None:
    """Forget an enrolment that waits; the code and the keys are gone, the work stays."""
    device = read_device(bench.connection)
    if device is not None and device.state == "pending":
        with bench.writer.receiving() as connection:
            forget_device(connection)


def _request(bench: Bench, device: Device, person: Person) -> EnrolRequest:
    keys = bench.vault.person
    who = PersonKeysOf(
        user=person.user,
        name=person.name,
        role=person.role,
        sign=to_text(keys.sign.public_key().public_bytes_raw()),
        seal=to_text(_point(keys.seal.public_key())),
    )
    return EnrolRequest(
        code=device.code,
        uid=device.uid,
        sign=to_text(device.sign_key.public_key().public_bytes_raw()),
        seal=to_text(_point(device.seal_key.public_key())),
        side=person.side,
        sv=WRITES,
        people=(who,),
    )


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
