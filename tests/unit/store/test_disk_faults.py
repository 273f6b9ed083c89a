"""A disk that is full, broken or read-only stops a save in words, and what was saved before is still there.

The disk is real; a small library loaded before libc makes chosen calls fail with a chosen errno.
"""

import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lead_desktop.store import ballast, mark
from lead_desktop.store.faults import ReadOnly
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import missing, open_again, rows, save
from tests.unit.store.conftest import Made

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "tests" / "fakes" / "faulty_disk.c"
COMPILER = shutil.which("gcc") or shutil.which("cc")

needs_shim = pytest.mark.skipif(
    COMPILER is None or not sys.platform.startswith("linux"),
    reason="no C compiler for the fault-injecting library; test_cipher injects the same faults above SQLite",
)

PRELUDE = """
import sys
from pathlib import Path
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import cheap_derive, missing, open_again, rows, save
from lead_desktop.errors import LeadError
from lead_desktop.store import doors, slots

slots.derive = doors.derive = cheap_derive
folder, faults = Path(sys.argv[1]), Path(sys.argv[2])
clock = StandingClock()


def fail(call, name, number):
    (faults / call).write_text(f"{name} {number}")


def mend():
    for order in faults.iterdir():
        order.unlink()


def attempt(work):
    try:
        work()
    except LeadError as error:
        print(error.code, flush=True)
    else:
        print("done", flush=True)


opened = open_again(folder, clock)
"""


