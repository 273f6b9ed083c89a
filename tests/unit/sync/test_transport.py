"""The hub over HTTPS, against a hub that behaves and against everything else that may answer in its place."""

import gzip
import socket
import ssl

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.hub.authority import make_authority
from lead_desktop.sync.pinned import fault_of
from lead_desktop.sync.transport import MAX_ANSWER, DeviceKey, HttpHub, HubPlace
from lead_desktop.wire import signing
from lead_desktop.wire.codec import CONTENT_TYPE, packed, squeezed
from lead_desktop.wire.enrolling import EnrolAnswer, EnrolRequest, PersonKeysOf
from lead_desktop.wire.fingerprint import fingerprint
from lead_desktop.wire.hub_api import HubIdentityChanged, HubTrouble, NoNetwork, NotTheHub, Refused
from lead_desktop.wire.letters import to_bytes
from lead_desktop.wire.messages import (
    ChunkBody,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    Refusal,
    ResumeAnswer,
    ResumeRequest,
)
from tests.fakes.clock import StandingClock
from tests.fakes.peer import HUB_KEY, Peer, healthy, http, signed

DEVICE = DeviceKey("0198f3aa-0000-7000-8000-000000000001", Ed25519PrivateKey.from_private_bytes(bytes(32)))
PUSH = PushRequest(epoch="e", dev=3, first=1, prev_chain="", ops=({"n": 1},), people=(), sig="")
PULL = PullRequest(epoch="e", dev=3, cursor=0, scur=0, sv=1)
PUSHED = PushAnswer(epoch="e", now=5, acked=1, results=())
PULLED = PullAnswer(epoch="e", now=5, scur=0, to=0, head=0, more=False, min_sv=1)
HUB = HUB_KEY.public_key().public_bytes_raw()
PORTAL = b"<html><body><h1>Welcome to Plaza Wi-Fi</h1><a href='http://evil.example'>Sign in</a></body></html>"


@pytest.fixture(scope="module")
def hub_keys(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("hub") / "keys", ["localhost"], StandingClock())


@pytest.fixture(scope="module")
def other_keys(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("other") / "keys", ["localhost"], StandingClock())


@pytest.fixture
def desk(hub_keys):
    """Ask a peer as a laptop that is enrolled at the hub with `hub_keys` would."""
    held = []

    def made(peer, answers=HUB, pins=()):
        held.append(HttpHub(HubPlace(peer.url, pins or (hub_keys.pin,), answers), DEVICE, StandingClock()))
        return held[-1]

    yield made
    for one in held:
        one.close()


@pytest.fixture
def peer(hub_keys):
    """Listen with the hub's own certificate and say what the test says; questions after health answered truly."""
    held = []

    def made(answer, certificate=(hub_keys.certificate, hub_keys.server_key), **tls):
        held.append(Peer(lambda one: healthy(one) if one.path == "/v1/health" else answer(one), certificate, **tls))
        return held[-1]

    yield made
    for one in held:
        one.__exit__()


def test_every_question_gets_its_answer(peer, desk):
    answers = {
        "/v1/push": PUSHED,
        "/v1/pull": PULLED,
        "/v1/resume": ResumeAnswer(epoch="e", acked=1, chain="", head=2),
        "/v1/chunk/abc": ChunkBody(as_of=1, records=()),
    }
    asked = desk(peer(lambda one: signed(one, answers[one.path])))
    assert asked.push(PUSH) == PUSHED
    assert asked.pull(PULL) == PULLED
    assert asked.resume(ResumeRequest(epoch="e", dev=3, cursor=0, acked=0, chain="")).head == 2
    assert asked.chunk("abc").as_of == 1
    assert asked.health().epoch == "e"


def test_a_request_is_signed_over_method_path_body_and_nonce(peer, desk):
    there = peer(lambda one: signed(one, PUSHED))
    desk(there).push(PUSH)
    health, push = there.heard
    assert signing.SIGNATURE.lower() not in health.headers
    told = signing.request("POST", "/v1/push", packed(PUSH), push.headers["lead-nonce"])
    assert signing.holds(DEVICE.key.public_key().public_bytes_raw(), push.headers["lead-signature"], told)
    assert push.headers["lead-device"] == DEVICE.uid


