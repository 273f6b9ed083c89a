"""The checks find what they are for."""

import importlib.util
import sys
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from tests.shape.tree import ROOT


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"check_{name}", ROOT / "scripts" / "lib" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


strings, floors, tidy, wording = script("strings"), script("floors"), script("tidy"), script("wording")


@pytest.mark.parametrize(
    ("english", "spanish", "wrong"),
    [
        ("{name} is here", "{name} está aquí", False),
        ("{name} is here", "está aquí", True),
        ("{name} is here", "{nombre} está aquí", True),
        (("one day", "{n} days"), ("un día", "{n} días"), False),
        (("one day of {who}", "{n} days of {who}"), ("un día", "{n} días de {who}"), True),
        ("plain", "llano {", True),
    ],
)
def test_placeholders_that_differ_are_found(english, spanish, wrong):
    assert strings.disagreeing(Message(english, spanish)) is wrong


def test_what_is_missing_guessed_or_left_over_is_found():
    found, spanish = Catalog(), Catalog(locale="es")
    for text in ("new", "empty", "guessed", "done"):
        found.add(text)
    spanish.add("empty", "")
    spanish.add("guessed", "supuesto", flags=["fuzzy"])
    spanish.add("done", "hecho")
    spanish.add("old", "viejo")
    lines = [line for line in strings.faults(found, spanish) if "compiled" not in line]
    assert lines == ["not in the catalogue: 'new'", "no Spanish: 'empty'", "no Spanish: 'guessed'", "left over: 'old'"]


def test_the_floor_of_a_module_is_that_of_its_nearest_package():
    table = {"lead_desktop": 1, "lead_desktop.store": 2, "lead_desktop.store.vault": 3}
    assert floors.floor_of("lead_desktop.store.vault", table) == "lead_desktop.store.vault"
    assert floors.floor_of("lead_desktop.store.vaults", table) == "lead_desktop.store"
    assert floors.floor_of("lead_desktop.storekeeper", table) == "lead_desktop"
    assert floors.module_of("src/lead_desktop/wire/__init__.py") == "lead_desktop.wire"


def test_coverage_counts_lines_and_branches_together():
    summary = {"covered_lines": 3, "covered_branches": 1, "num_statements": 4, "num_branches": 4}
    report = {"files": {"src/lead_desktop/ids.py": {"summary": summary}}}
    assert floors.measured(report, {"lead_desktop": 90}) == {"lead_desktop": 50}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see /" + "home/ana/lead", True),
        ("C:" + "\\Users\\ana", True),
        ("~/.local/share/lead", False),
        ("the home/office split", False),
    ],
)
def test_the_path_of_somebody_s_computer_is_found(line, found):
    assert bool(tidy.HOME.search(line)) is found


@pytest.mark.survives(97)
@pytest.mark.parametrize("line", ["--index-url x", "pkg @ file:///x", "    https://x/y.whl", "--find-links=/x"])
def test_a_package_server_in_a_lock_is_found(line):
    assert tidy.SERVER.search(line)


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "The client refused", ["client", "refused"]),
        ("en", "Press “Close the case”", ["case"]),
        ("en", "The case manager, in any case", []),
        ("en", "National Institute on Drug Abuse", []),
        ("en", "Two offenders relapsed", ["offenders", "relapsed"]),
        ("es", "Las recaídas de los drogadictos", ["recaídas", "drogadictos"]),
        ("es", "La persona participante", []),
    ],
)
def test_a_word_to_avoid_is_found_in_every_form_and_in_quotation_marks_too(language, text, found):
    faults = wording.faults([wording.Line("here", language, text)], ())
    assert [line.split("“", 1)[1].split("”", 1)[0] for line in faults] == found


def test_an_exemption_counts_for_its_phrase_only_needs_a_reason_and_is_told_when_nothing_needs_it():
    (one,) = held = wording.exemptions("# why\nen | slip | the slip as text | a sheet\n")
    assert one.reason == "a sheet"
    line = wording.Line("here", "en", "A slip of the hand")
    assert len(wording.faults([line], held)) == 2
    assert wording.faults([wording.Line("here", "en", "The slip as text")], held) == []
    with pytest.raises(ValueError, match="language"):
        wording.exemptions("en | slip | paper |\n")


def test_code_lists_lessons_prints_and_both_catalogues_are_looked_through():
    read = list(wording.lines())
    places = {line.place.split(":")[0].split("/")[0] for line in read}
    assert places >= {"source", "lead.po", "codes", "criteria", "states.json", "paper", "demo", "words"}
    assert {line.language for line in read} == {"en", "es"}
    assert not [line for line in read if line.place.endswith((":official", ":code"))]
