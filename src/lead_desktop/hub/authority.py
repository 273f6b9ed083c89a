"""The hub's own authority: the keys by which laptops know it, made once by `init` (security 3.10, rulings).

keys/authority.{key,pem}   signs the server's certificate; for people who want to check it with their own tools
keys/server.{key,pem}      TLS 1.3; the digest of its public key is the pin that is printed on enrolment slips
keys/answers.key           Ed25519: signs answers and orders
keys/sealing.key           P-384: bundles carried on a stick are sealed to it
keys/backup.{key,pub}      P-384: backups are sealed to the public half; the other belongs somewhere else
"""

import hashlib
import ipaddress
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lead_desktop.clock import Clock
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_
from lead_desktop.wire.fingerprint import fingerprint
from lead_desktop.wire.letters import to_text

AUTHORITY_YEARS = 20
SERVER_DAYS = 730
RENEW_DAYS = 60
_NAME = "LEAD hub"


class KeysDamaged(LeadError):
    """A key file of the hub is missing or cannot be read."""

    code = "hub_keys_damaged"
    message = N_("The hub's keys are missing or damaged. Put the folder keys back from a backup.")


@dataclass(frozen=True, slots=True)
class Authority:
    """The hub's keys, loaded. pin: base64url SHA-256 of the server's public key (SPKI); words: its fingerprint."""

    folder: Path
    answers: Ed25519PrivateKey
    sealing: ec.EllipticCurvePrivateKey
    pin: str
    words: str

    @property
    def certificate(self) -> Path:
        """Where the server's certificate is."""
        return self.folder / "server.pem"

    @property
    def server_key(self) -> Path:
        """Where the server's key is."""
        return self.folder / "server.key"

    def secret(self, purpose: bytes) -> bytes:
        """Derive 32 bytes for one purpose, the same in every hub process that has these keys."""
        return HKDF(hashes.SHA256(), 32, None, b"lead/hub/" + purpose).derive(self.answers.private_bytes_raw())


def has_keys(folder: Path) -> bool:
    """Tell whether `init` was done here."""
    return (folder / "answers.key").is_file()


def make_authority(folder: Path, names: Sequence[str], clock: Clock) -> Authority:
    """Make every key of a new hub in a folder that must not hold any yet; names: hosts and addresses it answers to."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority, server, backup = (ec.generate_private_key(ec.SECP384R1()) for _ in range(3))
    write_private(folder / "authority.key", _pem(authority))
    write_private(folder / "authority.pem", _cert_pem(_authority_certificate(authority, clock)))
    write_private(folder / "server.key", _pem(server))
    write_private(folder / "backup.key", _pem(backup))
    write_private(folder / "backup.pub", _public_pem(backup.public_key()))
    write_private(folder / "sealing.key", _pem(ec.generate_private_key(ec.SECP384R1())))
    renew_certificate(folder, names, clock)
    # Last: its presence says that all of them are there.
    write_private(folder / "answers.key", _pem(Ed25519PrivateKey.generate()))
    return load_authority(folder)


def load_authority(folder: Path) -> Authority:
    """Read the keys; raises KeysDamaged."""
    answers, sealing = private_key(folder / "answers.key"), private_key(folder / "sealing.key")
    server = private_key(folder / "server.key")
    if not isinstance(answers, Ed25519PrivateKey) or not isinstance(sealing, ec.EllipticCurvePrivateKey):
        raise KeysDamaged
    if not isinstance(server, ec.EllipticCurvePrivateKey):
        raise KeysDamaged
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    spki = server.public_key().public_bytes(*form)
    return Authority(folder, answers, sealing, to_text(hashlib.sha256(spki).digest()), fingerprint(spki))


def certificate_due(folder: Path, names: Sequence[str], clock: Clock) -> bool:
    """Tell whether the server's certificate ends soon or speaks of other names."""
    try:
        held = x509.load_pem_x509_certificate((folder / "server.pem").read_bytes())
    except (OSError, ValueError):
        return True
    named = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return held.not_valid_after_utc < clock.now() + timedelta(days=RENEW_DAYS) or named != _names(names)


def renew_certificate(folder: Path, names: Sequence[str], clock: Clock) -> None:
    """Write a certificate anew for the same server key: what laptops have pinned stays as it is."""
    authority, server = private_key(folder / "authority.key"), private_key(folder / "server.key")
    if not isinstance(authority, ec.EllipticCurvePrivateKey) or not isinstance(server, ec.EllipticCurvePrivateKey):
        raise KeysDamaged
    begun = clock.now() - timedelta(days=1)
    made = (
        _builder(server.public_key())
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=SERVER_DAYS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_names(names), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(authority, hashes.SHA384())
    )
    write_private(folder / "server.pem", _cert_pem(made))


def private_key(path: Path) -> object:
    """Read one private key; raises KeysDamaged."""
    try:
        return serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError):
        raise KeysDamaged from None


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read: whole or not at all, and durable."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(handle)
    fresh.replace(path)


def _authority_certificate(key: ec.EllipticCurvePrivateKey, clock: Clock) -> x509.Certificate:
    begun = clock.now() - timedelta(days=1)
    return (
        _builder(key.public_key())
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=365 * AUTHORITY_YEARS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA384())
    )


def _builder(key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _NAME)])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key)
    return builder.serial_number(x509.random_serial_number())


def _names(names: Sequence[str]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([_general_name(one) for one in names])


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(key: ec.EllipticCurvePrivateKey | Ed25519PrivateKey) -> bytes:
    private = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption())


def _public_pem(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _cert_pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
