"""A file that only the holder of a private key can read: for backups that leave the hub's computer.

The bytes: magic, then a fresh AES-256 key sealed by HPKE to a P-384 key, then blocks of one MiB, each with its number
and with whether it is the last in its nonce: none can be left out, moved, added or cut off unnoticed.
"""

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

MAGIC = b"LEADHUBBACKUP1\n"
BLOCK = 1 << 20
_SUITE = Suite(KEM.P384, KDF.HKDF_SHA384, AEAD.AES_256_GCM)
_TAG = 16


class BackupDamaged(LeadError):
    """A backup is cut, changed, of another hub, or no backup at all."""

    code = "hub_backup_damaged"
    message = N_("This backup cannot be read: it is damaged or cut off, or the key is not the one it was made for.")


def write_sealed(target: BinaryIO, parts: Iterable[bytes], public: ec.EllipticCurvePublicKey) -> None:
    """Write parts, one after the other, sealed to a public key."""
    key = os.urandom(32)
    wrapped = _SUITE.encrypt(key, public, MAGIC)
    target.write(MAGIC + len(wrapped).to_bytes(2) + wrapped)
    cipher, held, number = AESGCM(key), bytearray(), 0
    for part in parts:
        held += part
        while len(held) > BLOCK:
            target.write(cipher.encrypt(_nonce(number, last=False), bytes(held[:BLOCK]), None))
            del held[:BLOCK]
            number += 1
    target.write(cipher.encrypt(_nonce(number, last=True), bytes(held), None))


def read_sealed(source: BinaryIO, private: ec.EllipticCurvePrivateKey) -> Iterator[bytes]:
    """Yield what was written, block by block; raises BackupDamaged, after the last whole block for one cut off."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupDamaged
    wrapped = source.read(int.from_bytes(source.read(2)))
    try:
        cipher = AESGCM(_SUITE.decrypt(wrapped, private, MAGIC))
    except (InvalidTag, ValueError):
        raise BackupDamaged from None
    number, block = 0, source.read(BLOCK + _TAG)
    while block:
        following = source.read(BLOCK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), block, None)
        except (InvalidTag, ValueError):
            raise BackupDamaged from None
        number, block = number + 1, following
    if number == 0:
        raise BackupDamaged


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])
