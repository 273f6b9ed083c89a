"""The lock files: every package by version and hash, and a wrong digit stops the set-up."""

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.shape.tree import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.IGNORECASE)


def pins(lock: str) -> dict[str, str]:
    lines = (ROOT / "packaging" / lock).read_text(encoding="utf-8").splitlines()
    return {match["name"].lower(): match["version"] for line in lines if (match := PIN.match(line))}


def small_package(folder: Path) -> Path:
    """Write the smallest wheel that pip takes."""
    wheel = folder / "leadprobe-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("leadprobe.py", "")
        archive.writestr("leadprobe-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: leadprobe\nVersion: 1.0\n")
        archive.writestr(
            "leadprobe-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("leadprobe-1.0.dist-info/RECORD", "")
    return wheel


def install(folder: Path, digest: str) -> subprocess.CompletedProcess[str]:
    """Ask pip for the small package with a hash, offline, in the way that the set-up step asks."""
    lock = folder / "probe.lock"
    lock.write_text(f"leadprobe==1.0 --hash=sha256:{digest}\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "--isolated",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--only-binary", ":all:", "--require-hashes", "--no-deps", "--no-index", "--find-links", str(folder)]
    command += ["--target", str(folder / "target"), "-r", str(lock)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.survives(97)
def test_one_wrong_digit_in_a_hash_is_refused(tmp_path):
    right = hashlib.sha256(small_package(tmp_path).read_bytes()).hexdigest()
    wrong = ("1" if right[0] == "0" else "0") + right[1:]
    refused = install(tmp_path, wrong)
    assert refused.returncode != 0
    assert "do not match" in (refused.stdout + refused.stderr).lower()
    assert not (tmp_path / "target" / "leadprobe.py").exists()
    taken = install(tmp_path, right)
    assert taken.returncode == 0, taken.stderr


@pytest.mark.survives(97)
@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_a_version_and_hashes(lock):
    lines = (ROOT / "packaging" / lock).read_text(encoding="utf-8").splitlines()
    heads = [number for number, line in enumerate(lines) if line and not line.startswith((" ", "#"))]
    assert heads
    for number in heads:
        assert PIN.match(lines[number]), lines[number]
        assert "--hash=sha256:" in lines[number + 1], lines[number]


@pytest.mark.survives(97)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_server(lock):
    assert not re.search(
        r"https?:|index-url|find-links|trusted-host", (ROOT / "packaging" / lock).read_text(encoding="utf-8")
    )


def test_those_who_run_it_get_the_very_versions_that_were_tested():
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.survives(97)
def test_the_set_up_step_installs_by_hash_and_nothing_else():
    step = (ROOT / "scripts" / "lib" / "setup.sh").read_text(encoding="utf-8")
    installs = re.findall(r"pip install(?:.*\\\n)*.*", step)
    assert len(installs) == 1
    assert "--require-hashes --no-deps" in installs[0]
