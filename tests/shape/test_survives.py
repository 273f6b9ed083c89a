"""Every number of bad input that this release must survive has a test that puts it in."""

import pytest

from tests.shape.test_checks import script
from tests.shape.tree import ROOT

survives = script("survives")
FOUND = survives.proofs()
ASKED = [*range(1, 8), *range(9, 12), *range(14, 19), 20, 21, 23, 24, *range(26, 31), *range(32, 35), 36,
         *range(40, 49), 51, *range(63, 86)]  # fmt: skip


def test_the_list_is_that_of_the_issue():
    assert sorted(survives.PROVED) == ASKED


@pytest.mark.parametrize("number", ASKED)
def test_a_number_of_the_list_has_a_test(number):
    assert FOUND.get(number)


def test_every_number_a_test_carries_has_its_sentence():
    assert set(FOUND) <= set(survives.PROVED) | set(survives.EXTRA)


@pytest.mark.parametrize("number", [21, 24, 26, 27, 41, 42, 43, 46])
def test_what_a_person_sees_is_tried_on_a_screen_too(number):
    assert any(one.path.startswith(("tests/ui/", "tests/flow/")) for one in FOUND[number])


def test_markers_are_read_from_cases_and_shared_lists(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(
        "import pytest\n"
        "CASES = [pytest.param(1, marks=pytest.mark.survives(2))]\n"
        "@pytest.mark.survives(1)\n@pytest.mark.parametrize('x', CASES)\ndef test_one(x): ...\n"
        "@pytest.mark.parametrize('x', [pytest.param(1, marks=pytest.mark.survives(3))])\ndef test_two(x): ...\n"
    )
    found = survives.proofs(tmp_path / "tests")
    assert {number: [one.test for one in held] for number, held in found.items()} == {
        1: ["test_one"], 2: ["test_one"], 3: ["test_two"],
    }  # fmt: skip


def test_the_page_names_every_number_and_only_tests_that_are_there():
    """`python scripts/lib/survives.py` writes it anew."""
    rows = [line.split("|") for line in (ROOT / "docs" / "survives.md").read_text(encoding="utf-8").splitlines()]
    by_number = {int(row[1]): row[3] for row in rows if len(row) == 5 and row[1].strip().isdigit()}
    assert set(by_number) == set(survives.PROVED) | set(survives.EXTRA)
    for number, cell in by_number.items():
        there = {one.test.removeprefix("test_").replace("_", " ") for one in FOUND[number]}
        named = {test for file in cell.strip().split("<br>") for test in file.partition(": ")[2].split("; ")}
        assert named <= there, f"{number}: {named - there}"
