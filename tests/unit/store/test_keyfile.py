"""The key file is read whole or refused with the reason, before any key is derived."""

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from lead_desktop.errors import LeadError
from lead_desktop.store import doors, kdf, keyfile, people, vault
from lead_desktop.store.faults import (
    KeyFileDamaged,
    KeyFileMissing,
    KeyFileRefused,
    MadeByNewer,
    NotThisDatabase,
    SlotsFull,
    UnsafePlace,
    WrongPassphrase,
)
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import NAME, OTHER, PASSPHRASE, USER, new_vault, open_again, rows
from tests.unit.store.conftest import Made


def with_checksum(body: bytes) -> bytes:
    return body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"


def altered(folder: Path, **values: object) -> bytes:
    raw = json.loads((folder / keyfile.NAME).read_bytes().split(b"\n")[0])
    return with_checksum(json.dumps({**raw, **values}, sort_keys=True, separators=(",", ":")).encode())


def slots_of(folder: Path) -> list[dict]:
    return json.loads((folder / keyfile.NAME).read_bytes().split(b"\n")[0])["slots"]


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.survives(1)
def test_a_missing_key_file_is_said_and_nothing_is_created(made: Made, standing: StandingClock) -> None:
    (made.folder / keyfile.NAME).unlink()
    before = files_of(made.folder)
    with pytest.raises(KeyFileMissing) as caught:
        open_again(made.folder, standing)
    assert caught.value.spare
    assert files_of(made.folder) == before
    assert vault.exists(made.folder)
    with pytest.raises(vault.VaultExists):
        new_vault(made.folder, standing)
    assert files_of(made.folder) == before


@pytest.mark.survives(1)
def test_a_missing_key_file_is_replaced_by_its_spare_when_asked(made: Made, standing: StandingClock) -> None:
    (made.folder / keyfile.NAME).unlink()
    vault.use_spare_key_file(made.folder)
    opened = open_again(made.folder, standing)
    assert len(rows(opened)) == 3
    opened.close()


@pytest.mark.survives(1)
def test_no_folder_and_no_spare_are_said(made: Made, standing: StandingClock, tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing) as caught:
        open_again(tmp_path / "nowhere", standing)
    assert not caught.value.spare
    assert not (tmp_path / "nowhere").exists()
    (made.folder / keyfile.NAME).unlink()
    (made.folder / keyfile.SPARE).unlink()
    with pytest.raises(KeyFileMissing) as caught:
        vault.use_spare_key_file(made.folder)
    assert not caught.value.spare


@pytest.mark.survives(2)
def test_a_flip_of_any_byte_is_damage(made: Made) -> None:
    data = (made.folder / keyfile.NAME).read_bytes()
    for at in range(len(data)):
        flipped = bytearray(data)
        flipped[at] ^= 1 << (at % 8)
        with pytest.raises(KeyFileDamaged):
            keyfile.parse(bytes(flipped))


@pytest.mark.survives(2)
def test_a_flip_with_a_repaired_checksum_never_opens(cheap_made: Made) -> None:
    body = (cheap_made.folder / keyfile.NAME).read_bytes().split(b"\n")[0]
    refused = 0
    for at in range(len(body)):
        flipped = bytearray(body)
        flipped[at] ^= 1 << (at % 7)
        try:
            found = keyfile.parse(with_checksum(bytes(flipped)))
            found.check_mac(doors.open_bundle(found, NAME, PASSPHRASE).data_key)
        except LeadError:
            refused += 1
    assert refused == len(body)


@pytest.mark.survives(2)
def test_a_damaged_key_file_opens_from_the_spare_after_saying_so(made: Made, standing: StandingClock) -> None:
    path = made.folder / keyfile.NAME
    data = bytearray(path.read_bytes())
    data[100] ^= 4
    path.write_bytes(data)
    with pytest.raises(KeyFileDamaged) as caught:
        open_again(made.folder, standing)
    assert caught.value.spare
    vault.use_spare_key_file(made.folder)
    assert [left.read_bytes() for left in made.folder.glob("*.damaged")] == [bytes(data)]
    open_again(made.folder, standing).close()


@pytest.mark.survives(3)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"not json",
        with_checksum(b"not json"),
        with_checksum(b"[]"),
        with_checksum(b"{}"),
        with_checksum(b"{" * 100_000),
        with_checksum(b"[" * 100_000),
        with_checksum('{"version":"é"}'.encode()),
        with_checksum(b'{"version":1,"version":1}'),
        with_checksum(b'{"version":1' + b"0" * 6000 + b"}"),
        with_checksum(b'{"version":NaN}'),
        b"x" * 300_000,
        with_checksum(b" " * 300_000),
    ],
)
def test_what_is_no_key_file_is_damage_and_derives_no_key(
    data: bytes, made: Made, standing: StandingClock, cheap: list
) -> None:
    (made.folder / keyfile.NAME).write_bytes(data)
    with pytest.raises(KeyFileDamaged):
        open_again(made.folder, standing)
    assert not cheap


