"""Half-typed forms are kept exactly, by person, until they are saved or discarded."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from lead_desktop.ids import UserId
from lead_desktop.store.audit import Event
from lead_desktop.store.drafts import Drafts
from lead_desktop.store.ledger import Author
from lead_desktop.store.vault import Vault
from lead_desktop.store.writing import Writer
from tests.fakes.clock import StandingClock
from tests.fakes.records import TYPES, a_thing
from tests.fakes.vaults import make_vault

ROSA, OTHER = UserId("rosa"), UserId("other")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    made = make_vault(tmp_path_factory.mktemp("drafts"), StandingClock())
    yield made
    made.close()


@pytest.fixture
def drafts(vault: Vault) -> Drafts:
    return Drafts(vault.writer, vault.reader, StandingClock())


@pytest.mark.survives(44)
@pytest.mark.parametrize("typed", ["María", "31/02/2026", "\ud800 half a sign", "a\u202eb", "x" * 100_000, ""])
def test_what_was_typed_comes_back_to_the_letter(drafts: Drafts, typed: str) -> None:
    draft = replace(drafts.new(ROSA, "referral", "", "r/referral"), state={"name": typed, "place": 3}, title="t")
    drafts.keep(draft)
    held = drafts.get(ROSA, draft.id)
    assert held is not None
    assert held.state == {"name": typed, "place": 3}


def test_a_later_state_takes_the_place_of_the_earlier_one(drafts: Drafts) -> None:
    draft = drafts.new(ROSA, "plan", "p1", "p1/casework")
    drafts.keep(replace(draft, state={"a": "1"}))
    drafts.keep(replace(draft, state={"a": "12"}))
    held = drafts.find(ROSA, "plan", "p1")
    assert held is not None
    assert held.state == {"a": "12"}


def test_each_person_sees_only_their_own_drafts(drafts: Drafts) -> None:
    draft = drafts.new(ROSA, "intake", "p2", "p2/casework")
    drafts.keep(draft)
    assert draft.id in [one.id for one in drafts.of(ROSA)]
    assert drafts.of(OTHER) == ()
    assert drafts.get(OTHER, draft.id) is None
    assert drafts.find(OTHER, "intake", "p2") is None


def test_a_discarded_draft_is_gone(drafts: Drafts) -> None:
    draft = drafts.new(ROSA, "intake", "p3", "p3/casework")
    drafts.keep(draft)
    drafts.discard(draft.id)
    assert drafts.get(ROSA, draft.id) is None


def test_a_saved_form_takes_its_draft_with_it_in_one_transaction(vault: Vault, drafts: Drafts) -> None:
    draft = drafts.new(ROSA, "thing", "", "x/casework")
    drafts.keep(draft)
    writer = Writer(vault, StandingClock(), TYPES)
    author = Author(vault.person.user_id, vault.person.sign.sign)
    with pytest.raises(ZeroDivisionError), writer.writing(author, Event("thing.create")) as work:
        work.create(a_thing())
        work.discard_draft(draft.id)
        raise ZeroDivisionError
    assert drafts.get(ROSA, draft.id) is not None
    with writer.writing(author, Event("thing.create")) as work:
        work.create(a_thing())
        work.discard_draft(draft.id)
    assert drafts.get(ROSA, draft.id) is None