@dataclass(frozen=True)
class FaultyDisk:
    """Runs a script in a process whose disk fails as the script orders."""

    library: Path
    folder: Path
    orders: Path

    def run(self, script: str) -> list[str]:
        """Return the lines that the script prints."""
        environment = {
            **os.environ,
            "LD_PRELOAD": str(self.library),
            "LEAD_FAULTS": str(self.orders),
            "LEAD_FAULTY": str(self.folder),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        done = subprocess.run(
            [sys.executable, "-c", PRELUDE + script, str(self.folder), str(self.orders)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("shim") / "faulty_disk.so"
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", built, SOURCE, "-ldl"], check=True)
    return built


@pytest.fixture
def disk(library: Path, cheap_made: Made, tmp_path: Path) -> FaultyDisk:
    (tmp_path / "orders").mkdir()
    return FaultyDisk(library, cheap_made.folder, tmp_path / "orders")


def left(folder: Path) -> list[str]:
    opened = open_again(folder, StandingClock())
    found = [text for _seq, text in rows(opened)]
    assert not missing(opened).anything
    opened.check()
    opened.close()
    return found


@needs_shim
@pytest.mark.survives(24)
def test_a_full_disk_refuses_the_save_frees_the_ballast_and_the_next_save_works(disk: FaultyDisk) -> None:
    said = disk.run(
        f"(faults / 'until').write_text(str(folder / '{ballast.NAME}'))\n"
        f"fail('write', 'vault.0.db', {errno.ENOSPC})\n"
        f"print((folder / '{ballast.NAME}').exists())\n"
        "attempt(lambda: save(opened, 'four'))\n"
        f"print((folder / '{ballast.NAME}').exists())\n"
        "print(len(rows(opened)))\n"
        "attempt(lambda: save(opened, 'four'))\n"
        "mend()\n"
        "opened.close()\n"
    )
    assert said == ["True", "disk_full", "False", "3", "done"]
    assert left(disk.folder) == ["one", "two", "three", "four"]


@needs_shim
@pytest.mark.survives(29)
@pytest.mark.parametrize("call", ["write", "sync"])
def test_an_error_of_the_disk_refuses_the_save_and_closes_the_connection(disk: FaultyDisk, call: str) -> None:
    said = disk.run(
        f"fail('{call}', 'vault.0.db-wal', {errno.EIO})\n"
        "attempt(lambda: save(opened, 'four'))\n"
        "mend()\n"
        "attempt(lambda: save(opened, 'five'))\n"
        "print(opened.writer.closed)\n"
        "opened.close()\n"
        "opened = open_again(folder, clock)\n"
        "print(opened.unclean)\n"
        "attempt(lambda: save(opened, 'six'))\n"
        "opened.close()\n"
    )
    assert said == ["disk_trouble", "must_reopen", "True", "True", "done"]
    found = left(disk.folder)
    assert found[:3] == ["one", "two", "three"]
    assert found[-1] == "six"
    assert "five" not in found


@needs_shim
@pytest.mark.survives(29)
@pytest.mark.parametrize(("number", "code"), [(errno.EIO, "database_damaged"), (errno.ESTALE, "disk_trouble")])
def test_an_error_while_reading_is_said_and_nothing_is_retried_blindly(
    disk: FaultyDisk, number: int, code: str
) -> None:
    """SQLite itself takes EIO on a read, a bad sector, for damage."""
    said = disk.run(
        "for n in range(60):\n    save(opened, 'x' * 30000)\n"
        "opened.close()\n"
        "opened = open_again(folder, clock)\n"
        f"fail('read', 'vault.0.db', {number})\n"
        "attempt(lambda: rows(opened))\n"
        "mend()\n"
        "attempt(lambda: rows(opened))\n"
        "opened.close()\n"
    )
    assert said == [code, "must_reopen"]
    assert len(left(disk.folder)) == 63


@needs_shim
@pytest.mark.survives(29)
@pytest.mark.parametrize(
    ("call", "number", "code"), [("sync", errno.EIO, "disk_trouble"), ("write", errno.ENOSPC, "disk_full")]
)
def test_a_mark_that_cannot_be_written_is_said_and_the_row_is_kept(
    disk: FaultyDisk, call: str, number: int, code: str
) -> None:
    said = disk.run(
        f"fail('{call}', '{mark.NAME}', {number})\n"
        "attempt(lambda: save(opened, 'four'))\n"
        "mend()\n"
        "attempt(lambda: save(opened, 'five'))\n"
        "opened.close()\n"
    )
    assert said == [code, "done"]
    assert left(disk.folder) == ["one", "two", "three", "four", "five"]


@needs_shim
@pytest.mark.survives(25)
@pytest.mark.parametrize(("call", "number"), [("write", errno.ENOSPC), ("sync", errno.EIO)])
def test_a_key_file_that_cannot_be_written_leaves_the_old_one(disk: FaultyDisk, call: str, number: int) -> None:
    said = disk.run(
        "from lead_desktop.store import people\n"
        "from tests.fakes.small_vaults import OTHER, PASSPHRASE\n"
        f"fail('{call}', 'vault.json', {number})\n"
        "attempt(lambda: people.change_passphrase(opened, PASSPHRASE, OTHER, clock))\n"
        "mend()\n"
        "opened.close()\n"
    )
    assert said == ["disk_full" if call == "write" else "disk_trouble"]
    assert left(disk.folder) == ["one", "two", "three"]
    assert not list(disk.folder.glob("*.new"))


@needs_shim
@pytest.mark.survives(25)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_backup_that_does_not_fit_leaves_the_old_one(disk: FaultyDisk, number: int) -> None:
    said = disk.run(
        "from lead_desktop.store import backup\n"
        "target = folder / 'lead.backup'\n"
        "backup.write_backup(opened, target, clock)\n"
        "before = target.read_bytes()\n"
        f"fail('write', '.part', {number})\n"
        "attempt(lambda: backup.write_backup(opened, target, clock))\n"
        "mend()\n"
        "print(target.read_bytes() == before, len(list(folder.glob('*.part*'))))\n"
        "opened.close()\n"
    )
    assert said[0] == ("disk_full" if number == errno.ENOSPC else "disk_trouble")
    assert said[1:] == ["True", "0"]


@needs_shim
@pytest.mark.survives(26)
def test_a_drive_that_is_gone_stops_the_save_in_words(disk: FaultyDisk) -> None:
    said = disk.run(
        f"for call in ('read', 'write', 'sync'):\n    fail(call, 'vault', {errno.ENODEV})\n"
        "attempt(lambda: save(opened, 'four'))\n"
        "attempt(lambda: save(opened, 'five'))\n"
        "mend()\n"
        "opened.close()\n"
    )
    assert said == ["disk_trouble", "must_reopen"]
    assert left(disk.folder) == ["one", "two", "three"]


@pytest.fixture
def common_folder(cheap_made: Made) -> Iterator[Path]:
    """A copy of the vault in a folder that a person without rights can reach."""
    base = Path(tempfile.mkdtemp(prefix="lead-readonly-"))
    base.chmod(0o755)
    shutil.copytree(cheap_made.folder, base / "vault")
    yield base / "vault"
    (base / "vault").chmod(0o700)
    shutil.rmtree(base)


def without_rights(folder: Path) -> None:
    """Go on as a person who may not write everywhere, when the tests run as root."""
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            os.chown(path, 65534, 65534)
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


@pytest.mark.survives(26)
def test_a_folder_that_can_only_be_read_stops_the_sign_in_in_words(
    common_folder: Path, standing: StandingClock, fork: Callable[[Callable[[], object]], int]
) -> None:
    before = {path.name: path.read_bytes() for path in common_folder.iterdir()}

    def work() -> None:
        without_rights(common_folder)
        common_folder.chmod(0o500)
        with pytest.raises(ReadOnly):
            open_again(common_folder, standing)

    assert fork(work) == 0
    assert {path.name: path.read_bytes() for path in common_folder.iterdir()} == before


@pytest.mark.survives(26)
def test_files_that_become_read_only_while_open_stop_the_next_sign_in_not_the_data(
    common_folder: Path, standing: StandingClock, fork: Callable[[Callable[[], object]], int]
) -> None:
    def work() -> None:
        without_rights(common_folder)
        opened = open_again(common_folder, standing)
        save(opened, "four")
        opened.close()
        (common_folder / "vault.0.db").chmod(0o400)
        with pytest.raises(ReadOnly):
            open_again(common_folder, standing)
        (common_folder / "vault.0.db").chmod(0o600)
        opened = open_again(common_folder, standing)
        assert len(rows(opened)) == 4
        opened.close()

    assert fork(work) == 0
