"""Participant numbers come from this device's blocks and never twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lead_desktop.casework.opening import number_tag
from lead_desktop.store import cipher
from lead_desktop.store.cipher import Connection
from lead_desktop.store.numbers import NoNumbersLeft, add_block, take
from lead_desktop.store.schema import migrate


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    made = cipher.create(tmp_path / "v.db", bytes(32))
    migrate(made)
    yield made
    made.close()


def test_numbers_run_through_one_block_after_the_other_and_then_stop(connection: Connection) -> None:
    with connection.transaction():
        add_block(connection, "K7QM", 1, 2)
        add_block(connection, "", 147, 147)
        taken = [take(connection, "SF") for _ in range(3)]
    assert taken == ["SF-K7QM-0001", "SF-K7QM-0002", "SF-0147"]
    with pytest.raises(NoNumbersLeft) as caught, connection.transaction():
        take(connection, "SF")
    assert "hub" in caught.value.words()


def test_a_number_of_a_transaction_that_failed_is_given_again(connection: Connection) -> None:
    with connection.transaction():
        add_block(connection, "", 1, 9)
    with pytest.raises(ZeroDivisionError), connection.transaction():
        take(connection, "SF")
        raise ZeroDivisionError
    with connection.transaction():
        assert take(connection, "SF") == "SF-0001"


def test_two_laptops_before_a_hub_do_not_share_a_number() -> None:
    tags = {number_tag(f"{value:08x}" + "0" * 24) for value in range(0, 2**20, 4093)}
    assert len(tags) == len(range(0, 2**20, 4093))
    assert all(len(tag) == 4 and "I" not in tag and "O" not in tag for tag in tags)
