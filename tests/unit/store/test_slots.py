"""A slot gives back what was sealed, to the right secret only, and to nothing that was bent."""

import pytest
from cryptography.hazmat.primitives import hpke

from lead_desktop.ids import UserId
from lead_desktop.store import slots
from lead_desktop.store.faults import KeyFileDamaged, WrongPassphrase, WrongRecoveryCode
from lead_desktop.store.kdf import FLOOR
from lead_desktop.store.recovery import new_code
from tests.fakes.small_vaults import OTHER, PASSPHRASE

PLACE = slots.Place("ab" * 16, "care", "Ana Ruiz")
USER = UserId("01930000-0000-7000-8000-000000000001")


@pytest.fixture
def bundle() -> slots.Bundle:
    return slots.new_bundle(bytes(range(32)), USER)


def test_a_slot_gives_back_the_data_key_and_the_persons_keys(bundle: slots.Bundle) -> None:
    opened = slots.open_with_passphrase(PLACE, slots.seal_with_passphrase(PLACE, bundle, PASSPHRASE, FLOOR), PASSPHRASE)
    assert opened.pack() == bundle.pack()
    assert opened.person.user_id == USER
    bundle.person.sign.public_key().verify(opened.person.sign.sign(b"x"), b"x")
    suite = hpke.Suite(hpke.KEM.P384, hpke.KDF.HKDF_SHA384, hpke.AEAD.AES_256_GCM)
    sealed = suite.encrypt(b"note", bundle.person.seal.public_key(), info=b"i")
    assert suite.decrypt(sealed, opened.person.seal, info=b"i") == b"note"


def test_a_wrong_secret_is_a_wrong_secret(bundle: slots.Bundle, cheap: list) -> None:
    slot = slots.seal_with_passphrase(PLACE, bundle, PASSPHRASE, FLOOR)
    with pytest.raises(WrongPassphrase):
        slots.open_with_passphrase(PLACE, slot, OTHER)
    with pytest.raises(WrongRecoveryCode):
        slots.open_with_code(PLACE, slots.seal_with_code(PLACE, bundle, new_code()), new_code(), WrongRecoveryCode)


@pytest.mark.parametrize(
    "place", [slots.Place("ab" * 16, "law", "Ana Ruiz"), slots.Place("cd" * 16, "care", "Ana Ruiz")]
)
def test_a_slot_is_bound_to_its_vault_and_side(place: slots.Place, bundle: slots.Bundle, cheap: list) -> None:
    slot = slots.seal_with_passphrase(PLACE, bundle, PASSPHRASE, FLOOR)
    with pytest.raises(WrongPassphrase):
        slots.open_with_passphrase(place, slot, PASSPHRASE)


def test_a_bent_seal_under_the_right_passphrase_is_damage(bundle: slots.Bundle, cheap: list) -> None:
    slot = slots.seal_with_passphrase(PLACE, bundle, PASSPHRASE, FLOOR)
    bent = slot.model_copy(update={"sealed": slot.sealed[:-2] + ("00" if slot.sealed[-2:] != "00" else "01")})
    with pytest.raises(KeyFileDamaged):
        slots.open_with_passphrase(PLACE, bent, PASSPHRASE)


def test_a_recovery_slot_takes_no_passphrase(bundle: slots.Bundle) -> None:
    with pytest.raises(KeyFileDamaged):
        slots.open_with_passphrase(PLACE, slots.seal_with_code(PLACE, bundle, new_code()), PASSPHRASE)


def test_bundles_of_another_shape_are_damage(bundle: slots.Bundle) -> None:
    data = bundle.pack()
    for bent in (b"", data[:113], b"\2" + data[1:], data[:65] + bytes(48) + data[113:], data[:113] + b"\xff\xfe"):
        with pytest.raises(KeyFileDamaged):
            slots.Bundle.unpack(bent)


def test_a_name_is_the_same_name_in_any_spelling() -> None:
    ids = {slots.Place("ab" * 16, "care", name).slot_id() for name in ("José Ruiz", "JOSÉ RUIZ", " jose\u0301 ruiz ")}
    assert len(ids) == 1
    assert slots.Place("ab" * 16, "care", "Jose Ruiz").slot_id() not in ids
    assert slots.Place("cd" * 16, "care", "José Ruiz").slot_id() not in ids
    assert PLACE.slot_id("recovery") != PLACE.slot_id()
    assert len(slots.Place("ab" * 16, "care", "\ud800").slot_id()) == 32


def test_neither_key_nor_person_shows_in_a_printed_object(bundle: slots.Bundle) -> None:
    assert bundle.data_key.hex() not in repr(bundle)
    assert USER not in repr(bundle) + repr(bundle.person)
