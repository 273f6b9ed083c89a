"""Two hubs on one database: killed while laptops work, and one overtaking the other; the long form is scripts/prove."""

import pytest

from tests.fakes.postgres import Server
from tests.sync.interleaved import overtaken
from tests.sync.invariants import Broken
from tests.sync.two_hubs import knocked_about


@pytest.mark.survives(77)
@pytest.mark.survives(82)
@pytest.mark.survives(83)
def test_hubs_that_are_killed_on_wires_that_cut_and_mislead_lose_and_double_nothing(server: Server) -> None:
    tally = knocked_about(server, 6, seed=7)
    assert tally["kills"] >= 1
    assert tally["rounds"] >= 1
    assert tally["ops"] > 10
    assert tally["connections, cut"]
    assert tally["connections, portal"]


def test_a_hub_that_is_overtaken_by_another_keeps_its_place_in_the_order(server: Server) -> None:
    assert overtaken(server, loose=False)["ops"] == 3


def test_numbers_from_a_sequence_instead_of_the_locked_row_are_noticed(server: Server) -> None:
    with pytest.raises(Broken) as caught:
        overtaken(server, loose=True)
    assert caught.value.number in ("I5", "I3", "I7")
