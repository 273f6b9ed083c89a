"""Check that every word a person reads has its Spanish, or bring the catalogue up to date.

Without options: every string of the source stands in the catalogue, translated and not fuzzy, with the same
placeholders, nothing in it is left over, and the compiled catalogue is made from it. Exit 1 otherwise.
--update   bring new strings into the catalogue, drop those gone, and compile
--compile  write the compiled catalogue only
--missing  print the strings that have no Spanish yet, nothing else
"""

import argparse
import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "lead_desktop"
PO = ROOT / "resources" / "i18n" / "es" / "LC_MESSAGES" / "lead.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def texts(value: object) -> tuple[str, ...]:
    """Return a message's id or translation as a tuple, one entry per plural form."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(one or "") for one in value) if isinstance(value, (tuple, list)) else ()


def template() -> Catalog:
    """Collect the strings of the source."""
    found = Catalog(project="LEAD Desktop", charset="utf-8")
    for path, _line, message, comments, context in extract_from_dir(SOURCE, keywords=KEYWORDS, comment_tags=("l10n:",)):
        if message:
            found.add(message, None, [(f"src/lead_desktop/{path}", 0)], auto_comments=comments, context=context)
    return found


def catalogue() -> Catalog:
    """Read the Spanish catalogue, an empty one where there is none yet; its header says nothing that changes."""
    spanish = Catalog(locale="es")
    if PO.is_file():
        with PO.open("rb") as stream:
            spanish = read_po(stream, locale="es")
    spanish.project, spanish.version = "LEAD Desktop", "0"
    spanish.header_comment = "# The Spanish of LEAD Desktop; Apache-2.0 as the whole."
    spanish.last_translator = spanish.language_team = spanish.msgid_bugs_address = "LEAD Desktop"
    spanish.creation_date = spanish.revision_date = datetime(2026, 11, 24, tzinfo=UTC)
    spanish.fuzzy = False
    return spanish


def compiled(spanish: Catalog) -> bytes:
    """Return the compiled catalogue."""
    stream = io.BytesIO()
    write_mo(stream, spanish)
    return stream.getvalue()


def placeholders(text: str) -> frozenset[str]:
    """Return the names in curly brackets; raises ValueError where the brackets do not pair."""
    return frozenset(name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None)


def untranslated(message: Message) -> bool:
    """Tell whether any form of a message has no Spanish, or only a guessed one."""
    return message.fuzzy or not all(texts(message.string))


def disagreeing(message: Message) -> bool:
    """Tell whether a translation fills in other facts than the English does; the singular may leave its number out."""
    forms, spanish = texts(message.id), texts(message.string)
    try:
        allowed = frozenset().union(*(placeholders(form) for form in forms))
        needed = placeholders(forms[0]) if len(forms) == 1 else allowed - {"n"}
        return any(not needed <= placeholders(form) <= allowed for form in spanish if form)
    except ValueError:
        return True


def faults(found: Catalog, spanish: Catalog) -> list[str]:
    """Return what is not in order, one line each."""
    lines = []
    for message in found:
        if not message.id:
            continue
        mine = spanish.get(message.id)
        shown = repr(texts(message.id)[0])
        if mine is None:
            lines.append(f"not in the catalogue: {shown}")
        elif untranslated(mine):
            lines.append(f"no Spanish: {shown}")
        elif disagreeing(mine):
            lines.append(f"placeholders differ: {shown}")
    lines += [f"left over: {texts(mine.id)[0]!r}" for mine in spanish if mine.id and found.get(mine.id) is None]
    if not MO.is_file() or MO.read_bytes() != compiled(spanish):
        lines.append("the compiled catalogue is not made from this one")
    return lines


def update(found: Catalog, spanish: Catalog) -> Catalog:
    """Bring new strings in and drop those gone; nothing is guessed."""
    spanish.update(found, no_fuzzy_matching=True, update_creation_date=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as stream:
        write_po(stream, spanish, width=0, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return catalogue()


def main() -> int:
    """Do what was asked."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    which = options.add_mutually_exclusive_group()
    for name in ("update", "compile", "missing"):
        which.add_argument(f"--{name}", action="store_true")
    asked = options.parse_args()
    found, spanish = template(), catalogue()
    if asked.missing:
        print("\n".join(texts(one.id)[0] for one in waiting_for_spanish(found, spanish)))
        return 0
    if asked.update:
        spanish = update(found, spanish)
    if asked.update or asked.compile:
        MO.write_bytes(compiled(spanish))
        waiting = sum(1 for one in spanish if one.id and untranslated(one))
        print(f"{len(spanish)} strings, {waiting} without Spanish")
        return 0
    lines = faults(found, spanish)
    print("\n".join(lines) if lines else f"{len(spanish)} strings, all in Spanish")
    return 1 if lines else 0


def waiting_for_spanish(found: Catalog, spanish: Catalog) -> list[Message]:
    """Return the messages of the source that have no Spanish yet."""
    pairs = [(message, spanish.get(message.id)) for message in found if message.id]
    return [message for message, mine in pairs if mine is None or untranslated(mine)]


if __name__ == "__main__":
    sys.exit(main())
