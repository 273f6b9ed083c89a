"""Hold the coverage floors of pyproject.toml: one table row per package, exit 1 when one lies below its floor."""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def module_of(path: str) -> str:
    """Return the dotted name of a measured file: `src/lead_desktop/wire/op.py` is `lead_desktop.wire.op`."""
    parts = Path(path).with_suffix("").parts
    return ".".join(part for part in parts[parts.index("lead_desktop") :] if part != "__init__")


def floor_of(module: str, floors: Mapping[str, float]) -> str:
    """Return the longest name among the floors that a module stands under."""
    fitting = [name for name in floors if module == name or module.startswith(name + ".")]
    return max(fitting, key=len)


def measured(
    report: Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]], floors: Mapping[str, float]
) -> dict[str, float]:
    """Return percent of lines and branches covered, by the name of the floor."""
    have: Counter[str] = Counter()
    want: Counter[str] = Counter()
    for path, entry in report["files"].items():
        name = floor_of(module_of(path), floors)
        sums = entry["summary"]
        have[name] += sums["covered_lines"] + sums["covered_branches"]
        want[name] += sums["num_statements"] + sums["num_branches"]
    return {name: 100 * have[name] / want[name] for name in want if want[name]}


def main() -> int:
    """Compare and tell."""
    report = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors = config["tool"]["lead"]["floors"]
    low = []
    for name, percent in sorted(measured(report, floors).items()):
        print(f"{name:<32} {percent:6.1f} %   floor {floors[name]} %")
        if percent < floors[name]:
            low.append(name)
    if low:
        print("Below the floor: " + ", ".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
