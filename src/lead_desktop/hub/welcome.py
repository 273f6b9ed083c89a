"""The path by which a laptop comes in: its own key signs, its code opens, its administrator compares (number 75)."""

import re

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from psycopg import Connection

from lead_desktop.clock import Clock
from lead_desktop.hub import enrolment
from lead_desktop.hub.admitting import activate
from lead_desktop.hub.authority import Authority
from lead_desktop.hub.database import Database
from lead_desktop.hub.enrolment import Enrolment
from lead_desktop.hub.gate import Asked, Nonces, check_signature, refusal
from lead_desktop.hub.limits import Buckets
from lead_desktop.hub.sequencer import read_position
from lead_desktop.wire.codec import unpacked
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest
from lead_desktop.wire.letters import to_bytes, to_text
from lead_desktop.wire.malformed import MalformedMessage

STREAM = "main"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Welcome:
    """Answers enrolments."""

    def __init__(self, database: Database, authority: Authority, nonces: Nonces, clock: Clock) -> None:
        """Keep what they need."""
        self._database = database
        self._authority = authority
        self._nonces = nonces
        self._clock = clock

    def enrol(self, asked: Asked, tries: Buckets) -> EnrolAnswer:
        """Try a code, or say how an enrolment stands; tries: how many codes may come from one address."""
        request = unpacked(asked.body, EnrolRequest)
        check_shape(request, asked.device)
        check_signature(asked, to_bytes(request.sign), self._nonces)
        with self._database.owning() as connection:
            held = enrolment.known(connection, request)
        if held is None:
            if wait := tries.wait_ms(asked.address):
                raise refusal("too_many", wait)
            with self._database.owning() as connection:
                # A wrong try is counted, so this transaction commits also where the code does not open.
                held = self._enter(connection, request)
        if held is None or held.state == "refused":
            raise refusal("code")
        return self._answer(held)

    def _enter(self, connection: Connection, request: EnrolRequest) -> Enrolment | None:
        entered = enrolment.enter(connection, request, self._clock)
        if entered is None:
            return None
        held, is_confirmed = entered
        if is_confirmed:
            activate(connection, held, self._clock)
        return enrolment.known(connection, request)

    def _answer(self, held: Enrolment) -> EnrolAnswer:
        with self._database.owning() as connection:
            epoch = read_position(connection).epoch
        keys = self._authority
        return EnrolAnswer(
            state="active" if held.state == "active" else "pending",
            dev=held.dev,
            fingerprint=held.fingerprint,
            epoch=epoch,
            hub_sign=to_text(keys.answers.public_key().public_bytes_raw()),
            hub_seal=to_text(keys.sealing.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)),
            stream=STREAM,
        )


def check_shape(request: EnrolRequest, device: str) -> None:
    """Raise MalformedMessage unless ids are ids, keys are keys, and the request is from the device it speaks of."""
    ids = [request.uid, *(one.user for one in request.people)]
    if request.uid != device or not all(_UUID.fullmatch(one) for one in ids) or len(set(ids)) != len(ids):
        raise MalformedMessage("letters")
    for sign, seal in [(request.sign, request.seal), *((one.sign, one.seal) for one in request.people)]:
        try:
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP384R1(), to_bytes(seal))
        except ValueError:
            raise MalformedMessage("letters") from None
        if len(to_bytes(sign)) != 32:
            raise MalformedMessage("letters")
