"""Reading Open Referral's HSDS 3.0 (docs.openreferral.org): organizations with their services, as JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from lead_desktop import resources
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.text import LINE_MAX, NAME_MAX
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

MOST_BYTES = 5_000_000
_SEED = "directory/santa_fe_shelters"
_SEED_WORDS = "Facts from the pages of each shelter, September 2025. Verify before use."
_TELLING = {
    "24/7": "always_open", "walk-in": "walk_in", "couples": "couples", "families": "families", "no id": "no_id",
    "pets": "pets", "spanish": "spanish", "free": "free", "medicaid": "medicaid",
}  # fmt: skip
"""Words of a service's own text that say how easy it is to come; HSDS has no field for it."""
_KINDS = {"shelter": "shelter", "domestic violence": "safety", "food": "food", "legal": "legal", "clinic": "health"}
"""Words of a service's own text that say what everyday help it is."""


class NotHsds(LeadError):
    """The file is no list of organizations as HSDS 3.0 has them."""

    code = "not_hsds"
    message = N_("This file is not a directory that can be read here (HSDS 3.0, as JSON). Nothing was brought in.")


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class _Phone(_Read):
    number: str


class _Capacity(_Read):
    maximum: int | None = None
    updated: date | None = None


class _Service(_Read):
    id: str
    name: str
    status: str = "active"
    description: str = ""
    application_process: str = ""
    eligibility_description: str = ""
    fees_description: str = ""
    phones: tuple[_Phone, ...] = ()
    capacities: tuple[_Capacity, ...] = ()


class _Organization(_Read):
    id: str
    name: str
    description: str = ""
    website: str = ""
    phones: tuple[_Phone, ...] = ()
    services: tuple[_Service, ...] = ()


Spanish = Mapping[str, Mapping[str, str]]
"""Texts by the id of what they are about: `about` of an organization, `name`, `who` and `how` of a service; by no id,
where all of it is from."""
Read = tuple[Provider, tuple[Offer, ...]]
"""A place with what it offers, not yet linked."""


def read_hsds(data: bytes, source: str, spanish: Spanish | None = None) -> tuple[Read, ...]:
    """Return the places of a file with what each offers, in their order; raises NotHsds. What is too long is cut.

    source: what is said of where it is from. Services that are not active are left out.
    """
    if len(data) > MOST_BYTES:
        raise NotHsds
    try:
        found = json.loads(data)
        organizations = [_Organization.model_validate(one) for one in _list(found)]
        return tuple(_place(one, source, spanish or {}) for one in organizations)
    except (ValueError, RecursionError, ValidationError):
        raise NotHsds from None


def santa_fe() -> tuple[Read, ...]:
    """Return the shelters of Santa Fe that come with the program."""
    spanish: Spanish = json.loads(resources.text(f"{_SEED}_es.json"))
    return read_hsds(resources.text(f"{_SEED}.json").encode(), _SEED_WORDS, spanish)


def _list(found: object) -> list[Any]:
    """Return the organizations: a list, or a page of an HSDS answer with its `contents`."""
    held = found.get("contents") if isinstance(found, dict) else found
    if not isinstance(held, list):
        raise NotHsds
    return held


def _place(one: _Organization, source: str, spanish: Spanish) -> Read:
    active = [service for service in one.services if service.status == "active"]
    phones = [phone.number for phone in (*one.phones, *(each for service in active for each in service.phones))]
    checked = max((day for service in active for day in _updated(service)), default=None)
    provider = Provider(
        name=_cut(one.name, NAME_MAX), about=one.description[:2000], website=_cut(one.website, LINE_MAX),
        about_es=spanish.get(one.id, {}).get("about"), phone=_cut(next(iter(phones), ""), NAME_MAX),
        checked_on=checked, source_id=_cut(one.id, NAME_MAX), source_words=_cut(source, LINE_MAX),
        source_words_es=spanish.get("", {}).get("source"),
    )  # fmt: skip
    return provider, tuple(_offer(service, one.name, spanish.get(service.id, {})) for service in active)


def _offer(service: _Service, place: str, spanish: Mapping[str, str]) -> Offer:
    said = (
        f"{service.name} {service.description} {service.application_process} {service.eligibility_description}".lower()
    )
    places = [one.maximum for one in service.capacities if one.maximum is not None]
    return Offer(
        name=_cut(_own_name(service.name, place), NAME_MAX),
        name_es=spanish.get("name"),
        who=_cut(service.eligibility_description, LINE_MAX),
        who_es=spanish.get("who"),
        how=_cut(service.application_process, LINE_MAX),
        how_es=spanish.get("how"),
        cost=_cut(service.fees_description, LINE_MAX),
        easy=tuple(code for word, code in _TELLING.items() if _holds(said, word)),
        everyday=tuple(code for word, code in _KINDS.items() if _holds(said, word)),
        places=places[0] if places and 0 <= places[0] <= 10_000 else None,
        source_id=_cut(service.id, NAME_MAX),
    )


def _updated(service: _Service) -> Iterator[date]:
    yield from (one.updated for one in service.capacities if one.updated is not None)


def _own_name(name: str, place: str) -> str:
    """Return a service's name without that of its place in front of it."""
    rest = name.removeprefix(place).strip(" -–:")
    return rest[:1].upper() + rest[1:] if rest else name


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _cut(text: str, longest: int) -> str:
    return text[:longest]
