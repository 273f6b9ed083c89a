"""The two ways through the key file, passphrase and recovery code, and how a slot is set anew."""

import secrets
from collections.abc import Callable
from pathlib import Path

from lead_desktop.clock import Clock
from lead_desktop.store import keyfile, recovery, slots
from lead_desktop.store.faults import KeyFileDamaged, WrongPassphrase, WrongRecoveryCode
from lead_desktop.store.kdf import KdfParams, calibrate, derive, passphrase_bytes
from lead_desktop.store.keyfile import KeyFile
from lead_desktop.store.slots import Bundle, Place, Slot
from lead_desktop.store.throttle import Throttle


def open_by_passphrase(folder: Path, key_file: KeyFile, user_name: str, passphrase: str, clock: Clock) -> Bundle:
    """Open a person's bundle, counting the try before it is made; raises as store.vault.unlock."""
    passphrase_bytes(passphrase)
    slot_id = key_file.place(user_name).slot_id()
    throttle = Throttle(folder, clock, key_file.lockout)
    before = throttle.begin(slot_id)
    try:
        bundle = open_bundle(key_file, user_name, passphrase)
    except WrongPassphrase:
        raise
    except BaseException:
        throttle.undo(slot_id, before)
        raise
    throttle.forget(slot_id)
    return _whole(folder, key_file, bundle)


def open_bundle(key_file: KeyFile, user_name: str, passphrase: str) -> Bundle:
    """Open without counting. An unknown name costs the same derivation as a known one and ends in the same words."""
    place = key_file.place(user_name)
    slot = key_file.slot(place.slot_id())
    if slot is None or slot.kind != "person":
        usual = next(slot.kdf for slot in key_file.slots if slot.kdf is not None)
        derive(passphrase, secrets.token_bytes(32), usual)
        raise WrongPassphrase
    return slots.open_with_passphrase(place, slot, passphrase)


def open_by_code(folder: Path, key_file: KeyFile, user_name: str, code: str) -> Bundle:
    """Open a person's bundle with the printed code; raises RecoveryCodeMistyped, WrongRecoveryCode."""
    place = key_file.place(user_name)
    slot = key_file.slot(place.slot_id("recovery"))
    if slot is None:
        raise WrongRecoveryCode
    return _whole(folder, key_file, slots.open_with_code(place, slot, code, WrongRecoveryCode))


def _whole(folder: Path, key_file: KeyFile, bundle: Bundle) -> Bundle:
    try:
        key_file.check_mac(bundle.data_key)
    except KeyFileDamaged:
        raise KeyFileDamaged(spare=keyfile.spare_is_good(folder)) from None
    keyfile.refresh_spare(folder, key_file)
    return bundle


def params_of(key_file: KeyFile, place: Place, clock: Clock) -> KdfParams:
    """Return the cost that a person's slot has; measured anew where there is no slot."""
    slot = key_file.slot(place.slot_id())
    return slot.kdf if slot is not None and slot.kdf is not None else calibrate(clock)


def save(folder: Path, key_file: KeyFile, bundle: Bundle, test: Callable[[KeyFile], object] | None = None) -> KeyFile:
    """Set the HMAC and write the key file, opened by `test` from the disk before it takes the name; return it."""
    sealed = key_file.sealed(bundle.data_key)

    def check(found: KeyFile) -> None:
        found.check_mac(bundle.data_key)
        if test is not None:
            test(found)

    keyfile.save(folder, sealed, check)
    return sealed


def set_passphrase(
    folder: Path, key_file: KeyFile, who: tuple[Place, Bundle], secret: tuple[str, KdfParams], *more: Slot
) -> KeyFile:
    """Write a person's slot for a new passphrase, and `more` slots; the new one is opened from the disk first."""
    place, bundle = who
    new, params = secret
    slot = slots.seal_with_passphrase(place, bundle, new, params)

    def test(found: KeyFile) -> None:
        slots.open_with_passphrase(place, next(one for one in found.slots if one.id == slot.id), new)

    return save(folder, key_file.with_slots(slot, *more), bundle, test)


def new_code_slot(place: Place, bundle: Bundle) -> tuple[str, Slot]:
    """Make a recovery code and its slot."""
    code = recovery.new_code()
    return code, slots.seal_with_code(place, bundle, code)
