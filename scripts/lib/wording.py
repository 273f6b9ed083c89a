"""Check that nothing a person reads holds a word of the avoid lists (resources/words), in either language.

Looked through: every string of the program and its Spanish, code lists with their help, states, criteria, lessons, what
prints say, the invented words of the sample, and what the lists themselves propose. Official titles may stand; so may
what wording_exempt.txt names, one reason per line. An exemption that nothing needs any more is a fault as well.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts" / "lib")]

from strings import catalogue, template, texts  # noqa: E402 - found beside this script

from lead_desktop.domain.word_finder import Finder  # noqa: E402 - the program is found beside this script
from lead_desktop.domain.wording import LISTS, shipped  # noqa: E402 - as above

EXEMPT = ROOT / "scripts" / "lib" / "wording_exempt.txt"
NOT_SHOWN = frozenset(
    {"official", "source", "code", "maps", "name", "version", "valid_from", "valid_to", "group", "uses"}
)
"""Keys of data that nobody reads on a screen: publishers' own words for exports, codes, where something is from."""
ELSEWHERE = {"words", "i18n", "demo"}
"""Folders of resources with a way of their own."""
MARKS = re.compile(r"[\"“”„«»‘]")
TYPED = re.compile(r"\[([^\[\]{}#$]+)\]")
"""What a print template says by itself."""


@dataclass(frozen=True)
class Line:
    """A text that a person reads: where it is from, its language, and the text."""

    place: str
    language: str
    text: str


@dataclass(frozen=True)
class Exemption:
    """A word that may stand in texts that hold a phrase."""

    language: str
    word: str
    phrase: str
    reason: str

    def fits(self, line: Line, word: str) -> bool:
        """Tell whether it speaks of a word in a line."""
        same = self.language == line.language and self.word == word.lower()
        return same and self.phrase.lower() in line.text.lower()


def lines() -> Iterator[Line]:
    """Yield everything a person reads."""
    for message in template():
        yield from (Line("source", "en", text) for text in texts(message.id) if message.id)
    for message in catalogue():
        yield from (Line("lead.po", "es", text) for text in texts(message.string) if message.id)
    for path in sorted((ROOT / "resources").rglob("*.json")):
        name = path.relative_to(ROOT / "resources")
        if name.parts[0] not in ELSEWHERE:
            yield from in_data(name.as_posix(), json.loads(path.read_text(encoding="utf-8")), "en")
    yield from in_data("demo/words.json", json.loads((ROOT / "resources/demo/words.json").read_text("utf-8")), "en")
    for path in sorted((ROOT / "resources" / "paper").glob("*.typ")):
        yield from (Line(path.name, "en", one) for one in TYPED.findall(path.read_text(encoding="utf-8")))
    for language in LISTS:
        for term in shipped(language).terms:
            yield from (Line(f"words/{language}", language, one.plural or one.text) for one in term.use)


def in_data(place: str, value: object, language: str) -> Iterator[Line]:
    """Yield the texts in data, each in the language that its key names."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in NOT_SHOWN:
                yield from in_data(f"{place}:{key}", one, spoken(str(key), language))
    elif isinstance(value, list):
        for one in value:
            yield from in_data(place, one, language)
    elif isinstance(value, str):
        yield Line(place, language, value)


def spoken(key: str, around: str) -> str:
    """Return the language that a key says, such as `help_es`; otherwise that of what is around it."""
    end = key.rpartition("_")[2]
    return end if end in LISTS else around


def exemptions(text: str) -> tuple[Exemption, ...]:
    """Read the exemption file; raises ValueError for a line without its reason."""
    held = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            parts = [one.strip() for one in line.split("|")]
            if len(parts) != 4 or not all(parts):
                raise ValueError(f"{EXEMPT.name}:{number}: language | word | phrase around it | reason")
            held.append(Exemption(parts[0], parts[1].lower(), parts[2], parts[3]))
    return tuple(held)


def faults(read: Iterable[Line], held: tuple[Exemption, ...]) -> list[str]:
    """Return each word to avoid that nothing exempts, and each exemption that nothing needs."""
    finders = {one: Finder(shipped(one).terms, shipped(one).official) for one in LISTS}
    found, used = [], set()
    for line in read:
        for one in finders[line.language].look(MARKS.sub(" ", line.text)):
            word = line.text[one.start : one.end]
            fits = [held_one for held_one in held if held_one.fits(line, word)]
            used.update(fits)
            if not fits:
                found.append(f"{line.place} ({line.language}): “{word}” in: {line.text[:160]}")
    return found + [f"{EXEMPT.name}: nothing needs: {one.word} | {one.phrase}" for one in held if one not in used]


def main() -> int:
    """Report what is found, one line each."""
    read = list(lines())
    found = faults(read, exemptions(EXEMPT.read_text(encoding="utf-8")))
    print("\n".join(found) if found else f"{len(read)} texts, no word to avoid")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
