"""One slot per person in the key file: data key and own keys, sealed (security 3.1, 3.2)."""

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel, ConfigDict, StringConstraints

from lead_desktop.ids import UserId
from lead_desktop.store.faults import KeyFileDamaged, WrongPassphrase
from lead_desktop.store.kdf import KdfParams, derive
from lead_desktop.store.recovery import code_bytes

_KEY_BYTES: Final = 32
_SCALAR_BYTES: Final = 48
_FIXED: Final = 1 + _KEY_BYTES + _KEY_BYTES + _SCALAR_BYTES
_VERSION: Final = 1

Hex16 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}\z")]
Hex32 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}\z")]
HexNonce = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}\z")]
HexPoint = Annotated[str, StringConstraints(pattern=r"^04[0-9a-f]{192}\z")]
HexSealed = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{2}){113,600}\z")]


@dataclass(frozen=True, repr=False)
class PersonKeys:
    """The keys of one person: `sign` signs transactions, `seal` opens what is sealed to the person (HPKE P-384)."""

    user_id: UserId
    sign: Ed25519PrivateKey
    seal: ec.EllipticCurvePrivateKey


@dataclass(frozen=True, repr=False)
class Bundle:
    """What a slot guards: the 32-byte key of the database and the person's keys."""

    data_key: bytes
    person: PersonKeys

    def pack(self) -> bytes:
        """Return the bytes to seal: version, data key, Ed25519 seed, P-384 scalar, user id."""
        scalar = self.person.seal.private_numbers().private_value.to_bytes(_SCALAR_BYTES, "big")
        head = bytes([_VERSION]) + self.data_key + self.person.sign.private_bytes_raw() + scalar
        return head + self.person.user_id.encode()

    @staticmethod
    def unpack(data: bytes) -> "Bundle":
        """Read what pack wrote; raises KeyFileDamaged."""
        if len(data) <= _FIXED or data[0] != _VERSION:
            raise KeyFileDamaged
        key, seed = data[1:33], data[33:65]
        try:
            seal = ec.derive_private_key(int.from_bytes(data[65:_FIXED], "big"), ec.SECP384R1())
            user_id = UserId(data[_FIXED:].decode())
        except ValueError:
            raise KeyFileDamaged from None
        return Bundle(key, PersonKeys(user_id, Ed25519PrivateKey.from_private_bytes(seed), seal))


def new_bundle(data_key: bytes, user_id: UserId) -> Bundle:
    """Make fresh keys for a person around the key of the database."""
    return Bundle(data_key, PersonKeys(user_id, Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP384R1())))


class Slot(BaseModel):
    """A sealed bundle. `kdf` is absent in a recovery slot, whose code has entropy enough for HKDF alone.

    `seal_public` lets a rotated data key be sealed to the person without the passphrase (security 3.3).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    id: Hex16
    kind: Literal["person", "recovery"]
    kdf: KdfParams | None
    salt: Hex32
    nonce: HexNonce
    seal_public: HexPoint
    commitment: Hex32
    sealed: HexSealed

    def header(self, vault_id: str, side: str) -> bytes:
        """Return the canonical header that the seal is bound to."""
        shown = self.model_dump(mode="json", exclude={"commitment", "sealed"})
        return canonical({**shown, "vault_id": vault_id, "side": side})


@dataclass(frozen=True)
class Place:
    """Whose vault, which side, whose name: what a slot is bound to."""

    vault_id: str
    side: str
    user_name: str

    def slot_id(self, kind: str = "person") -> str:
        """Return the first 128 bits of SHA-256 over vault and name; the file holds no names."""
        name = unicodedata.normalize("NFKC", self.user_name.strip()).casefold()
        told = "" if kind == "person" else kind
        material = b"\0".join((bytes.fromhex(self.vault_id), told.encode(), name.encode(errors="replace")))
        return hashlib.sha256(material).hexdigest()[:32]


def canonical(value: object) -> bytes:
    """Return the one JSON spelling: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def subkey(data_key: bytes, purpose: str) -> bytes:
    """Derive a 32-byte key for one purpose, such as `lead/mark/v1`, from the key of the database."""
    return HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode()).derive(data_key)


def seal_with_passphrase(place: Place, bundle: Bundle, passphrase: str, params: KdfParams) -> Slot:
    """Make a person's slot; salt and nonce are fresh."""
    salt = secrets.token_bytes(32)
    return _seal(place, bundle, "person", params, (salt, derive(passphrase, salt, params)))


def seal_with_code(place: Place, bundle: Bundle, code: str) -> Slot:
    """Make the recovery slot of a person."""
    return _seal(place, bundle, "recovery", None, (secrets.token_bytes(32), code_bytes(code)))


def open_with_passphrase(place: Place, slot: Slot, passphrase: str) -> Bundle:
    """Open a person's slot; raises WrongPassphrase, KeyFileDamaged, and what derive raises."""
    if slot.kdf is None:
        raise KeyFileDamaged
    return _open(place, slot, derive(passphrase, bytes.fromhex(slot.salt), slot.kdf), WrongPassphrase)


def open_with_code(place: Place, slot: Slot, code: str, refusal: Callable[[], Exception]) -> Bundle:
    """Open a recovery slot; raises RecoveryCodeMistyped, `refusal()`, KeyFileDamaged."""
    return _open(place, slot, code_bytes(code), refusal)


def _seal(
    place: Place,
    bundle: Bundle,
    kind: Literal["person", "recovery"],
    params: KdfParams | None,
    secret: tuple[bytes, bytes],
) -> Slot:
    salt, material = secret
    point = bundle.person.seal.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    blank = Slot(
        id=place.slot_id(kind),
        kind=kind,
        kdf=params,
        salt=salt.hex(),
        nonce=secrets.token_hex(12),
        seal_public=point.hex(),
        commitment="0" * 64,
        sealed="00" * 113,
    )
    header = blank.header(place.vault_id, place.side)
    key, commitment = _key_pair(material, salt, header)
    sealed = AESGCM(key).encrypt(bytes.fromhex(blank.nonce), bundle.pack(), header)
    return blank.model_copy(update={"commitment": commitment.hex(), "sealed": sealed.hex()})


def _open(place: Place, slot: Slot, material: bytes, refusal: Callable[[], Exception]) -> Bundle:
    header = slot.header(place.vault_id, place.side)
    key, commitment = _key_pair(material, bytes.fromhex(slot.salt), header)
    if not hmac.compare_digest(commitment, bytes.fromhex(slot.commitment)):
        raise refusal()
    try:
        data = AESGCM(key).decrypt(bytes.fromhex(slot.nonce), bytes.fromhex(slot.sealed), header)
    except InvalidTag:
        raise KeyFileDamaged from None
    return Bundle.unpack(data)


def _key_pair(material: bytes, salt: bytes, header: bytes) -> tuple[bytes, bytes]:
    stretched = HKDF(hashes.SHA256(), 64, salt=salt, info=b"lead/kek/v1|" + header).derive(material)
    return stretched[:32], stretched[32:]
