"""Whose laptops may hold a scope: the role matrix turned into audiences, for the hub to open and to close (sync 3.10).

What is not said here is not sent. A law-side laptop holds its own referrals for a time, and what a live consent
opens to its organisation; nothing else about anybody, whatever the matrix might come to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from lead_desktop.domain.base import Compartment
from lead_desktop.domain.catalogue import RECORD_TYPES
from lead_desktop.domain.consent import Consent, card_scope, opens
from lead_desktop.domain.permissions import days, roles_of_side, side_of, tokens
from lead_desktop.domain.text import folded
from lead_desktop.ids import Scope, scope_of

EVERYONE = "everyone"
BY_CONSENT = {Compartment.CARD: "share_card", Compartment.CHARGE: "diverted_charge"}
"""The compartments that a consent can open to another organisation, each with the subject that says to which roles."""

_C = Compartment
_OPEN = frozenset({_C.REFERENCE, _C.PROGRAMME})
_OUTSIDE = frozenset({_C.REFERRAL})
"""What somebody of the law or defence side may hold because they made it."""
_DEEP = frozenset({_C.HEALTH, _C.SUD, _C.PROTECTED, _C.SEALED})
"""Where a role that may only add is sent what its own people wrote about, and not what anybody wrote."""
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works with the program: user id, role, and agency as the hub knows it."""

    user: str
    role: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """An audience that may hold a scope, until a moment in ms UTC if there is one."""

    audience: str
    not_after: int | None = None


def audiences(compartment: str, record_type: str, author: Worker, now_ms: int, *, fresh: bool) -> tuple[Reach, ...]:
    """Return who may hold a scope in which a record was made.

    fresh: whether this record is the first of its scope. Nobody of the law side comes to hold a scope that was there
    before by writing into it. A record type outside its own compartment, or an unknown one, opens nothing.
    """
    known = RECORD_TYPES.get(record_type)
    if known is None or compartment != known.COMPARTMENT:
        return ()
    where = known.COMPARTMENT
    if where in _OPEN:
        return (Reach(EVERYONE),)
    found = [*_care(where, record_type, author), *_programme(where)]
    if fresh and where in _OUTSIDE:
        found += _outside(record_type, author, now_ms)
    return tuple(dict.fromkeys(found))


def opened_by(
    rid: str, consent: Consent, now: datetime, ahead: timedelta = timedelta()
) -> tuple[tuple[Scope, Reach], ...]:
    """Return the scopes that a consent opens at a moment, each with who may hold it; none once it is closed.

    ahead: how far ahead of `now` the clock may have been by which it was signed.
    """
    found = []
    for recipient, where, until in opens(consent, now, ahead):
        client = consent.person or ""
        scope = card_scope(rid, recipient) if where is Compartment.CARD else scope_of(client, where)
        found.append((scope, Reach(organisation(recipient, where), until)))
    return tuple(found)


def audiences_of(worker: Worker) -> frozenset[str]:
    """Return the audiences that a device belongs to because this person works on it."""
    found = {EVERYONE, f"role:{worker.role}", f"user:{worker.user}"}
    if side_of(worker.role) in ("law", "defence") and folded(worker.agency):
        if "Ro" in tokens(worker.role, "referral") and days(worker.role, "referral"):
            found.add(f"agency:{folded(worker.agency)}")
        found |= {organisation(worker.agency, one) for one, what in BY_CONSENT.items() if tokens(worker.role, what)}
    return frozenset(found)


def organisation(name: str, compartment: Compartment) -> str:
    """Return the audience of an organisation that a consent names, for one compartment: by its name and no other."""
    return f"org:{folded(name)}/{compartment}"


def _care(where: Compartment, record_type: str, author: Worker) -> Iterator[Reach]:
    for role in roles_of_side("care"):
        held = tokens(role, record_type)
        if held and not (where in _DEEP and held == {"O"}):
            yield Reach(f"role:{role}")
        elif held and author.role == role:
            yield Reach(f"user:{author.user}")


def _programme(where: Compartment) -> Iterator[Reach]:
    """Yield the roles that may read every record type of a compartment; a scope is sent whole or not at all."""
    kinds = [one.NAME for one in RECORD_TYPES.values() if where == one.COMPARTMENT]
    for role in roles_of_side("programme"):
        if all(tokens(role, kind) & {"F", "R"} for kind in kinds):
            yield Reach(f"role:{role}")


def _outside(record_type: str, author: Worker, now_ms: int) -> Iterator[Reach]:
    """Yield the author, and those of the author's side who may see what their agency made; each for a time."""
    side = side_of(author.role)
    if side not in ("law", "defence"):
        return
    for role in roles_of_side(side):
        held, kept = tokens(role, record_type), days(role, record_type)
        if kept is None:
            continue
        until = now_ms + kept * _DAY_MS
        if held & {"O", "Fo", "Ro"} and author.role == role:
            yield Reach(f"user:{author.user}", until)
        if "Ro" in held and folded(author.agency):
            yield Reach(f"agency:{folded(author.agency)}", until)
