"""Write the README's map of the program from what each part says of itself, top of the layers first."""

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "lead_desktop"
START = "src/lead_desktop/"


def layers() -> list[str]:
    """Return the names of the parts from the top layer to the ground, as the import contract has them."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rows = next(one["layers"] for one in config["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return [
        name for row in rows for name in row.replace("|", " ").replace(":", " ").translate({40: " ", 41: " "}).split()
    ]


def sentence(path: Path) -> str:
    """Return the first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]


def rows() -> list[str]:
    """Return the lines of the map."""
    found = []
    for name in layers():
        package, module = SOURCE / name / "__init__.py", SOURCE / f"{name}.py"
        if package.is_file():
            found.append(f"  {name + '/':<13} {sentence(package)}")
        elif module.is_file() and not name.startswith("__"):
            found.append(f"  {name + '.py':<13} {sentence(module)}")
    return found


def main() -> int:
    """Replace the old map by the new one."""
    readme = ROOT / "README.md"
    lines = readme.read_text(encoding="utf-8").splitlines()
    start = lines.index(START) + 1
    end = start
    while end < len(lines) and lines[end].startswith("  "):
        end += 1
    readme.write_text("\n".join([*lines[:start], *rows(), *lines[end:]]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