def test_an_old_nonce_is_replaced_and_the_question_asked_again_once(peer, desk):
    said = iter([(Refusal(err="nonce"), 401), (PUSHED, 200)])
    there = peer(lambda one: signed(one, *next(said)))
    assert desk(there).push(PUSH) == PUSHED
    always = peer(lambda one: signed(one, Refusal(err="nonce"), 401))
    with pytest.raises(Refused):
        desk(always).push(PUSH)
    assert len(always.heard) == 3


@pytest.mark.survives(68)
@pytest.mark.parametrize("err", ["revoked", "unknown", "wiped", "pending"])
def test_a_laptop_that_is_not_allowed_is_told_so_by_a_code(peer, desk, err):
    with pytest.raises(Refused) as caught:
        desk(peer(lambda one: signed(one, Refusal(err=err), 403))).pull(PULL)
    assert caught.value.refusal.err == err


@pytest.mark.survives(85)
@pytest.mark.parametrize("err", ["away", "busy"])
def test_a_hub_whose_database_is_away_counts_as_a_hub_that_cannot_be_reached(peer, desk, err):
    with pytest.raises(HubTrouble) as caught:
        desk(peer(lambda one: signed(one, Refusal(err=err), 503))).pull(PULL)
    assert type(caught.value) is HubTrouble


def test_the_page_of_a_load_balancer_is_a_hub_that_cannot_be_reached(peer, desk):
    with pytest.raises(HubTrouble) as caught:
        desk(peer(lambda one: http(502, "text/html", PORTAL))).pull(PULL)
    assert type(caught.value) is HubTrouble


@pytest.mark.survives(76)
def test_another_key_gets_no_request_and_its_fingerprint_is_told(peer, desk, other_keys):
    there = peer(lambda one: signed(one, PUSHED), (other_keys.certificate, other_keys.server_key))
    with pytest.raises(HubIdentityChanged) as caught:
        desk(there).push(PUSH)
    assert there.heard == []
    assert len(caught.value.facts["fingerprint"].split()) == 6


@pytest.mark.survives(76)
def test_an_older_tls_gets_no_request(peer, desk):
    there = peer(lambda one: signed(one, PUSHED), maximum_version=ssl.TLSVersion.TLSv1_2)
    with pytest.raises(HubIdentityChanged):
        desk(there).push(PUSH)
    assert there.heard == []


@pytest.mark.survives(76)
def test_the_six_words_of_the_slip_pin_the_hub_as_its_digest_does(peer, desk, hub_keys, other_keys):
    words = [fingerprint(_spki(one)) for one in (hub_keys, other_keys)]
    there = peer(lambda one: signed(one, PUSHED))
    assert desk(there, pins=(words[0],)).push(PUSH) == PUSHED
    with pytest.raises(HubIdentityChanged):
        desk(there, pins=(words[1],)).push(PUSH)


@pytest.mark.survives(77, 78)
@pytest.mark.parametrize(
    "answer",
    [
        http(200, "text/html", PORTAL),
        http(200, CONTENT_TYPE, PORTAL),
        http(200, CONTENT_TYPE, squeezed(b'{"update":"https://evil.example/lead.exe"}')),
        http(200, "application/json", b'{"err":"revoked"}'),
        http(302, "text/html", b"", Location="https://evil.example/"),
        http(307, CONTENT_TYPE, b"", Location="/v1/elsewhere"),
        http(200, CONTENT_TYPE, gzip.compress(bytes(1 << 20)), Content_Encoding="gzip"),
        http(403, "application/json", b'{"err":"revoked"}'),
        http(403, "application/json", b'{"err":"Please install our update"}'),
        http(403, "text/html", PORTAL),
        http(400, "application/json", b"x" * 100_000),
        b"220 mail.example ESMTP\r\n\r\n",
        b"\x00\x01\x02\x03" * 64,
        http(204, CONTENT_TYPE, b""),
    ],
)
def test_what_is_not_the_hubs_answer_is_not_used(peer, desk, answer):
    there = peer(lambda one: answer)
    with pytest.raises(NotTheHub):
        desk(there).pull(PULL)
    assert {one.path for one in there.heard} == {"/v1/health", "/v1/pull"}


