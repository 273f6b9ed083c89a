"""HSDS 3.0 is read whole or not at all."""

import json

import pytest
from hypothesis import given, strategies as st

from lead_desktop.exchange.hsds import MOST_BYTES, NotHsds, read_hsds, santa_fe


def organization(**more: object) -> dict[str, object]:
    return {"id": "o1", "name": "Casa", "services": [{"id": "s1", "name": "Casa - meals", **more}]}


def read(*organizations: object) -> object:
    return read_hsds(json.dumps(organizations).encode(), "a test")


def test_the_shelters_of_santa_fe_come_with_their_spanish_and_where_they_are_from() -> None:
    held = santa_fe()
    assert len(held) == 7
    for provider, offers in held:
        assert provider.about_es
        assert "Verify" in (provider.source_words or "")
        assert provider.source_id
        assert [one.name for one in offers] == ["Shelter"]
        assert all(one.name_es and one.how_es and one.who_es and "shelter" in one.everyday for one in offers)
    agape = next(offers[0] for provider, offers in held if provider.name == "Agape (Urban Alchemy)")
    assert (agape.easy, agape.places) == (("always_open",), 85)


def test_what_a_service_says_of_itself_is_read_from_its_own_words_only_whole() -> None:
    ((_, (offer,)),) = read(organization(description="Carpets. Freedom. Spanish spoken, walk-in.", status="active"))  # type: ignore[misc]
    assert set(offer.easy) == {"spanish", "walk_in"}


def test_a_page_of_an_answer_is_read_and_services_that_are_over_are_left_out() -> None:
    data = json.dumps({"contents": [organization(status="inactive")], "total_items": 1}).encode()
    ((provider, offers),) = read_hsds(data, "a test")
    assert (provider.name, offers) == ("Casa", ())


@pytest.mark.survives(71)
@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"null", b"5", b'"text"', b"[5]", b"[{}]", b'[{"id": "a"}]', b'{"contents": 3}', b"\xff\xfe[]",
        b"[" * 100_000, b'[{"id": "a", "name": 5}]', b'[{"id": "a", "name": "b", "services": "x"}]',
        b'[{"id": "a", "name": "b", "services": [{"id": "s", "name": "n", "capacities": [{"updated": "31-02"}]}]}]',
        b"x" * (MOST_BYTES + 1), b'[{"id": "a", "name": "\\ud800"}]',
    ],
)  # fmt: skip
def test_what_is_no_directory_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotHsds):
        read_hsds(data, "a test")


@pytest.mark.survives(45)
def test_what_is_too_long_is_cut_and_odd_capacities_are_left_open() -> None:
    ((provider, (offer,)),) = read(  # type: ignore[misc]
        {**organization(application_process="x" * 9000, capacities=[{"maximum": -5}]), "description": "y" * 9000}
    )
    assert len(provider.about or "") == 2000
    assert len(offer.how or "") == 500
    assert offer.places is None


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_no_bytes_do_anything_else(data: bytes) -> None:
    try:
        assert isinstance(read_hsds(data, "a test"), tuple)
    except NotHsds as refused:
        assert refused.code == "not_hsds"  # noqa: PT017 - either answer is right
