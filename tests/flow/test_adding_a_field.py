"""Adding a field touches two lines in two files; records saved before open after, and the form has the field."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

DECLARED = """    pets: int | None = field(7, N_("Pets"), _S.S3, _R, ge=0, le=30)
"""
ONE_MORE = (
    DECLARED
    + """    pet_names: Line = field(8, N_("Names of the pets"), _S.S3)
"""
)
PLACED = 'Section(N_("Who is with you"), (Row("lives_with"), Row("size", "pets"))),'
PLACED_TOO = 'Section(N_("Who is with you"), (Row("lives_with"), Row("size", "pets"), Row("pet_names"))),'

BEFORE = """
import sys
from pathlib import Path
from lead_desktop.domain.household import Household
from tests.fakes.clock import StandingClock
from tests.unit.casework.test_story import a_desk
desk = a_desk(Path(sys.argv[1]), StandingClock())
with desk.writing("test") as work:
    print(work.create(Household(pets=2, person="p"), client="p"))
desk.close()
"""

AFTER = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtWidgets import QApplication
from lead_desktop.casework.opening import enter
from lead_desktop.domain.household import Household
from lead_desktop.ui.forms.needs import Needs
from lead_desktop.ui.forms.record_form import RecordForm
from lead_desktop.ui.intake.layouts import PAGES
from tests.fakes.clock import StandingClock
from tests.fakes.vaults import PASSPHRASE, USER
clock = StandingClock()
desk = enter(Path(sys.argv[1]), USER, PASSPHRASE, clock).desk
opened = desk.reading.open(Household, sys.argv[2])
assert opened.record == Household(pets=2, person="p"), opened.record
app = QApplication([])
form = RecordForm(Household, PAGES["household"].layout, Needs(clock))
form.load(opened.record)
form.blocks["pet_names"].editor.set_raw("Canela")
after = form.record()
assert after is not None and after.pet_names == "Canela"
with desk.writing("test") as work:
    work.edit(opened, after)
assert desk.reading.get(Household, sys.argv[2]).record.pet_names == "Canela"
op = desk.vault.reader.execute("SELECT kind, fid, v FROM outbox ORDER BY dseq DESC LIMIT 1").fetchone()
assert op == ("set", 8, '"Canela"'), op
print("held", desk.reading.get(Household, sys.argv[2]).record.pets)
desk.close()
"""


def run(program: str, source: Path, *arguments: str) -> str:
    """Run a program on a copy of the sources."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(source / "src"), str(ROOT)))}
    found = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, env=env, cwd=source
    )
    assert found.returncode == 0, found.stderr[-2000:]
    return found.stdout.strip().splitlines()[-1]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_two_lines_in_two_files_add_a_field_and_old_records_open(tmp_path: Path) -> None:
    source = tmp_path / "copy"
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__"))
    (source / "resources").symlink_to(ROOT / "resources")
    rid = run(BEFORE, source, str(tmp_path / "v"))
    change(source / "src/lead_desktop/domain/household.py", DECLARED, ONE_MORE)
    change(source / "src/lead_desktop/ui/intake/layouts.py", PLACED, PLACED_TOO)
    assert run(AFTER, source, str(tmp_path / "v"), rid) == "held 2"
