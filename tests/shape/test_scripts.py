"""The commands of the source tree, run against a pretended system: nothing is installed by these tests."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shape.tree import ROOT

SCRIPTS = ("run", "hub", "test", "check", "tour", "bench", "lock", "prove")
EVERY_LIBRARY = (
    "libGL.so.1", "libEGL.so.1", "libxkbcommon.so.0", "libfontconfig.so.1", "libdbus-1.so.3", "libglib-2.0.so.0",
    "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-shape.so.0", "libxkbcommon-x11.so.0",
    "libwayland-cursor.so.0",
)  # fmt: skip


def command(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    place.chmod(0o755)


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A source tree whose set-up is done, on a system of an ordinary person who may not install anything."""
    shutil.copytree(ROOT / "scripts", tmp_path / "tree" / "scripts")
    shutil.copytree(ROOT / "packaging", tmp_path / "tree" / "packaging")
    command(tmp_path / "tree" / ".venv" / "bin" / "python", 'echo "python $*"')
    shutil.copy(ROOT / "packaging" / "requirements.lock", tmp_path / "tree" / ".venv" / "installed-requirements.lock")
    command(tmp_path / "bin" / "python3.11", "exit 0")
    command(tmp_path / "bin" / "id", "echo 1000")
    command(tmp_path / "bin" / "sudo", "exit 1")
    command(tmp_path / "bin" / "apt-get", "echo installed-by-a-test; exit 1")
    libraries(tmp_path, *EVERY_LIBRARY)
    return tmp_path


def libraries(system: Path, *names: str) -> None:
    lines = "\n".join(f"\t{name} (libc6,x86-64) => /lib/{name}" for name in names)
    command(system / "bin" / "ldconfig", f"cat <<'END'\n1 libs found in cache\n{lines}\nEND")


def start(system: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": f"{system / 'bin'}:/usr/bin:/bin", "HOME": str(system), **variables}
    return subprocess.run(
        [system / "tree" / "scripts" / arguments[0], *arguments[1:]],
        env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_plain_shell_that_can_be_started(script):
    path = ROOT / "scripts" / script
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert "\nset -eu\n" in path.read_text(encoding="utf-8")
    assert os.access(path, os.X_OK)
    assert subprocess.run(["/bin/sh", "-n", path], check=False).returncode == 0


def test_without_a_screen_the_way_to_the_tour_is_told_in_one_sentence(system):
    told = start(system, "run")
    assert told.returncode == 2
    assert told.stderr.splitlines() == [
        "There is no screen here to open a window on; scripts/tour shows the program at work without one."
    ]


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_screen_the_program_is_started_with_what_was_asked(system, screen):
    started = start(system, "run", "--sample", "two words", **{screen: ":1"})
    assert (started.returncode, started.stdout) == (0, "python -m lead_desktop --sample two words\n")


def test_the_hub_has_a_list_of_packages_of_its_own_and_starts_without_a_screen(system):
    held = system / "tree" / ".venv" / "installed-requirements-hub.lock"
    shutil.copy(ROOT / "packaging" / "requirements-hub.lock", held)
    started = start(system, "hub")
    assert (started.returncode, started.stdout) == (0, "python -m lead_desktop.hub.command serve\n")
    assert start(system, "hub", "users", "add", "two words").stdout == (
        "python -m lead_desktop.hub.command users add two words\n"
    )
    held.write_text("another", encoding="utf-8")
    command(system / "tree" / ".venv" / "bin" / "python", 'echo "$*" >&2; case "$*" in *install*) exit 1 ;; esac')
    told = start(system, "hub")
    assert told.returncode == 1
    assert "packaging/requirements-hub.lock" in told.stderr


def test_a_library_that_may_not_be_installed_is_named_in_one_line(system):
    libraries(system, *(one for one in EVERY_LIBRARY if one not in {"libxcb-cursor.so.0", "libEGL.so.1"}))
    told = start(system, "run", DISPLAY=":1")
    assert told.returncode == 1
    assert told.stdout == ""
    asked = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libxcb-cursor0"
    assert told.stderr == f"Please run this once, then start again: {asked}\n"


def test_a_changed_list_of_packages_is_set_up_again_and_only_then_marked_as_done(system):
    lock = system / "tree" / "packaging" / "requirements.lock"
    lock.write_text(lock.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    command(system / "tree" / ".venv" / "bin" / "python", 'case "$*" in *install*) exit 1 ;; esac')
    assert start(system, "run", DISPLAY=":1").returncode == 1
    assert not (system / "tree" / ".venv" / "installed-requirements.lock").exists()
