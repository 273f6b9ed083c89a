"""From a template and data to one PDF: tagged for screen readers (PDF/UA-1) and fit to be kept (PDF/A-3a).

Data goes in as JSON and is shown as text only, so that nothing a person typed is ever read as markup
(security section 6, 42). Nothing is written to disk.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final

import typst

from lead_desktop import resources
from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_

_STANDARDS: Final[tuple[list["typst.PDFStandard"], ...]] = (["ua-1", "a-3a"], [])


class CannotPrint(LeadError):
    """The print could not be made; what the typesetter says is dropped, for it quotes the text."""

    code = "cannot_print"
    message = N_("The print could not be made. The record itself is safe.")


def typeset(template: str, data: Mapping[str, object], moment: datetime) -> bytes:
    """Return a PDF made from `resources/paper/<template>.typ`; same data and moment, same bytes.

    moment: what the PDF says of when it was made, which PDF/A asks for. Raises CannotPrint.
    Where no font of this computer has a character, a box stands for it and the two standards, which forbid
    such boxes, are not claimed; the PDF is tagged all the same.
    """
    text = json.dumps(data, ensure_ascii=True, sort_keys=True)
    for standards in _STANDARDS:
        made = _compiled(template, text, moment, standards)
        if made is not None:
            return made
    raise CannotPrint


def _compiled(template: str, text: str, moment: datetime, standards: list["typst.PDFStandard"]) -> bytes | None:
    """Return the PDF, or None when it cannot be made under these standards."""
    folder = resources.folder("paper")
    compiler = typst.Compiler(folder / f"{template}.typ", root=folder, font_paths=_fonts())
    second = moment.replace(microsecond=0)  # the file holds no finer time, and the typesetter refuses one
    try:
        made = compiler.compile(format="pdf", sys_inputs={"data": text}, pdf_standards=standards, timestamp=second)
    except typst.TypstError:
        return None
    return made if isinstance(made, bytes) else None


@cache
def _fonts() -> typst.Fonts:
    """Return our own fonts first, and this computer's for the scripts they lack (Arabic, Hebrew, emoji)."""
    return typst.Fonts(font_paths=[resources.folder("fonts")])
