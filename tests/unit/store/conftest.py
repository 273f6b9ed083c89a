"""A vault made once, copied for each test that wants to break it."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lead_desktop.store import doors, kdf, slots
from tests.fakes import small_vaults
from tests.fakes.clock import StandingClock


@dataclass(frozen=True)
class Made:
    """The folder of a closed vault with three saved rows, and its recovery code."""

    folder: Path
    code: str


@pytest.fixture
def standing() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made") / "vault"
    opened, code = small_vaults.new_vault(folder, StandingClock())
    for text in ("one", "two", "three"):
        small_vaults.save(opened, text)
    opened.close()
    return Made(folder, code)


@pytest.fixture
def made(made_once: Made, tmp_path: Path) -> Made:
    """A copy of the closed vault, for one test."""
    shutil.copytree(made_once.folder, tmp_path / "vault")
    return Made(tmp_path / "vault", made_once.code)


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> list[kdf.KdfParams]:
    """A key derivation that costs nothing, for tests that open a vault hundreds of times; lists what it was asked."""
    asked: list[kdf.KdfParams] = []

    def derive(passphrase: str, salt: bytes, params: kdf.KdfParams) -> bytes:
        asked.append(params)
        return small_vaults.cheap_derive(passphrase, salt, params)

    monkeypatch.setattr(slots, "derive", derive)
    monkeypatch.setattr(doors, "derive", derive)
    return asked


@pytest.fixture
def cheap_made(cheap: list[kdf.KdfParams], tmp_path: Path) -> Made:
    """A closed vault made with the cheap derivation."""
    opened, code = small_vaults.new_vault(tmp_path / "cheap", StandingClock())
    for text in ("one", "two", "three"):
        small_vaults.save(opened, text)
    opened.close()
    return Made(tmp_path / "cheap", code)


def in_child(work: Callable[[], object]) -> int:
    """Run work in a forked process that ends without any clean-up; return its exit status (-9 when killed)."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - the child must never come back into the test run
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def fork() -> Callable[[Callable[[], object]], int]:
    return in_child
