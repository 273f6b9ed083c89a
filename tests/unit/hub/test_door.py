"""The hub's door over real TLS, with a real PostgreSQL behind it: who comes in, and what nobody gets past."""

import socket
import ssl
from contextlib import suppress
from datetime import timedelta

import psycopg
import pytest

from lead_desktop.hub import people
from lead_desktop.hub.admitting import activate, listed, move, part_with
from lead_desktop.hub.authority import make_authority
from lead_desktop.hub.codes import shown
from lead_desktop.hub.database import Database
from lead_desktop.hub.enrolment import make_code, pending
from lead_desktop.hub.notices import notices
from lead_desktop.hub.orders import Orders
from lead_desktop.hub.patience import PatientProtocol
from lead_desktop.hub.running import Parts
from lead_desktop.hub.settings import Settings
from lead_desktop.wire import signing
from lead_desktop.wire.codec import CONTENT_TYPE, packed, squeezed
from lead_desktop.wire.hub_api import HubTrouble, Refused
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import PullRequest, PushRequest, Refusal, ResumeRequest
from tests.fakes.clock import StandingClock
from tests.fakes.hub_door import Laptop, QuietCore, listening

PULL = PullRequest(epoch="e", dev=1, cursor=0, scur=0, sv=1)
PUSH = PushRequest(epoch="e", dev=1, first=1, prev_chain="", ops=({"n": 1},), people=(), sig="")


class Hub:
    """What a test has in hand."""

    def __init__(self, url, keys, clock):
        self.clock, self.keys, self.core = clock, keys, QuietCore()
        self.database = Database(url, 4)
        self.parts = Parts(self.core, self.database, keys, Settings(), clock)
        self.laptops = []

    def laptop(self, number=1, **about):
        self.laptops.append(Laptop(number, **about))
        return self.laptops[-1]

    def code(self, name="Ana Pacheco", role="outreach", confirmed=True, agency="LEAD"):
        with self.database.owning() as connection:
            member = people.add_member(connection, name, role, agency, self.clock)
            return shown(make_code(connection, [member], self.clock, confirmed=confirmed))

    def asked_by(self, laptop):
        return laptop.at(self.port, self.keys.pin, self.clock, self.keys.answers.public_key().public_bytes_raw())

    def enrolled(self, number=1):
        laptop = self.laptop(number)
        answer = self.asked_by(laptop).enrol(laptop.request(self.code()))
        assert answer.state == "active"
        return laptop, self.asked_by(laptop)

    def told(self):
        with self.database.owning() as connection:
            return [one.code for one in notices(connection)]

    def move(self, dev, state):
        with self.database.owning() as connection:
            move(connection, dev, state, self.clock)


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    return make_authority(tmp_path_factory.mktemp("keys") / "keys", ["localhost"], StandingClock())


@pytest.fixture
def hub(database_url, keys):
    made = Hub(database_url, keys, StandingClock())
    with listening(made.parts, keys) as made.port:
        yield made
        for one in made.laptops:
            one.close()
    made.database.close()


def test_a_laptop_comes_in_by_its_code_and_then_may_ask_everything(hub):
    _, asked = hub.enrolled()
    assert asked.health().epoch
    assert asked.push(PUSH).acked == 1
    assert asked.pull(PULL).to == 0
    assert asked.resume(ResumeRequest(epoch="e", dev=1, cursor=0, acked=0, chain="")).head == 0
    assert asked.chunk("abc").as_of == 1
    assert [dev for dev, _ in hub.core.asked] == [1, 1, 1, 1]


def test_a_laptop_waits_until_an_administrator_has_compared_the_six_words(hub):
    laptop = hub.laptop()
    asked, request = hub.asked_by(laptop), laptop.request(hub.code(confirmed=False))
    answer = asked.enrol(request)
    assert (answer.state, answer.dev) == ("pending", 0)
    assert asked.enrol(request).state == "pending"
    with pytest.raises(Refused) as caught:
        asked.pull(PULL)
    assert caught.value.refusal.err == "pending"
    with hub.database.owning() as connection:
        (held,) = pending(connection)
        assert held.fingerprint == answer.fingerprint
        activate(connection, held, hub.clock)
    assert (asked.enrol(request).state, asked.enrol(request).dev) == ("active", 1)
    assert asked.pull(PULL).to == 0


