"""The README's map is the tree as it is."""

import ast
import re

from tests.shape.tree import ROOT, SOURCE, parsed

README = ROOT / "README.md"
LINE = re.compile(r"^  (?P<name>[a-z_0-9]+(?:/|\.py)) +(?P<words>.+)$")
GROUND = ("clock.py", "errors.py", "i18n.py", "ids.py", "resources.py")


def mapped() -> dict[str, str]:
    """Names and sentences of the block that starts with `src/lead_desktop/`."""
    lines = README.read_text(encoding="utf-8").splitlines()
    start = lines.index("src/lead_desktop/") + 1
    found = {}
    for line in lines[start:]:
        match = LINE.match(line)
        if match is None:
            break
        found[match["name"]] = match["words"]
    return found


def in_the_tree() -> dict[str, str]:
    """Names and first docstring lines of the packages and modules at the top of the program."""
    packages = {f"{path.parent.name}/": path for path in SOURCE.glob("*/__init__.py")}
    loose = {path.name: path for path in SOURCE.glob("*.py") if not path.name.startswith("__")}
    return {
        place: (ast.get_docstring(parsed(path)) or "").splitlines()[0] for place, path in (packages | loose).items()
    }


def test_the_map_names_every_part_with_the_part_s_own_sentence():
    assert mapped() == in_the_tree()


def test_the_readme_stays_under_120_lines():
    assert len(README.read_text(encoding="utf-8").splitlines()) < 120


def test_every_path_that_the_documents_link_to_is_there():
    for document in (README, *sorted((ROOT / "docs").rglob("*.md"))):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
