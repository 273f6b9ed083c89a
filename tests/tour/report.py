"""What the tour found: a line for each check and numbered pictures, written by every process of it."""

from collections import Counter
from pathlib import Path

from PySide6.QtWidgets import QWidget

OK, BAD = "ok     ", "NOT ok "


class Report:
    """The log and the pictures of one tour; processes take turns, so nothing is written at once."""

    def __init__(self, out: Path) -> None:
        """Take the folder of the tour."""
        self.out = out
        self._log = out / "log.txt"

    def begin(self) -> None:
        """Start anew: what an earlier tour left in our own folder is removed."""
        self.out.mkdir(parents=True, exist_ok=True)
        for left in [*self.out.glob("[0-9]*-*.png"), *self.out.glob("screens/*.png")]:
            left.unlink()
        self._log.write_text("", encoding="utf-8")

    def check(self, holds: object, what: str) -> bool:
        """Note whether something holds; returns it."""
        self._write(f"{OK if holds else BAD}{what}")
        return bool(holds)

    def say(self, what: str) -> None:
        """Note something that is no check."""
        self._write(f"       {what}")

    def heading(self, what: str) -> None:
        """Begin a chapter."""
        self._write(f"\n{what}")

    def picture(self, widget: QWidget, name: str) -> None:
        """Keep a picture under the next number."""
        number = len(list(self.out.glob("[0-9]*-*.png"))) + 1
        widget.grab().save(str(self.out / f"{number:02}-{name}.png"))

    def totals(self) -> tuple[int, int]:
        """Return how many checks passed and how many did not."""
        count = Counter(line[: len(OK)] for line in self._log.read_text(encoding="utf-8").splitlines())
        return count[OK], count[BAD]

    def _write(self, line: str) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"{line}\n")
        print(line, flush=True)