@pytest.mark.survives(75)
def test_a_code_opens_once_in_time_for_its_people_and_for_one_key(hub):
    def refused(laptop, request):
        with pytest.raises(Refused) as caught:
            hub.asked_by(laptop).enrol(request)
        assert caught.value.refusal.err == "code"

    used = hub.code()
    first, second = hub.laptop(1), hub.laptop(2)
    hub.asked_by(first).enrol(first.request(used))
    refused(second, second.request(used))
    late = hub.code(name="Ben")
    hub.clock.advance(timedelta(hours=24, minutes=1))
    refused(second, second.request(late))
    refused(second, second.request(hub.code(name="Eva", role="case_manager")))
    thief = hub.laptop(1)
    refused(thief, thief.request(hub.code(name="Ana Pacheco")))
    assert hub.told() == ["code_other_key", "code_other_people", "code_late", "code_again"]
    with hub.database.owning() as connection:
        assert len(listed(connection)) == 1


@pytest.mark.survives(74)
def test_a_code_dies_with_the_fifth_wrong_try_and_an_address_has_ten_tries_an_hour(hub):
    code = hub.code().replace("-", "")
    other = hub.code(name="Ben").replace("-", "")
    wrong = [one for one in _near(code) if one != code][:5]
    laptop = hub.laptop()
    asked = hub.asked_by(laptop)
    said = []
    for one in [*wrong, code, *(_near(other)[1:8])]:
        with pytest.raises(Refused) as caught:
            asked.enrol(laptop.request(one))
        said.append(caught.value.refusal.err)
    assert said == ["code"] * 10 + ["too_many"] * 3
    assert "code_dead" in hub.told()
    hub.clock.advance(timedelta(hours=1))
    with pytest.raises(Refused) as caught:
        asked.enrol(laptop.request(code))
    assert caught.value.refusal.err == "code"


def _near(code):
    from lead_desktop.hub.codes import LETTERS, cleaned

    made = [code[:4] + a + b + code[6:-1] + last for a in LETTERS for b in LETTERS for last in LETTERS]
    return [code, *[one for one in made if cleaned(one) and one != code]]


def test_a_laptop_of_another_side_does_not_come_in_with_a_care_code(hub):
    laptop = hub.laptop(1, role="officer", side="law")
    with pytest.raises(Refused):
        hub.asked_by(laptop).enrol(laptop.request(hub.code()))


def test_a_second_person_joins_a_laptop_that_is_in_already(hub):
    laptop, asked = hub.enrolled()
    second = hub.laptop(2, name="Ben Ortiz", role="peer").person
    request = laptop.request(hub.code("Ben Ortiz", "peer"), people=(second,))
    assert asked.enrol(request).dev == 1
    with hub.database.owning() as connection:
        assert listed(connection)[0].people == ("Ana Pacheco", "Ben Ortiz")
        held = connection.execute("SELECT aud FROM device_aud WHERE until IS NULL AND aud LIKE 'role:%'").fetchall()
        assert {one[0] for one in held} == {"role:outreach", "role:peer"}
        part_with(connection, people.find_member(connection, "ben  ortiz"), hub.clock)
        held = connection.execute("SELECT aud FROM device_aud WHERE until IS NULL AND aud LIKE 'role:%'").fetchall()
        assert {one[0] for one in held} == {"role:outreach"}


@pytest.mark.survives(68)
def test_unknown_revoked_and_wiped_laptops_are_refused_and_a_wipe_is_a_signed_order(hub):
    laptop, asked = hub.enrolled()
    stranger = hub.laptop(9)
    with pytest.raises(Refused) as caught:
        hub.asked_by(stranger).pull(PULL)
    assert caught.value.refusal.err == "unknown"
    hub.move(1, "revoked")
    with pytest.raises(Refused) as caught:
        asked.pull(PULL)
    assert (caught.value.refusal.err, caught.value.refusal.order) == ("revoked", None)
    with hub.database.owning() as connection:
        Orders(hub.keys.answers, hub.clock).wipe(connection, [1])
    with pytest.raises(Refused) as caught:
        asked.push(PUSH)
    order = caught.value.refusal.order
    assert order.kind == "wipe"
    assert signing.holds(hub.keys.answers.public_key().public_bytes_raw(), order.sig, signing.order(laptop.uid, order))
    with pytest.raises(Refused) as caught:
        asked.pull(PULL.model_copy(update={"counter": order.counter}))
    assert caught.value.refusal.err == "wiped"
    assert hub.told()[0] == "wipe_done"
    assert hub.core.asked == []


@pytest.mark.survives(68)
def test_another_key_under_a_known_id_gets_nothing(hub):
    hub.enrolled()
    thief = hub.laptop(1)
    with pytest.raises(Refused) as caught:
        hub.asked_by(thief).pull(PULL)
    assert caught.value.refusal.err == "signature"
    assert hub.core.asked == []