@pytest.mark.survives(3)
def test_every_cut_a_byte_order_mark_and_other_line_ends_are_damage(made: Made) -> None:
    data = (made.folder / keyfile.NAME).read_bytes()
    for length in range(len(data)):
        with pytest.raises(KeyFileDamaged):
            keyfile.parse(data[:length])
    for other in (b"\xef\xbb\xbf" + data, data.replace(b"\n", b"\r\n"), data + b"\n", b" " + data):
        with pytest.raises(KeyFileDamaged):
            keyfile.parse(other)
    body = data.split(b"\n")[0]
    for spelling in (body.replace(b",", b", ", 1), body[:-1] + b',"more":1}', body.replace(b'"care"', b'"\\u0063are"')):
        with pytest.raises(KeyFileDamaged):
            keyfile.parse(with_checksum(spelling))


def bent(folder: Path, **cost: object) -> bytes:
    slots = slots_of(folder)
    slots[0]["kdf"].update(cost)
    return altered(folder, slots=slots)


@pytest.mark.survives(4)
@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 8},
        {"memory_kib": kdf.FLOOR_KIB - 1},
        {"memory_kib": 64 * 1024 * 1024},
        {"memory_kib": True},
        {"memory_kib": 65536.0},
        {"memory_kib": "65536"},
        {"memory_kib": -1},
        {"memory_kib": 10**30},
        {"passes": 2},
        {"passes": 17},
        {"passes": False},
        {"lanes": 0},
        {"lanes": 9},
        {"lanes": None},
        {"more": 1},
    ],
)
def test_a_lowered_or_huge_derivation_is_refused_before_it_runs(
    cost: dict, made: Made, standing: StandingClock, cheap: list
) -> None:
    (made.folder / keyfile.NAME).write_bytes(bent(made.folder, **cost))
    with pytest.raises(KeyFileRefused):
        open_again(made.folder, standing)
    assert not cheap


@pytest.mark.survives(5)
def test_slots_that_were_swapped_added_taken_or_bent_do_not_open(
    cheap_made: Made, standing: StandingClock, tmp_path: Path
) -> None:
    folder = cheap_made.folder
    strange, _ = new_vault(tmp_path / "strange", standing, user_name="mallory", passphrase=OTHER)
    strange.close()
    own, foreign = slots_of(folder), slots_of(tmp_path / "strange")
    swapped = [{**own[0], "id": own[1]["id"]}, {**own[1], "id": own[0]["id"]}]
    forgeries = [
        (altered(folder, slots=swapped), PASSPHRASE),
        (altered(folder, slots=[*own, foreign[0]]), PASSPHRASE),
        (altered(folder, slots=own[:1]), PASSPHRASE),
        (altered(folder, slots=[own[1]]), PASSPHRASE),
        (altered(folder, slots=[{**foreign[0], "id": own[0]["id"]}, own[1]]), OTHER),
        (altered(folder, side="law"), PASSPHRASE),
        (altered(folder, lockout="cjis"), PASSPHRASE),
        (altered(folder, epoch=1), PASSPHRASE),
        (altered(folder, generation=9), PASSPHRASE),
        (altered(folder, mac="0" * 64), PASSPHRASE),
        (altered(folder, slots=[own[0], own[0]]), PASSPHRASE),
        (altered(folder, slots=[]), PASSPHRASE),
        (altered(folder, slots=[{**own[0], "kdf": None}, own[1]]), PASSPHRASE),
        (altered(folder, slots=[own[0], {**own[1], "kind": "person"}]), PASSPHRASE),
        (altered(folder, vault_id=json.loads(altered(tmp_path / "strange").split(b"\n")[0])["vault_id"]), PASSPHRASE),
    ]
    without = json.loads(altered(folder).split(b"\n")[0])
    del without["mac"]
    forgeries.append((with_checksum(json.dumps(without, sort_keys=True, separators=(",", ":")).encode()), PASSPHRASE))
    for data, passphrase in forgeries:
        (folder / keyfile.NAME).write_bytes(data)
        vault.Throttle.create(folder)
        with pytest.raises((KeyFileDamaged, WrongPassphrase)):
            open_again(folder, standing, passphrase)


