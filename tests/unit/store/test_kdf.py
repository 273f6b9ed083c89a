"""Keys are derived inside fixed bounds, and too little memory is said in words."""

import resource
import subprocess
import sys
import unicodedata

import pytest

from lead_desktop.store import kdf, slots
from lead_desktop.store.faults import KeyFileRefused, NotEnoughMemory, PassphraseNotText, PassphraseTooLong
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import open_again
from tests.unit.store.conftest import Made

GIB_KIB = 1024 * 1024


class SlowComputer:
    """Needs so many milliseconds for each 256 MiB."""

    def __init__(self, per_step_ms: int) -> None:
        self.clock = StandingClock()
        self._per_step_ms = per_step_ms
        self.tried: list[int] = []

    def measure(self, params: kdf.KdfParams) -> None:
        self.tried.append(params.memory_kib)
        self.clock._boot_ms += self._per_step_ms * params.memory_kib // (256 * 1024)


@pytest.mark.parametrize(
    ("per_step_ms", "ram_gib", "memory_mib"),
    [
        (100, 64, 1024),
        (300, 64, 512),
        (600, 64, 256),
        (1001, 64, 64),
        (1000, 64, 256),
        (1, 4, 512),
        (1, 2, 256),
        (1, 1, 64),
    ],
)
def test_cost_rises_while_it_takes_a_second_and_an_eighth_of_the_memory(
    per_step_ms: int, ram_gib: int, memory_mib: int
) -> None:
    computer = SlowComputer(per_step_ms)
    chosen = kdf.calibrate(computer.clock, ram_gib * GIB_KIB, computer.measure)
    assert chosen == kdf.KdfParams(memory_kib=memory_mib * 1024, passes=3, lanes=4)
    chosen.check()


def test_this_computer_is_measured_with_a_real_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "_STEPS_KIB", (kdf.FLOOR_KIB,))
    assert kdf.calibrate(StandingClock()) == kdf.FLOOR


def test_memory_is_two_gib_where_the_system_does_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kdf.ram_kib() > 0
    monkeypatch.delattr("os.sysconf")
    assert kdf.ram_kib() == 2 * GIB_KIB


@pytest.mark.survives(4)
@pytest.mark.parametrize("cost", [(1024, 3, 4), (64 * GIB_KIB, 3, 4), (kdf.FLOOR_KIB, 1, 4), (kdf.FLOOR_KIB, 3, 99)])
def test_costs_out_of_bounds_are_refused_before_memory_is_used(cost: tuple[int, int, int]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory, passes, lanes = cost
    with pytest.raises(KeyFileRefused):
        kdf.derive("x", bytes(16), kdf.KdfParams(memory_kib=memory, passes=passes, lanes=lanes))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 32 * 1024


@pytest.mark.survives(10)
def test_composed_and_decomposed_letters_give_one_key() -> None:
    composed = "café crème brûlée au lait"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert kdf.derive(composed, bytes(16), kdf.FLOOR) == kdf.derive(decomposed, bytes(16), kdf.FLOOR)


@pytest.mark.survives(10)
@pytest.mark.parametrize("text", ["a", "a" * 1024, "a\0b", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "", "é" * 512])
def test_any_text_of_up_to_1024_bytes_can_be_a_passphrase(text: str) -> None:
    assert kdf.passphrase_bytes(text) == unicodedata.normalize("NFKC", text).encode()


@pytest.mark.survives(10)
@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a" * 1025, PassphraseTooLong),
        ("a" * 10_000_000, PassphraseTooLong),
        ("é" * 513, PassphraseTooLong),
        ("\ufdfa" * 100, PassphraseTooLong),
        ("a\ud800", PassphraseNotText),
    ],
)
def test_other_texts_are_refused_in_words(text: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        kdf.passphrase_bytes(text)


@pytest.mark.survives(14)
def test_too_little_memory_is_said_and_is_no_crash() -> None:
    script = (
        "import resource\n"
        "from lead_desktop.store import kdf, faults\n"
        "resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))\n"
        "try:\n"
        "    kdf.derive('x', bytes(16), kdf.KdfParams(memory_kib=1 << 20, passes=3, lanes=4))\n"
        "except faults.NotEnoughMemory as error:\n"
        "    print(error.words())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == NotEnoughMemory().words()
    assert not done.stderr


@pytest.mark.survives(14)
def test_a_derivation_that_runs_out_of_memory_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hungry:
        def __init__(self, **_given: object) -> None:
            pass

        def derive(self, _data: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(kdf, "Argon2id", Hungry)
    with pytest.raises(NotEnoughMemory):
        kdf.derive("asked by nobody before", bytes(16), kdf.FLOOR)


@pytest.mark.survives(14)
def test_too_little_memory_counts_no_try(made: Made, standing: StandingClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*_given: object) -> bytes:
        raise NotEnoughMemory

    with monkeypatch.context() as patch:
        patch.setattr(slots, "derive", starved)
        for _ in range(7):
            with pytest.raises(NotEnoughMemory):
                open_again(made.folder, standing)
    open_again(made.folder, standing).close()


def test_derivation_is_argon2id_with_the_given_cost() -> None:
    assert len(kdf.derive("x", bytes(16), kdf.FLOOR)) == 32
    assert kdf.derive("x", bytes(16), kdf.FLOOR) != kdf.derive("x", bytes(15) + b"1", kdf.FLOOR)
