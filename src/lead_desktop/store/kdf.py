"""From a passphrase to a key: Argon2id inside fixed bounds, measured on the computer it runs on (security 3.1)."""

import os
import unicodedata
from collections.abc import Callable
from typing import Annotated, Final

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import BaseModel, ConfigDict, Field

from lead_desktop.clock import Clock
from lead_desktop.store.faults import KeyFileRefused, NotEnoughMemory, PassphraseNotText, PassphraseTooLong

KIB_PER_MIB: Final = 1024
FLOOR_KIB: Final = 64 * KIB_PER_MIB
CEILING_KIB: Final = 2048 * KIB_PER_MIB
MAX_BYTES: Final = 1024
_STEPS_KIB: Final = (256 * KIB_PER_MIB, 512 * KIB_PER_MIB, 1024 * KIB_PER_MIB)
_LIMIT_MS: Final = 1000
_SHARE_OF_RAM: Final = 8


class KdfParams(BaseModel):
    """Cost of one derivation: memory in KiB, passes, lanes. `check()` says whether it is within bounds."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

    memory_kib: Annotated[int, Field(ge=0)]
    passes: Annotated[int, Field(ge=0)]
    lanes: Annotated[int, Field(ge=0)]

    def check(self) -> None:
        """Refuse a downgrade or a memory bomb before any memory is used; raises KeyFileRefused."""
        sane = FLOOR_KIB <= self.memory_kib <= CEILING_KIB and 3 <= self.passes <= 16 and 1 <= self.lanes <= 8
        if not sane:
            raise KeyFileRefused


FLOOR: Final = KdfParams(memory_kib=FLOOR_KIB, passes=3, lanes=4)


def passphrase_bytes(passphrase: str) -> bytes:
    """Return the NFKC form in UTF-8, at most 1024 bytes; raises PassphraseTooLong, PassphraseNotText."""
    if len(passphrase) > MAX_BYTES:
        raise PassphraseTooLong
    try:
        data = unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError:
        raise PassphraseNotText from None
    if len(data) > MAX_BYTES:
        raise PassphraseTooLong
    return data


def derive(passphrase: str, salt: bytes, params: KdfParams) -> bytes:
    """Return 32 bytes; raises KeyFileRefused, NotEnoughMemory and what passphrase_bytes raises."""
    params.check()
    data = passphrase_bytes(passphrase)
    argon = Argon2id(salt=salt, length=32, iterations=params.passes, lanes=params.lanes, memory_cost=params.memory_kib)
    try:
        return argon.derive(data)
    except MemoryError:
        raise NotEnoughMemory from None


def ram_kib() -> int:
    """Return the computer's memory in KiB; where the system does not say, 2 GiB."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
    except (AttributeError, OSError, ValueError):
        return CEILING_KIB


def calibrate(clock: Clock, ram: int | None = None, measure: Callable[[KdfParams], object] | None = None) -> KdfParams:
    """Choose the highest cost that takes at most 1.0 s and an eighth of the memory; never below the floor."""
    run = measure if measure is not None else _one_derivation
    room = (ram_kib() if ram is None else ram) // _SHARE_OF_RAM
    best = FLOOR
    for memory in _STEPS_KIB:
        trial = KdfParams(memory_kib=memory, passes=3, lanes=4)
        if memory > room:
            break
        begun = clock.boot_ms()
        run(trial)
        if clock.boot_ms() - begun > _LIMIT_MS:
            break
        best = trial
    return best


def _one_derivation(params: KdfParams) -> bytes:
    return derive("how long does this take", bytes(16), params)