@pytest.mark.survives(5)
def test_a_whole_foreign_key_file_does_not_open_this_database(
    cheap_made: Made, standing: StandingClock, tmp_path: Path
) -> None:
    strange, _ = new_vault(tmp_path / "strange", standing)
    strange.close()
    (cheap_made.folder / keyfile.NAME).write_bytes((tmp_path / "strange" / keyfile.NAME).read_bytes())
    with pytest.raises(NotThisDatabase):
        open_again(cheap_made.folder, standing)


@pytest.mark.survives(6)
@pytest.mark.parametrize("name", [keyfile.NAME, "throttle.json", "mark.bin", "vault.0.db", "vault.lock"])
def test_links_pipes_and_folders_in_the_place_of_files_are_refused(
    name: str, cheap_made: Made, standing: StandingClock, tmp_path: Path
) -> None:
    path = cheap_made.folder / name
    real = tmp_path / "real"
    path.replace(real)
    path.symlink_to(real)
    with pytest.raises(UnsafePlace):
        open_again(cheap_made.folder, standing)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(UnsafePlace):
        open_again(cheap_made.folder, standing)
    path.unlink()
    path.mkdir()
    with pytest.raises(UnsafePlace):
        open_again(cheap_made.folder, standing)


@pytest.mark.survives(6)
def test_a_link_in_the_place_of_the_folder_is_refused(
    cheap_made: Made, standing: StandingClock, tmp_path: Path
) -> None:
    (tmp_path / "link").symlink_to(cheap_made.folder)
    with pytest.raises(UnsafePlace):
        open_again(tmp_path / "link", standing)
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnsafePlace):
        open_again(tmp_path / "file", standing)


@pytest.mark.survives(6)
def test_permissions_for_others_are_taken_back_and_logged(
    cheap_made: Made, standing: StandingClock, caplog: pytest.LogCaptureFixture
) -> None:
    cheap_made.folder.chmod(0o755)
    (cheap_made.folder / keyfile.NAME).chmod(0o644)
    open_again(cheap_made.folder, standing).close()
    assert stat.S_IMODE(cheap_made.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in cheap_made.folder.iterdir()} == {0o600}
    assert {"permissions_repaired kind=file", "permissions_repaired kind=folder"} <= set(caplog.messages)


@pytest.mark.survives(7)
def test_a_newer_key_file_is_left_untouched(made: Made, standing: StandingClock) -> None:
    (made.folder / keyfile.NAME).write_bytes(altered(made.folder, version=2, more="new"))
    before = files_of(made.folder)
    with pytest.raises(MadeByNewer):
        open_again(made.folder, standing)
    assert files_of(made.folder) == before


def test_a_newer_or_bent_spare_is_not_offered(made: Made, standing: StandingClock) -> None:
    (made.folder / keyfile.SPARE).write_bytes(altered(made.folder, version=2))
    (made.folder / keyfile.NAME).unlink()
    with pytest.raises(KeyFileMissing) as caught:
        open_again(made.folder, standing)
    assert not caught.value.spare


def test_a_lost_or_old_spare_is_brought_up_to_date_at_unlock(cheap_made: Made, standing: StandingClock) -> None:
    old = (cheap_made.folder / keyfile.SPARE).read_bytes()
    opened = open_again(cheap_made.folder, standing)
    people.change_passphrase(opened, PASSPHRASE, OTHER, standing)
    opened.close()
    (cheap_made.folder / keyfile.SPARE).write_bytes(old)
    open_again(cheap_made.folder, standing, OTHER).close()
    assert (cheap_made.folder / keyfile.SPARE).read_bytes() == (cheap_made.folder / keyfile.NAME).read_bytes()
    (cheap_made.folder / keyfile.SPARE).unlink()
    open_again(cheap_made.folder, standing, OTHER).close()
    assert (cheap_made.folder / keyfile.SPARE).read_bytes() == (cheap_made.folder / keyfile.NAME).read_bytes()


def test_sixty_four_slots_are_the_most(made: Made) -> None:
    full = keyfile.load(made.folder)
    for number in range(62):
        full = full.with_slots(full.slots[0].model_copy(update={"id": f"{number:032x}"}))
    assert len(full.slots) == keyfile.MAX_SLOTS
    assert len(full.text()) < keyfile.MAX_BYTES
    with pytest.raises(SlotsFull):
        full.with_slots(full.slots[0].model_copy(update={"id": "f" * 32}))


def test_the_file_holds_neither_the_name_nor_the_user_id(made: Made) -> None:
    data = (made.folder / keyfile.NAME).read_text()
    assert NAME not in json.loads(data.split("\n")[0]).values()
    assert USER not in data
