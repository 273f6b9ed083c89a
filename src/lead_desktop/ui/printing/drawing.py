"""A print made and drawn in memory, on a working thread."""

from collections.abc import Callable
from dataclasses import dataclass

from lead_desktop.reports.paper.pages import page_texts, pages_as_images
from lead_desktop.ui.printing.page_column import PageView

Make = Callable[[str], bytes]
"""Makes the PDF in a language; called on a working thread, so it only uses what it was given."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF with the pictures of its pages."""

    pdf: bytes
    pages: tuple[PageView, ...]


def draw(make: Make, language: str, dpi: int) -> Drawn:
    """Make a PDF and its pictures."""
    pdf = make(language)
    views = zip(pages_as_images(pdf, dpi), page_texts(pdf), strict=True)
    return Drawn(pdf, tuple(PageView(picture, text) for picture, text in views))
