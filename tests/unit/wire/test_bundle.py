"""A round on a stick: whole, from its sender, for its reader, or not at all."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from lead_desktop.wire.bundle import MAGIC, MAX_BUNDLE, BundleHeader, PushBundle, header_of, opened, sealed
from lead_desktop.wire.malformed import MalformedMessage
from lead_desktop.wire.messages import Message, PullRequest, PushRequest

DEVICE, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
HUB, ANOTHER_HUB = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP384R1())
HEADER = BundleHeader(kind="push", bundle="b", uid="u", epoch="e", first=1, last=2, at=5)
BODY = PushBundle(
    pushes=(PushRequest(epoch="e", dev=3, first=1, prev_chain="", ops=({"n": 1},), people=(), sig=""),),
    pull=PullRequest(epoch="e", dev=3, cursor=0, scur=0, sv=1),
)


class Long(Message):
    text: str


def point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def raw(key):
    return key.public_key().public_bytes_raw()


@pytest.fixture(scope="module")
def file():
    return sealed(HEADER, BODY, DEVICE, point(HUB))


def test_a_bundle_tells_its_header_and_opens_to_what_was_put_in(file):
    assert header_of(file) == HEADER
    assert opened(file, PushBundle, raw(DEVICE), HUB) == BODY


def test_who_carries_it_cannot_read_what_it_holds(file):
    assert b"prev_chain" not in file


@pytest.mark.survives(64)
def test_a_bundle_with_any_byte_changed_is_refused(file):
    for at in range(len(file)):
        bent = bytearray(file)
        bent[at] ^= 1
        with pytest.raises(MalformedMessage):
            header_of(bytes(bent))
            opened(bytes(bent), PushBundle, raw(DEVICE), HUB)


@pytest.mark.survives(64)
def test_a_bundle_cut_anywhere_is_refused(file):
    for at in range(len(file)):
        with pytest.raises(MalformedMessage):
            opened(file[:at], PushBundle, raw(DEVICE), HUB)


@pytest.mark.survives(64)
def test_a_bundle_for_another_hub_or_from_another_device_is_refused(file):
    with pytest.raises(MalformedMessage):
        opened(file, PushBundle, raw(DEVICE), ANOTHER_HUB)
    with pytest.raises(MalformedMessage):
        opened(file, PushBundle, raw(OTHER), HUB)


@pytest.mark.survives(64)
def test_a_bomb_with_a_good_signature_is_not_unpacked():
    bomb = sealed(HEADER, Long(text="0" * (MAX_BUNDLE + 1)), DEVICE, point(HUB))
    assert len(bomb) < 1 << 17
    with pytest.raises(MalformedMessage) as caught:
        opened(bomb, PushBundle, raw(DEVICE), HUB)
    assert caught.value.why == "too_large"


@pytest.mark.parametrize("data", [b"", MAGIC, MAGIC + b"\xff" * 200, MAGIC + bytes(4) + bytes(100), b"PK\x03\x04" * 50])
def test_another_file_is_no_bundle(data):
    with pytest.raises(MalformedMessage):
        header_of(data)
