"""Every planted bug is caught, so no check of the contract is one that cannot fail."""

from collections import Counter

import pytest

from lead_desktop.errors import LeadError
from tests.fakes.postgres import Server
from tests.sync.far_mutants import FAR_MUTANTS
from tests.sync.invariants import Broken
from tests.sync.mutants import MUTANTS, Mutant
from tests.sync.scenario import tell


def noticed_by(server: Server, mutant: Mutant) -> str:
    """Tell the story with a bug in it; return the invariant that broke, or what else happened."""
    with mutant.in_place():
        try:
            tell(server, Counter(), story=mutant.story)
        except Broken as broken:
            return broken.number
        except LeadError:
            return "raised"
    return "nothing"


@pytest.mark.parametrize("mutant", [*MUTANTS, *FAR_MUTANTS], ids=lambda one: one.name.replace(" ", "-"))
def test_a_planted_bug_is_noticed(server: Server, mutant: Mutant) -> None:
    assert noticed_by(server, mutant) in mutant.noticed_by


def test_every_invariant_has_a_bug_that_trips_it() -> None:
    assert {"I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9"} == {
        number for one in MUTANTS for number in one.noticed_by if number != "raised"
    }