@pytest.mark.survives(78)
def test_ten_megabytes_of_text_are_not_read_to_the_end(peer, desk):
    long = http(200, CONTENT_TYPE, b"A" * (MAX_ANSWER + 2_000_000))
    with pytest.raises(NotTheHub):
        desk(peer(lambda one: long)).pull(PULL)


@pytest.mark.survives(77)
def test_plain_http_behind_the_port_is_not_the_hub(desk):
    with Peer(lambda one: http(200, "text/html", PORTAL), None) as portal, pytest.raises(NotTheHub):
        desk(portal).pull(PULL)


@pytest.mark.survives(78)
def test_an_answer_signed_by_another_key_or_for_another_question_is_not_used(peer, desk):
    other = Ed25519PrivateKey.generate()
    with pytest.raises(NotTheHub):
        desk(peer(lambda one: signed(one, PUSHED, key=other))).push(PUSH)
    kept = []

    def replayed(one):
        kept.append(signed(one, PUSHED))
        return kept[0]

    asked = desk(peer(replayed))
    assert asked.push(PUSH) == PUSHED
    with pytest.raises(NotTheHub):
        asked.push(PUSH.model_copy(update={"first": 2}))


@pytest.mark.survives(78)
def test_a_refusal_that_the_hub_did_not_sign_is_not_believed(peer, desk):
    with pytest.raises(NotTheHub):
        desk(peer(lambda one: signed(one, Refusal(err="revoked"), 403, Ed25519PrivateKey.generate()))).pull(PULL)


@pytest.mark.survives(82)
def test_an_answer_cut_at_any_byte_is_a_lost_connection_and_nothing_is_used(peer, desk):
    whole = []
    there = peer(lambda one: whole.append(signed(one, PUSHED)) or whole[-1])
    asked = desk(there)
    asked.push(PUSH)
    size, cut = len(whole[-1]), iter(range(len(whole[-1])))
    cutting = desk(peer(lambda one: signed(one, PUSHED)[: next(cut)]))
    for at in range(size):
        with pytest.raises(HubTrouble) as caught:
            cutting.push(PUSH)
        assert type(caught.value) is HubTrouble, at


def test_a_hub_that_does_not_listen_is_a_hub_that_cannot_be_reached(desk, peer):
    there = peer(lambda one: b"")
    there.__exit__()
    with pytest.raises(HubTrouble) as caught:
        desk(there).health()
    assert type(caught.value) is HubTrouble


@pytest.mark.parametrize("error", [socket.gaierror(-3, "again"), OSError(101, "unreachable"), OSError(113, "no route")])
def test_no_way_out_of_this_laptop_is_no_network(error):
    assert type(fault_of(error)) is NoNetwork


def test_before_the_first_enrolment_the_answers_key_comes_with_the_answer(peer, desk):
    asked = EnrolRequest(
        code="c", uid=DEVICE.uid, sign="", seal="", side="care", sv=1,
        people=(PersonKeysOf(user="u", name="Ana", role="outreach", sign="", seal=""),),
    )  # fmt: skip
    words = fingerprint(b"", b"")
    told = EnrolAnswer(
        state="pending", dev=0, fingerprint=words, epoch="e", hub_sign=_text(HUB), hub_seal="", stream="main"
    )
    assert desk(peer(lambda one: signed(one, told)), answers=b"").enrol(asked) == told
    with pytest.raises(NotTheHub):
        desk(peer(lambda one: signed(one, told, key=Ed25519PrivateKey.generate())), answers=b"").enrol(asked)
    with pytest.raises(Refused):
        desk(peer(lambda one: signed(one, Refusal(err="code"), 403)), answers=b"").enrol(asked)
    others = told.model_copy(update={"fingerprint": fingerprint(b"a", b"b")})
    with pytest.raises(NotTheHub):
        desk(peer(lambda one: signed(one, others)), answers=b"").enrol(asked)


def _text(data):
    from lead_desktop.wire.letters import to_text

    assert to_bytes(to_text(data)) == data
    return to_text(data)


def _spki(keys):
    from cryptography.hazmat.primitives import serialization

    key = serialization.load_pem_private_key(keys.server_key.read_bytes(), None).public_key()
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