def test_a_nonce_of_another_hub_or_of_yesterday_is_no_nonce(hub):
    laptop, asked = hub.enrolled()
    asked.pull(PULL)
    hub.clock.advance(timedelta(minutes=6))
    assert asked.pull(PULL).to == 0
    body = packed(PULL)
    forged = to_text(bytes(32))
    mark = to_text(laptop.sign.sign(signing.request("POST", "/v1/pull", body, forged)))
    assert _hub_says(hub, "/v1/pull", body, _signed(laptop, forged, mark))[1].err == "nonce"


@pytest.mark.survives(81)
def test_orders_reach_a_laptop_with_its_next_answer_until_it_has_done_them(hub):
    _, asked = hub.enrolled()
    with hub.database.owning() as connection:
        order = Orders(hub.keys.answers, hub.clock).give(connection, 1, "drain")
        later = Orders(hub.keys.answers, hub.clock).give(connection, 1, "resync")
    assert later.counter > order.counter
    assert asked.pull(PULL).orders == (order, later)
    assert asked.pull(PULL.model_copy(update={"counter": order.counter})).orders == (later,)
    assert asked.pull(PULL.model_copy(update={"counter": later.counter})).orders == ()


def test_an_administrator_is_told_of_a_clone(hub):
    _, asked = hub.enrolled()
    hub.core.fault = Refused(Refusal(err="fork", acked=3))
    with pytest.raises(Refused) as caught:
        asked.push(PUSH)
    assert caught.value.refusal == Refusal(err="fork", acked=3)
    assert hub.told() == ["fork"]


@pytest.mark.survives(74)
def test_a_laptop_that_asks_too_often_is_told_when_to_come_again(hub):
    _, asked = hub.enrolled()
    hub.parts.service.limits.requests.wait_ms(hub.laptops[0].uid, 599)
    assert asked.pull(PULL).to == 0
    with pytest.raises(Refused) as caught:
        asked.pull(PULL)
    assert caught.value.refusal.err == "too_many"
    assert 0 < caught.value.refusal.retry_ms <= 101
    hub.clock.advance(timedelta(seconds=1))
    assert asked.pull(PULL).to == 0


@pytest.mark.survives(85)
@pytest.mark.parametrize(
    "fault",
    [
        psycopg.OperationalError("server closed the connection: secret words"),
        psycopg.errors.ReadOnlySqlTransaction("read-only: secret words"),
        psycopg.errors.DiskFull("no space left: secret words"),
        Refused(Refusal(err="away")),
        ZeroDivisionError("secret words"),
    ],
)
def test_a_database_that_is_away_is_503_with_a_code_and_nothing_else(hub, fault):
    _, asked = hub.enrolled()
    hub.core.fault = fault
    with pytest.raises(HubTrouble):
        asked.push(PUSH)
    hub.core.fault = None
    assert asked.push(PUSH).acked == 1


HOSTILE = {
    "deep": squeezed(b"[" * 100_000 + b"]" * 100_000),
    "number": squeezed(b'{"epoch":' + b"9" * 5000 + b"}"),
    "nan": squeezed(b'{"epoch":NaN}'),
    "twice": squeezed(b'{"epoch":"a","epoch":"b"}'),
    "no frame": b"{}",
    "bomb": squeezed(bytes(64 << 20)),
    "half a letter": squeezed(b'{"epoch":"\\ud800"}'),
    "other shape": squeezed(b'{"hello":1}'),
    "sql": squeezed(b'{"epoch":"\'; DROP TABLE lead.op; --"}'),
}


@pytest.mark.survives(71)
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["/v1/push", "/v1/pull", "/v1/resume", "/v1/enrol"])
def test_hostile_bytes_are_a_code_and_the_hub_lives(hub_for_all, name, path):
    hub, laptop = hub_for_all
    nonce = hub.parts.service.nonces.fresh()
    mark = to_text(laptop.sign.sign(signing.request("POST", path, HOSTILE[name], nonce)))
    status, refusal = _hub_says(hub, path, HOSTILE[name], _signed(laptop, nonce, mark))
    assert (status, refusal.err) in {(400, "malformed"), (413, "too_large")}


@pytest.fixture(scope="module")
def hub_for_all(postgres, keys):
    with postgres.database() as url:
        made = Hub(url, keys, StandingClock())
        with listening(made.parts, keys) as made.port:
            yield made, made.enrolled()[0]
            made.laptops[0].close()
        made.database.close()


@pytest.mark.survives(71)
@pytest.mark.parametrize(
    ("headers", "err"),
    [
        ({"Content-Length": str((8 << 20) + 1)}, "too_large"),
        ({"Content-Length": "9" * 15}, "too_large"),
        ({"Content-Type": "application/json"}, "malformed"),
        ({"Content-Encoding": "gzip"}, "malformed"),
    ],
)
def test_a_body_of_the_wrong_size_or_kind_is_not_taken_in(hub_for_all, headers, err):
    assert _hub_says(hub_for_all[0], "/v1/push", b"x", headers)[1].err == err


