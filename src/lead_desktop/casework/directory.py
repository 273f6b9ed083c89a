"""The directory: looked through without a network, kept by who may, filled from a file of another system."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lead_desktop.casework.checks import check
from lead_desktop.casework.desk import Desk
from lead_desktop.casework.kept import Kept, Opened, Saved
from lead_desktop.domain.directory import Offer, Provider
from lead_desktop.domain.person import sort_text
from lead_desktop.domain.vocabulary import code_list
from lead_desktop.errors import NotFound

CLIENT = "reference"
"""Whose scope holds what is about nobody."""
_LISTS = {"kinds": "modality_group", "everyday": "everyday_help", "treatments": "modality", "easy": "low_barrier"}


@dataclass(frozen=True)
class Place:
    """A provider with what it offers."""

    kept: Kept[Provider]
    offers: tuple[Kept[Offer], ...]

    @property
    def provider(self) -> Provider:
        """Return the provider itself."""
        return self.kept.record

    @cached_property
    def easy(self) -> frozenset[str]:
        """Return what makes it easy to come, of any of its offers."""
        return frozenset(code for one in self.offers for code in one.record.easy)

    @cached_property
    def treatments(self) -> frozenset[str]:
        """Return the treatments and supports of all its offers."""
        return frozenset(code for one in self.offers for code in one.record.treatments)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of help: those said of the place, and those of its offers."""
        groups = {code_list("modality").find(one).group for one in self.treatments if code_list("modality").has(one)}
        everyday = {"everyday"} if any(one.record.everyday for one in self.offers) else set()
        return frozenset(self.provider.kinds) | groups | everyday

    @cached_property
    def words(self) -> str:
        """Return everything it can be found by, in both languages, without case and accents."""
        return sort_text(" ".join(_texts(self.provider, *(one.record for one in self.offers))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, a kind of help, what makes it easy to come, a treatment; blank ones ask nothing."""

    text: str = ""
    kind: str = ""
    easy: str = ""
    treatment: str = ""


def directory(desk: Desk) -> tuple[Place, ...]:
    """Return every place by its name, those that are gone left out; none for a role that may not read them."""
    if not desk.may("read", Provider):
        return ()
    offers: dict[str, list[Kept[Offer]]] = {}
    for one in desk.reading.of_type(Offer):
        offers.setdefault(one.record.provider or "", []).append(one)
    held = [
        Place(one, tuple(sorted(offers.get(one.rid, ()), key=lambda offer: sort_text(offer.record.name or ""))))
        for one in desk.reading.of_type(Provider)
    ]
    return tuple(sorted(held, key=lambda one: (one.provider.heading().sort, one.kept.rid)))


def place_of(desk: Desk, rid: str) -> Place:
    """Return one place; raises NotFound."""
    found = next((one for one in directory(desk) if one.kept.rid == rid), None)
    if found is None:
        raise NotFound
    return found


def look_for(places: Iterable[Place], wanted: Wanted) -> tuple[Place, ...]:
    """Return the places that hold every word and fit the rest, in their order; those still there come first."""
    words = sort_text(wanted.text).split()
    found = [
        one
        for one in places
        if all(word in one.words for word in words)
        and wanted.kind in ("", *one.kinds)
        and wanted.easy in ("", *one.easy)
        and wanted.treatment in ("", *one.treatments)
    ]
    return tuple(sorted(found, key=lambda one: one.provider.open_now is False))


def open_provider(desk: Desk, rid: str) -> Opened[Provider]:
    """Open a place for editing; raises NotAllowed, NotFound."""
    desk.allow("edit", Provider)
    return desk.reading.open(Provider, rid)


def open_offer(desk: Desk, rid: str) -> Opened[Offer]:
    """Open an offer for editing; raises NotAllowed, NotFound."""
    desk.allow("edit", Offer)
    return desk.reading.open(Offer, rid)


def save_provider(
    desk: Desk, provider: Provider, *, opened: Opened[Provider] | None = None, draft: str = ""
) -> Saved | None:
    """Add a place, or change the one that was opened; None when nothing differs. Raises NotAllowed, Incomplete."""
    return _save(desk, provider, opened, draft)


def save_offer(desk: Desk, offer: Offer, *, opened: Opened[Offer] | None = None, draft: str = "") -> Saved | None:
    """Add an offer to its place, or change the one that was opened; None when nothing differs."""
    return _save(desk, offer, opened, draft)


def note_checked(desk: Desk, rid: str) -> Saved | None:
    """Note that the worker has checked a place today: it is there, and what is said of it is right."""
    opened = open_provider(desk, rid)
    today = desk.clock.now().date()
    after = opened.record.with_(checked_on=today, checked_by=desk.worker.id, open_now=True)
    return _save(desk, after, opened, "")


def take_out(desk: Desk, rid: str) -> Saved | None:
    """Take a place out with what it offers; it can be brought back."""
    desk.allow("remove", Provider)
    place = place_of(desk, rid)
    with desk.writing("provider.remove", rid) as work:
        work.remove(desk.reading.open(Provider, rid))
        for one in place.offers:
            work.remove(desk.reading.open(Offer, one.rid))
    return work.saved


def take_out_offer(desk: Desk, rid: str) -> Saved | None:
    """Take an offer out; it can be brought back."""
    desk.allow("remove", Offer)
    with desk.writing("offer.remove", rid) as work:
        work.remove(desk.reading.open(Offer, rid))
    return work.saved


def bring_in(desk: Desk, arrivals: Sequence[tuple[Provider, tuple[Offer, ...]]]) -> Saved | None:
    """Add what a file holds, all or nothing; a place that came from the same source before is left as it is."""
    desk.allow("create", Provider)
    known = {one.provider.source_id for one in directory(desk)}
    fresh = [one for one in arrivals if one[0].source_id not in known]
    for provider, offers in fresh:
        check(desk, provider)
        for offer in offers:
            check(desk, offer)
    if not fresh:
        return None
    with desk.writing("provider.import") as work:
        for provider, offers in fresh:
            rid = work.create(provider, client=CLIENT)
            for offer in offers:
                work.create(offer.with_(provider=rid), client=CLIENT)
    return work.saved


def _save(
    desk: Desk, record: Provider | Offer, opened: Opened[Provider] | Opened[Offer] | None, draft: str
) -> Saved | None:
    desk.allow("create" if opened is None else "edit", type(record))
    check(desk, record)
    with desk.writing(f"{record.NAME}.save", opened.rid if opened else "") as work:
        if opened is None:
            work.create(record, client=CLIENT)
        else:
            work.edit(opened, record)
        if draft:
            work.discard_draft(draft)
    return work.saved


def _texts(*records: Provider | Offer) -> Iterable[str]:
    """Yield what is written of a place, and the labels of its codes in both languages."""
    for record in records:
        for name, value in vars(record).items():
            if isinstance(value, str) and not name.endswith("_id"):
                yield value
            elif name in _LISTS and isinstance(value, tuple):
                listed = code_list(_LISTS[name])
                for one in (listed.find(code) for code in value if listed.has(code)):
                    yield from (one.en, one.es)
