"""TLS to the one server whose public key was printed on the enrolment slip; to any other nothing is sent.

The key is the hub's whole identity (rulings): who signed its certificate, which name or dates stand in it, decides
nothing, so a laptop with a wrong clock still reaches its hub.
"""

import base64
import errno
import hashlib
import socket
import ssl
from collections.abc import Iterator, Sequence
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from lead_desktop.wire.fingerprint import fingerprint
from lead_desktop.wire.hub_api import HubIdentityChanged, HubTrouble, NoNetwork, NotTheHub

_NO_NETWORK = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL}
_NOT_TLS = {
    "WRONG_VERSION_NUMBER",
    "HTTP_REQUEST",
    "RECORD_LAYER_FAILURE",
    "PACKET_LENGTH_TOO_LONG",
    "UNEXPECTED_MESSAGE",
}
_UNKNOWN = "-"


class PinnedContext(ssl.SSLContext):
    """TLS 1.3 only, and only to a server that holds one of the pinned keys.

    A pin is base64url SHA-256 of the key (SPKI), or its fingerprint in six words as people read it.
    """

    def __new__(cls, _pins: Sequence[str]) -> Self:
        """Make a client's context."""
        return super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)

    def __init__(self, pins: Sequence[str]) -> None:
        """Keep the pins."""
        self._pins = frozenset(pins)
        self.check_hostname = False
        self.verify_mode = ssl.CERT_NONE
        self.minimum_version = ssl.TLSVersion.TLSv1_3

    def wrap_socket(self, sock: socket.socket, *args: object, **options: object) -> ssl.SSLSocket:
        """Shake hands, then look at the server's key before anything else is sent; raises HubIdentityChanged."""
        wrapped = super().wrap_socket(sock, *args, **options)  # type: ignore[arg-type] # handed on as they come
        try:
            self._check(wrapped.getpeercert(binary_form=True))
        except BaseException:
            wrapped.close()
            raise
        return wrapped

    def _check(self, certificate: bytes | None) -> None:
        try:
            key = x509.load_der_x509_certificate(certificate or b"").public_key()
            spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        except ValueError:
            raise HubIdentityChanged(fingerprint=_UNKNOWN) from None
        if not {pin_of(spki), fingerprint(spki)} & self._pins:
            raise HubIdentityChanged(fingerprint=fingerprint(spki))


def pin_of(spki: bytes) -> str:
    """Return the pin of a public key."""
    return base64.urlsafe_b64encode(hashlib.sha256(spki).digest()).decode().rstrip("=")


def fault_of(error: BaseException) -> HubTrouble:
    """Return what a failed connection means: no network, no hub there, another hub, or something else instead."""
    for cause in causes(error):
        if isinstance(cause, ssl.SSLError):
            return _tls_fault(cause)
        if isinstance(cause, socket.gaierror):
            return NoNetwork()
        if isinstance(cause, OSError) and cause.errno is not None:
            return NoNetwork() if cause.errno in _NO_NETWORK else HubTrouble()
    return HubTrouble()


def _tls_fault(error: ssl.SSLError) -> HubTrouble:
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return HubTrouble()
    reason = error.reason or ""
    if reason in _NOT_TLS:
        return NotTheHub()
    # An older TLS, or none of what both sides know: not the hub that this laptop was enrolled with.
    return HubIdentityChanged(fingerprint=_UNKNOWN) if "ALERT" in reason or "PROTOCOL" in reason else HubTrouble()


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what stands behind it, one after the other."""
    held: BaseException | None = error
    while held is not None:
        yield held
        held = held.__cause__ or held.__context__