@pytest.mark.survives(71)
def test_a_body_without_a_length_ends_at_eight_megabytes(hub_for_all):
    hub, _ = hub_for_all
    with _tls(hub) as stream:
        stream.sendall(_head("/v1/push", {"Transfer-Encoding": "chunked"}))
        block = b"100000\r\n" + bytes(1 << 20) + b"\r\n"
        with suppress(OSError):  # the hub may hang up before the last block
            for _ in range(9):
                stream.sendall(block)
        assert b" 413 " in stream.recv(4096)


@pytest.mark.survives(71)
def test_a_peer_that_never_ends_its_headers_or_its_body_is_let_go(database_url, keys):
    hub = Hub(database_url, keys, StandingClock())
    hub.parts._door._patience = type(hub.parts._door._patience)(seconds=0.2)

    class Hurried(PatientProtocol):
        patience_s = 0.2

    with listening(hub.parts, keys, Hurried) as hub.port:
        with _tls(hub) as stream:
            stream.sendall(b"POST /v1/push HTTP/1.1\r\nHost: a\r\nX-Slow: ")
            assert stream.recv(100) == b""
        with _tls(hub) as stream:
            stream.sendall(_head("/v1/push", {"Content-Length": "100"}) + b"half")
            assert b" 503 " in stream.recv(4096)
        with _tls(hub) as stream:
            assert stream.recv(100) == b""
    hub.database.close()


@pytest.mark.survives(72)
@pytest.mark.parametrize("said", ["' OR 1=1 --", "x'; DROP TABLE lead.device; --", "0198' UNION SELECT", "%s", "\\x00"])
def test_sql_in_any_header_or_path_is_only_text(hub_for_all, said):
    hub, laptop = hub_for_all
    headers = {signing.DEVICE: said, signing.NONCE: said, signing.SIGNATURE: said}
    assert _hub_says(hub, "/v1/pull", packed(PULL), headers)[0] == 401
    assert hub.asked_by(laptop).pull(PULL).to == 0


@pytest.mark.survives(82)
def test_a_request_cut_at_any_byte_does_nothing(hub_for_all):
    hub, laptop = hub_for_all
    body, nonce = packed(PUSH), hub.parts.service.nonces.fresh()
    mark = to_text(laptop.sign.sign(signing.request("POST", "/v1/push", body, nonce)))
    whole = _head("/v1/push", {**_signed(laptop, nonce, mark), "Content-Length": str(len(body))}) + body
    before = len(hub.core.asked)
    for at in range(0, len(whole), 7):
        with _tls(hub) as stream:
            stream.sendall(whole[:at])
    with _tls(hub) as stream:
        stream.sendall(whole)
        assert b" 200 " in stream.recv(4096)
    assert len(hub.core.asked) == before + 1


@pytest.mark.survives(76)
def test_the_hub_speaks_no_older_tls(hub_for_all):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with (
        socket.create_connection(("127.0.0.1", hub_for_all[0].port), 5) as plain,
        pytest.raises(ssl.SSLError),
        context.wrap_socket(plain),
    ):
        pass


def _signed(laptop, nonce, mark):
    return {signing.DEVICE: laptop.uid, signing.NONCE: nonce, signing.SIGNATURE: mark}


def _head(path, headers):
    told = {"Host": "hub", "Content-Type": CONTENT_TYPE, **headers}
    return (f"POST {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in told.items()) + "\r\n").encode()


def _tls(hub):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection(("127.0.0.1", hub.port), 10))


def _hub_says(hub, path, body, headers):
    """Send bytes as they are; the status and the refusal, whose signature must hold."""
    told = {"Content-Length": str(len(body)), "Connection": "close", **headers}
    with _tls(hub) as stream:
        stream.sendall(_head(path, told) + body)
        heard = b""
        while part := stream.recv(65536):
            heard += part
    head, _, answer = heard.partition(b"\r\n\r\n")
    status = int(head.split(b" ")[1])
    fields = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:])
    assert fields["cache-control"] == "no-store"
    mark = next(line for line in head.decode().split("\r\n") if line.lower().startswith("lead-signature")).split(": ")[
        1
    ]
    told = signing.answer(headers.get(signing.SIGNATURE, ""), status, answer)
    assert signing.holds(hub.keys.answers.public_key().public_bytes_raw(), mark, told)
    return status, Refusal.model_validate_json(answer)
