"""The arrows of docs/architecture.md hold, and nothing reaches the outside that should not."""

import ast
import subprocess
import sys

import pytest

from tests.shape.tree import ROOT, imported, modules, name

NETWORK = (
    "socket",
    "ssl",
    "urllib",
    "http",
    "requests",
    "httpx",
    "urllib3",
    "aiohttp",
    "ftplib",
    "smtplib",
    "PySide6.QtNetwork",
)
# The desk's way to its hub, and the door of the hub itself.
SPEAKS_TO_HUB = frozenset({"sync/transport.py", "sync/pinned.py", "hub/running.py"})
# A local socket, which no network reaches; and whether the system says that there is a network, which asks nobody.
LOCAL_ONLY = {
    "ui/start/single.py": {"QLocalServer", "QLocalSocket"},
    "ui/sync/network.py": {"QNetworkInformation"},
}
PERILOUS = {
    "pickle": "runs what it reads",
    "marshal": "runs what it reads",
    "shelve": "pickle underneath",
    "dill": "runs what it reads",
    "keyrings": "a plain-text file that calls itself a keyring",
}
ONLY_IN = {
    "PySide6": ("ui/", "app.py", "__main__.py"),
    "shiboken6": ("ui/",),
    "sqlcipher3": ("store/",),
    "lead_desktop.store": ("store/", "sync/", "reports/", "exchange/", "casework/", "app.py"),
}


def importers(package: str) -> set[str]:
    return {
        name(path) for path in modules() for one in imported(path) if one == package or one.startswith(package + ".")
    }


def test_every_import_contract_is_kept():
    command = "from importlinter.cli import lint_imports_command as check; check()"
    run = subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_imported_only_where_it_belongs(package):
    strays = {one for one in importers(package) if not one.startswith(ONLY_IN[package])}
    assert strays == set()


@pytest.mark.survives(97)
@pytest.mark.parametrize("package", NETWORK)
def test_no_module_opens_a_way_to_the_network(package):
    assert importers(package) - SPEAKS_TO_HUB - LOCAL_ONLY.keys() == set()


@pytest.mark.survives(97)
@pytest.mark.parametrize("module", sorted(LOCAL_ONLY))
def test_what_speaks_on_this_computer_cannot_speak_beyond_it(module):
    tree = ast.parse((ROOT / "src/lead_desktop" / module).read_text(encoding="utf-8"))
    wanted = [
        node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork"
    ]
    assert {alias.name for node in wanted for alias in node.names} == LOCAL_ONLY[module]


@pytest.mark.survives(97)
@pytest.mark.parametrize("package", PERILOUS)
def test_no_module_imports_what_runs_or_leaks_data(package):
    assert importers(package) == set(), PERILOUS[package]


@pytest.mark.survives(97)
@pytest.mark.parametrize("package", ["keyrings.alt", "keyrings-alt", "dill", "cloudpickle", "requests"])
def test_no_lock_brings_in_a_forbidden_package(package):
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-hub.lock"):
        lines = (ROOT / "packaging" / lock).read_text(encoding="utf-8").lower().splitlines()
        assert not [line for line in lines if line.startswith(package + "==")]
