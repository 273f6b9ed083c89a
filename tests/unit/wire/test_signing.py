"""A signature stands for one statement only: any other request, answer, batch, receipt or order breaks it."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lead_desktop.wire import signing
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import Order, Receipt
from tests.unit.wire.test_op import an_op

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
RECEIPT = Receipt(scope="c/sud", seq=4, wall=5, rows=6, rest="ab", sig="")
ORDER = Order(kind="wipe", counter=1, at=2, scopes=("c/sud",), sig="")

STATEMENTS: list[tuple[Callable[..., bytes], tuple[object, ...], tuple[object, ...]]] = [
    (signing.request, ("POST", "/v1/push", b"body", "n1"), ("GET", "/v1/pull", b"Body", "n2")),
    (signing.answer, ("sig", 200, b"body"), ("Sig", 400, b"")),
    (signing.batch, ("e", 1, 2, 3, b"c"), ("f", 2, 3, 4, b"d")),
]


@pytest.mark.parametrize(("make", "said", "other"), STATEMENTS)
def test_every_part_of_a_statement_is_signed(make, said, other) -> None:
    signature = to_text(KEY.sign(make(*said)))
    assert signing.holds(PUBLIC, signature, make(*said))
    for place, value in enumerate(other):
        assert not signing.holds(PUBLIC, signature, make(*said[:place], value, *said[place + 1 :]))


def test_parts_cannot_run_into_each_other() -> None:
    assert signing.request("POST", "/a|b", b"", "c") != signing.request("POST|/a", "b", b"", "c")


@pytest.mark.parametrize("change", [{"scope": "c/x"}, {"seq": 1}, {"wall": 1}, {"rows": 1}, {"rest": "cd"}])
def test_every_part_of_a_receipt_is_signed_but_its_signature(change) -> None:
    assert signing.receipt(RECEIPT.model_copy(update=change)) != signing.receipt(RECEIPT)
    assert signing.receipt(RECEIPT.model_copy(update={"sig": "zz"})) == signing.receipt(RECEIPT)


@pytest.mark.parametrize("change", [{"kind": "drain"}, {"counter": 9}, {"at": 9}, {"scopes": ()}])
def test_an_order_is_for_one_device_and_all_of_it_is_signed(change) -> None:
    assert signing.order("d1", ORDER.model_copy(update=change)) != signing.order("d1", ORDER)
    assert signing.order("d2", ORDER) != signing.order("d1", ORDER)


def test_a_persons_signature_outlasts_the_numbers_of_enrolment_and_nothing_else() -> None:
    said = signing.transaction([an_op()])
    assert signing.transaction([an_op(n=9, t=9, b=((4, 7),), c=(8, 9), h=5)]) == said
    for change in ({"v": "x"}, {"f": 5}, {"k": "add"}, {"r": "r2"}, {"s": "c/x"}, {"a": "u2"}, {"w": 17}, {"y": 2}):
        assert signing.transaction([an_op(**change)]) != said
    assert signing.transaction([an_op(), an_op()]) != said


def test_what_is_no_signature_or_no_key_does_not_hold() -> None:
    signature = to_text(KEY.sign(b"x"))
    assert not signing.holds(PUBLIC, signature[:-2], b"x")
    assert not signing.holds(PUBLIC, "not base64!", b"x")
    assert not signing.holds(PUBLIC[:-1], signature, b"x")
    assert not signing.holds(bytes(32), signature, b"x")
    assert signing.holds(PUBLIC, signature, b"x")
