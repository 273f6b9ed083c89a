"""The pages of a wizard as data, without Qt: their order, what stands on them, and when one is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lead_desktop.domain.base import Record, When
from lead_desktop.ui.forms.answer import Json, holds
from lead_desktop.ui.forms.layout import Layout

Held = Mapping[str, Mapping[str, Json]]
"""What the forms of a wizard hold: JSON values by form and field."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form on a page. The same key on two pages means the same record, with other fields."""

    key: str
    record_type: type[Record]
    layout: Layout


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A page is shown only while a field of a form holds one of some values."""

    form: str
    field: str
    values: frozenset[str]

    def met(self, held: Held) -> bool:
        """Tell whether it does."""
        return holds(When(self.field, self.values), held.get(self.form, {}))


@dataclass(frozen=True, slots=True)
class Page:
    """A page: title and text are English, marked with N_()."""

    key: str
    title: str
    forms: tuple[PageForm, ...]
    text: str = ""
    only_if: OnlyIf | None = None


class Route:
    """The way through the pages; any page may be visited at any time."""

    def __init__(self, pages: Sequence[Page]) -> None:
        """Take the pages in their order; keys must differ."""
        self.pages = tuple(pages)
        if len({page.key for page in self.pages}) != len(self.pages):
            raise ValueError("two pages have one key")

    def page(self, key: str) -> Page:
        """Return a page by key."""
        return next(page for page in self.pages if page.key == key)

    def shown(self, held: Held) -> tuple[Page, ...]:
        """Return the pages that make sense for what is held."""
        return tuple(page for page in self.pages if page.only_if is None or page.only_if.met(held))

    def after(self, key: str, held: Held) -> str | None:
        """Return the page that follows, or None after the last."""
        later = self.pages[self.pages.index(self.page(key)) + 1 :]
        return next((page.key for page in later if page in self.shown(held)), None)

    def before(self, key: str, held: Held) -> str | None:
        """Return the page that comes before, or None before the first."""
        earlier = self.pages[: self.pages.index(self.page(key))]
        return next((page.key for page in reversed(earlier) if page in self.shown(held)), None)
