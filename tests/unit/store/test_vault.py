"""The vault opens for its people only, says what is wrong when it does not, and never loses a saved row."""

import json
import os
import random
import shutil
import signal
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from lead_desktop.ids import UserId
from lead_desktop.store import aside, doors, kdf, keyfile, mark, people, slots, vault
from lead_desktop.store.faults import (
    Damaged,
    DatabaseMissing,
    InUse,
    KeyFileDamaged,
    LockedUntilReleased,
    MustReopen,
    NotThisDatabase,
    PassphraseNotText,
    PassphraseTooLong,
    PassphraseTooWeak,
    ReadOnly,
    RecoveryCodeMistyped,
    TooManyTries,
    VaultExists,
    WrongPassphrase,
    WrongRecoveryCode,
)
from lead_desktop.store.vault import Vault
from tests.fakes.clock import StandingClock
from tests.fakes.small_vaults import NAME, OTHER, PASSPHRASE, missing, new_vault, open_again, prepare, rows, save
from tests.unit.store.conftest import Made

Fork = Callable[[Callable[[], object]], int]
BO = UserId("01930000-0000-7000-8000-000000000002")
WRONG = "four herons over a winter canal"


def test_what_was_saved_is_there_after_the_next_sign_in(made: Made, standing: StandingClock) -> None:
    opened = open_again(made.folder, standing)
    assert rows(opened) == [(1, "one"), (2, "two"), (3, "three")]
    assert (opened.side, opened.epoch, opened.key_file.lockout, opened.unclean) == ("care", 0, "standard", False)
    assert not missing(opened).anything
    opened.check()
    opened.close()
    opened.close()
    assert not list(made.folder.glob("*-wal"))
    with pytest.raises(MustReopen):
        opened.writer.execute("SELECT 1")


def test_a_new_vault_has_private_files_and_a_calibrated_cost(
    cheap: list, tmp_path: Path, standing: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "_STEPS_KIB", ())
    opened, _ = new_vault(tmp_path / "new", standing, side="law", lockout="cjis", kdf=None)
    assert (opened.side, opened.key_file.lockout) == ("law", "cjis")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()} == {0o600}
    assert opened.key_file.slots[0].kdf == kdf.FLOOR
    opened.close()


def test_a_vault_is_not_made_over_another(made: Made, standing: StandingClock) -> None:
    with pytest.raises(VaultExists):
        new_vault(made.folder, standing)
    open_again(made.folder, standing).close()


@pytest.mark.survives(10)
@pytest.mark.parametrize(
    ("text", "fault"),
    [("a", PassphraseTooWeak), ("a" * 10_000_000, PassphraseTooLong), ("\ud800" * 20, PassphraseNotText)],
)
def test_a_bad_new_passphrase_makes_nothing(
    text: str, fault: type[Exception], tmp_path: Path, standing: StandingClock
) -> None:
    with pytest.raises(fault):
        new_vault(tmp_path / "new", standing, passphrase=text)
    assert not (tmp_path / "new").exists()


@pytest.mark.survives(10)
def test_an_impossible_passphrase_counts_no_try(made: Made, standing: StandingClock) -> None:
    for _ in range(6):
        with pytest.raises(PassphraseTooLong):
            open_again(made.folder, standing, "a" * 2000)
        with pytest.raises(PassphraseNotText):
            open_again(made.folder, standing, "\ud800")
    open_again(made.folder, standing).close()


def test_making_that_was_interrupted_starts_anew(
    cheap: list, fork: Fork, tmp_path: Path, standing: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed() -> None:
        monkeypatch.setattr(keyfile, "save", lambda *_given: os.kill(os.getpid(), signal.SIGKILL))
        new_vault(tmp_path / "new", standing)

    assert fork(killed) == -signal.SIGKILL
    assert (tmp_path / "new" / "vault.0.db").exists()
    assert not vault.exists(tmp_path / "new")
    new_vault(tmp_path / "new", standing)[0].close()
    assert list((tmp_path / "new" / aside.QUARANTINE).rglob("vault.0.db"))


def test_making_that_failed_leaves_no_vault_and_can_be_tried_again(
    cheap: list, tmp_path: Path, standing: StandingClock
) -> None:
    with pytest.raises(ZeroDivisionError):
        new_vault(tmp_path / "new", standing, prepare=lambda _connection: 1 / 0)
    assert not vault.exists(tmp_path / "new")
    opened, _ = new_vault(tmp_path / "new", standing)
    save(opened, "one")
    opened.close()
    assert vault.exists(tmp_path / "new")


def test_a_vault_that_another_process_made_meanwhile_is_left_alone(
    cheap_made: Made, standing: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter((False, True))
    monkeypatch.setattr(vault, "exists", lambda _folder: next(answers))
    with pytest.raises(VaultExists):
        new_vault(cheap_made.folder, standing)
    open_again(cheap_made.folder, standing).close()


@pytest.mark.survives(26)
def test_a_database_that_cannot_be_written_stops_the_sign_in(
    cheap_made: Made, standing: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_given: False)
    with pytest.raises(ReadOnly):
        open_again(cheap_made.folder, standing)


@pytest.mark.survives(9)
def test_the_sixth_wrong_passphrase_is_refused_without_trying(made: Made, standing: StandingClock, cheap: list) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            open_again(made.folder, standing, WRONG)
    asked = len(cheap)
    with pytest.raises(TooManyTries):
        open_again(made.folder, standing)
    assert len(cheap) == asked == 5
    standing.set_wall(standing.moment + timedelta(days=400))
    with pytest.raises(TooManyTries):
        open_again(made.folder, standing)
    (made.folder / "throttle.json").unlink()
    with pytest.raises(LockedUntilReleased):
        open_again(made.folder, standing)


@pytest.mark.survives(9)
def test_a_try_cut_short_by_a_kill_is_counted(
    cheap_made: Made, standing: StandingClock, fork: Fork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed() -> None:
        monkeypatch.setattr(doors.slots, "derive", lambda *_given: os.kill(os.getpid(), signal.SIGKILL))
        open_again(cheap_made.folder, standing)

    for _ in range(5):
        assert fork(killed) == -signal.SIGKILL
    with pytest.raises(TooManyTries):
        open_again(cheap_made.folder, standing)


@pytest.mark.survives(9)
def test_under_cjis_time_does_not_release_but_the_recovery_code_does(
    cheap: list, tmp_path: Path, standing: StandingClock
) -> None:
    folder = tmp_path / "cjis"
    opened, code = new_vault(folder, standing, lockout="cjis")
    opened.close()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            open_again(folder, standing, WRONG)
    standing.advance(timedelta(days=30))
    with pytest.raises(LockedUntilReleased):
        open_again(folder, standing)
    vault.unlock_by_recovery(folder, code, NAME, WRONG, standing, prepare)[0].close()
    open_again(folder, standing, WRONG).close()


@pytest.mark.survives(11)
def test_an_unknown_name_costs_and_says_the_same_as_a_wrong_passphrase(
    made: Made, standing: StandingClock, cheap: list
) -> None:
    said = []
    for name in (NAME, "nobody"):
        for _ in range(5):
            with pytest.raises(WrongPassphrase) as caught:
                open_again(made.folder, standing, WRONG, name)
            said.append(caught.value.words())
        with pytest.raises(TooManyTries) as late:
            open_again(made.folder, standing, WRONG, name)
        said.append(late.value.words())
    assert said[:6] == said[6:]
    assert len(cheap) == 10
    assert len(set(map(repr, cheap))) == 1


@pytest.mark.survives(11)
def test_an_unknown_name_takes_a_real_derivation(made: Made, standing: StandingClock) -> None:
    with pytest.raises(WrongPassphrase):
        open_again(made.folder, standing, PASSPHRASE, "nobody")


def let_in(opened: Vault, name: str, passphrase: str) -> None:
    """Give another person of the side a slot of their own, in the form of the key file."""
    place = opened.key_file.place(name)
    bundle = slots.new_bundle(opened.bundle.data_key, BO)
    secret = (passphrase, kdf.FLOOR)
    opened.key_file = doors.set_passphrase(opened.folder, opened.key_file, (place, bundle), secret)


def test_two_people_open_the_same_records_with_keys_of_their_own(cheap_made: Made, standing: StandingClock) -> None:
    opened = open_again(cheap_made.folder, standing)
    ana = opened.person
    let_in(opened, "Bo N\u00fa\u00f1ez", OTHER)
    opened.close()
    bo = open_again(cheap_made.folder, standing, OTHER, "BO NU\u0301N\u0303EZ")
    assert bo.person.user_id == BO
    assert bo.person.sign.private_bytes_raw() != ana.sign.private_bytes_raw()
    assert len(rows(bo)) == 3
    bo.close()
    open_again(cheap_made.folder, standing).close()


def test_a_change_of_passphrase_needs_the_old_one_and_drops_it(made: Made, standing: StandingClock) -> None:
    opened = open_again(made.folder, standing)
    with pytest.raises(WrongPassphrase):
        people.change_passphrase(opened, WRONG, OTHER, standing)
    with pytest.raises(PassphraseTooWeak):
        people.change_passphrase(opened, PASSPHRASE, "password november", standing)
    people.change_passphrase(opened, PASSPHRASE, OTHER, standing)
    save(opened, "four")
    opened.close()
    with pytest.raises(WrongPassphrase):
        open_again(made.folder, standing)
    (made.folder / keyfile.NAME).unlink()
    vault.use_spare_key_file(made.folder)
    with pytest.raises(WrongPassphrase):
        open_again(made.folder, standing)
    opened = open_again(made.folder, standing, OTHER)
    assert len(rows(opened)) == 4
    opened.close()


CALLS = ("open", "write", "fsync", "replace", "unlink", "ftruncate", "close")


def killed_at(step: int) -> None:
    """Kill this process in place of its n-th call to the disk from now on, with nothing cleaned up."""
    count = iter(range(10_000))

    def watched(real: Callable) -> Callable:
        def call(*given, **named):
            if next(count) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return call

    for name in CALLS:
        setattr(os, name, watched(getattr(os, name)))


@pytest.mark.survives(15)
@pytest.mark.parametrize("way", ["change", "recover"])
def test_a_kill_at_any_step_of_a_new_passphrase_leaves_one_that_opens(
    cheap_made: Made, standing: StandingClock, fork: Fork, tmp_path: Path, way: str
) -> None:
    ends = set()
    for step in range(200):
        folder = tmp_path / f"{way}{step}"
        shutil.copytree(cheap_made.folder, folder)

        def work(folder: Path = folder, step: int = step) -> None:
            if way == "change":
                opened = open_again(folder, standing)
                killed_at(step)
                people.change_passphrase(opened, PASSPHRASE, OTHER, standing)
            else:
                killed_at(step)
                vault.unlock_by_recovery(folder, cheap_made.code, NAME, OTHER, standing, prepare)

        done = fork(work)
        ends.add(_what_opens(folder, standing))
        if done == 0:
            break
        assert done == -signal.SIGKILL
        shutil.rmtree(folder)
    assert step > 15
    assert ends == {"old", "new"}


def _what_opens(folder: Path, clock: StandingClock) -> str:
    for which, passphrase in (("new", OTHER), ("old", PASSPHRASE)):
        try:
            opened = open_again(folder, clock, passphrase)
        except WrongPassphrase:
            continue
        assert len(rows(opened)) == 3
        assert not missing(opened).anything
        opened.close()
        assert (folder / keyfile.NAME).read_bytes() == (folder / keyfile.SPARE).read_bytes()
        assert not list(folder.glob("*.new*"))
        return which
    raise AssertionError


@pytest.mark.survives(16)
def test_a_recovery_code_works_once_and_forces_a_new_passphrase(made: Made, standing: StandingClock) -> None:
    with pytest.raises(PassphraseTooWeak):
        vault.unlock_by_recovery(made.folder, made.code, NAME, "short", standing, prepare)
    slip = made.code[:-1] + ("0" if made.code[-1] != "0" else "1")
    with pytest.raises(RecoveryCodeMistyped):
        vault.unlock_by_recovery(made.folder, slip, NAME, OTHER, standing, prepare)
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_by_recovery(made.folder, made.code, "nobody", OTHER, standing, prepare)
    opened, following = vault.unlock_by_recovery(made.folder, made.code.lower(), NAME, OTHER, standing, prepare)
    assert len(rows(opened)) == 3
    opened.close()
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_by_recovery(made.folder, made.code, NAME, OTHER, standing, prepare)
    with pytest.raises(WrongPassphrase):
        open_again(made.folder, standing)
    opened, _ = vault.unlock_by_recovery(made.folder, following, NAME, PASSPHRASE, standing, prepare)
    opened.close()


def test_a_renewed_recovery_code_replaces_the_old_one(cheap_made: Made, standing: StandingClock) -> None:
    opened = open_again(cheap_made.folder, standing)
    code = people.renew_recovery_code(opened)
    opened.close()
    with pytest.raises(WrongRecoveryCode):
        vault.unlock_by_recovery(cheap_made.folder, cheap_made.code, NAME, OTHER, standing, prepare)
    vault.unlock_by_recovery(cheap_made.folder, code, NAME, OTHER, standing, prepare)[0].close()


def test_where_a_name_has_no_slot_the_cost_is_measured(
    cheap_made: Made, standing: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kdf, "_STEPS_KIB", ())
    key_file = keyfile.load(cheap_made.folder)
    assert doors.params_of(key_file, key_file.place("nobody"), standing) == kdf.FLOOR


@pytest.mark.survives(17)
def test_a_missing_database_is_said_and_none_is_made(cheap_made: Made, standing: StandingClock) -> None:
    (cheap_made.folder / "vault.0.db").unlink()
    with pytest.raises(DatabaseMissing):
        open_again(cheap_made.folder, standing)
    assert not list(cheap_made.folder.glob("*.db*"))


@pytest.mark.survives(18)
@pytest.mark.parametrize("size", [0, 100, 511, 8192])
def test_a_wrong_database_is_said_and_left_alone(size: int, cheap_made: Made, standing: StandingClock) -> None:
    (cheap_made.folder / "vault.0.db").write_bytes(b"x" * size)
    with pytest.raises(NotThisDatabase):
        open_again(cheap_made.folder, standing)
    assert (cheap_made.folder / "vault.0.db").read_bytes() == b"x" * size


@pytest.mark.survives(20)
@pytest.mark.parametrize("more", [b"x", b"x" * 4096, b"x" * 5000])
def test_bytes_behind_the_end_are_found_by_the_check(more: bytes, cheap_made: Made, standing: StandingClock) -> None:
    with (cheap_made.folder / "vault.0.db").open("ab") as file:
        file.write(more)
    opened = open_again(cheap_made.folder, standing)
    with pytest.raises(Damaged):
        opened.check()
    opened.close()


def test_the_check_waits_for_readers(cheap_made: Made, standing: StandingClock) -> None:
    opened = open_again(cheap_made.folder, standing)
    opened.writer._raw.set_busy_timeout(0.1)
    opened.reader._raw.execute("BEGIN")
    opened.reader.execute("SELECT * FROM saved").fetchone()
    save(opened, "four")
    with pytest.raises(InUse):
        opened.check()
    opened.reader._raw.execute("ROLLBACK")
    opened.check()
    opened.close()


@pytest.fixture
def killed(cheap_made: Made, standing: StandingClock, fork: Fork) -> Made:
    """A vault whose process was killed after twenty saves that are still in the WAL."""

    def work() -> None:
        opened = open_again(cheap_made.folder, standing)
        for number in range(4, 24):
            save(opened, f"row {number}")
        os.kill(os.getpid(), signal.SIGKILL)

    assert fork(work) == -signal.SIGKILL
    return cheap_made


def wal(folder: Path) -> Path:
    return folder / "vault.0.db-wal"


@pytest.mark.survives(28)
def test_after_a_kill_everything_saved_is_there_and_the_wal_is_kept(killed: Made, standing: StandingClock) -> None:
    before = wal(killed.folder).read_bytes()
    opened = open_again(killed.folder, standing)
    assert opened.unclean
    assert opened.kept_wal.read_bytes() == before
    assert stat.S_IMODE(opened.kept_wal.stat().st_mode) == 0o600
    assert len(rows(opened)) == 23
    assert not missing(opened).anything
    opened.close()
    again = open_again(killed.folder, standing)
    assert not again.unclean
    again.close()


@pytest.mark.survives(28)
def test_a_kill_while_the_write_lock_is_held_leaves_a_vault_that_opens_at_once(
    cheap_made: Made, standing: StandingClock, fork: Fork
) -> None:
    def work() -> None:
        opened = open_again(cheap_made.folder, standing)
        with opened.writer.transaction() as connection:
            connection.execute("INSERT INTO saved VALUES(4, 'never', x'00')")
            os.kill(os.getpid(), signal.SIGKILL)

    assert fork(work) == -signal.SIGKILL
    opened = open_again(cheap_made.folder, standing)
    assert opened.unclean
    assert len(rows(opened)) == 3
    assert not missing(opened).anything
    opened.close()


def harms(data: bytes) -> list[tuple[str, bytes | None]]:
    dice = random.Random(2026)
    found: list[tuple[str, bytes | None]] = [("deleted", None), ("emptied", b"")]
    for _ in range(30):
        at, bit = dice.randrange(len(data)), dice.randrange(8)
        found.append((f"flip at {at}", data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]))
    found += [(f"cut at {at}", data[:at]) for at in sorted(dice.randrange(len(data)) for _ in range(20))]
    return found


@pytest.mark.survives(21)
def test_a_wal_that_was_flipped_cut_or_deleted_is_counted_and_kept(
    killed: Made, standing: StandingClock, tmp_path: Path
) -> None:
    lost_in_all = 0
    for name, data in harms(wal(killed.folder).read_bytes()):
        folder = tmp_path / "harmed"
        shutil.copytree(killed.folder, folder)
        wal(folder).unlink() if data is None else wal(folder).write_bytes(data)
        opened = open_again(folder, standing)
        found = missing(opened)
        assert found.ops == 23 - len(rows(opened)), name
        assert not found.altered
        assert opened.unclean
        assert (opened.kept_wal is None) == (not data)
        assert not data or opened.kept_wal.read_bytes() == data
        lost_in_all += found.ops
        opened.close()
        shutil.rmtree(folder)
    assert lost_in_all > 200


@pytest.mark.survives(21)
def test_a_wal_from_another_day_loses_nothing_without_being_told(
    killed: Made, standing: StandingClock, fork: Fork
) -> None:
    old = wal(killed.folder).read_bytes()
    open_again(killed.folder, standing).close()

    def work() -> None:
        opened = open_again(killed.folder, standing)
        for number in range(24, 30):
            save(opened, f"row {number}")
        os.kill(os.getpid(), signal.SIGKILL)

    assert fork(work) == -signal.SIGKILL
    wal(killed.folder).write_bytes(old)
    opened = open_again(killed.folder, standing)
    assert missing(opened).ops == 29 - len(rows(opened)) == 6
    opened.close()


@pytest.mark.survives(22)
def test_a_whole_old_database_put_back_is_told(cheap_made: Made, standing: StandingClock) -> None:
    database = cheap_made.folder / "vault.0.db"
    old = database.read_bytes()
    opened = open_again(cheap_made.folder, standing)
    save(opened, "four")
    save(opened, "five")
    opened.close()
    database.write_bytes(old)
    opened = open_again(cheap_made.folder, standing)
    assert (missing(opened).ops, missing(opened).anything) == (2, True)
    opened.close()


@pytest.mark.survives(22)
def test_another_history_of_the_same_length_is_told(cheap_made: Made, standing: StandingClock, tmp_path: Path) -> None:
    shutil.copytree(cheap_made.folder, tmp_path / "twin")
    for folder, text in ((cheap_made.folder, "mine"), (tmp_path / "twin", "forged")):
        opened = open_again(folder, standing)
        save(opened, text)
        opened.close()
    shutil.copyfile(tmp_path / "twin" / "vault.0.db", cheap_made.folder / "vault.0.db")
    opened = open_again(cheap_made.folder, standing)
    assert missing(opened) == mark.Missing(ops=0, events=0, altered=True, mark_lost=False)
    opened.close()


@pytest.mark.parametrize("damage", [None, b"", b"x" * mark.SIZE])
def test_a_lost_mark_is_told_once_and_made_anew(
    damage: bytes | None, cheap_made: Made, standing: StandingClock
) -> None:
    path = cheap_made.folder / mark.NAME
    path.unlink() if damage is None else path.write_bytes(damage)
    opened = open_again(cheap_made.folder, standing)
    assert missing(opened).mark_lost
    save(opened, "four")
    opened.close()
    opened = open_again(cheap_made.folder, standing)
    assert not missing(opened).anything
    opened.close()


@pytest.mark.survives(27)
def test_a_second_process_waits_and_then_says_in_use(
    cheap_made: Made, standing: StandingClock, fork: Fork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault.Hold.__init__, "__kwdefaults__", {"tries": 3})
    opened = open_again(cheap_made.folder, standing)

    def second() -> None:
        with pytest.raises(InUse):
            open_again(cheap_made.folder, standing)

    assert fork(second) == 0
    with pytest.raises(InUse):
        vault.use_spare_key_file(cheap_made.folder)
    save(opened, "four")
    assert len(rows(opened)) == 4
    opened.close()
    open_again(cheap_made.folder, standing).close()


def test_a_failing_preparation_gives_everything_back(cheap_made: Made, standing: StandingClock) -> None:
    def fails(_connection: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        vault.unlock(cheap_made.folder, NAME, PASSPHRASE, standing, fails)
    opened = open_again(cheap_made.folder, standing)
    assert len(rows(opened)) == 3
    opened.close()


def test_an_end_with_a_reader_in_the_way_or_a_broken_file_is_not_clean(
    cheap_made: Made, standing: StandingClock
) -> None:
    opened = open_again(cheap_made.folder, standing)
    opened.writer.close()
    opened.close()
    opened = open_again(cheap_made.folder, standing)
    assert opened.unclean
    opened.close()
    assert not open_and_close(cheap_made.folder, standing)


def open_and_close(folder: Path, clock: StandingClock) -> bool:
    opened = open_again(folder, clock)
    opened.close()
    return opened.unclean


def test_a_bent_key_file_that_opens_says_whether_the_spare_is_good(cheap_made: Made, standing: StandingClock) -> None:
    body = json.loads((cheap_made.folder / keyfile.NAME).read_bytes().split(b"\n")[0])
    bent = keyfile.KeyFile.model_validate({**body, "generation": 7})
    (cheap_made.folder / keyfile.NAME).write_bytes(bent.text())
    with pytest.raises(KeyFileDamaged) as caught:
        open_again(cheap_made.folder, standing)
    assert caught.value.spare


def test_only_the_last_twenty_wals_are_kept(cheap_made: Made, standing: StandingClock) -> None:
    database = cheap_made.folder / "vault.0.db"
    for number in range(25):
        wal(cheap_made.folder).write_bytes(b"%d" % number)
        aside.keep_wal(cheap_made.folder, database, standing)
        standing.advance(timedelta(seconds=number % 2))
    kept = sorted((cheap_made.folder / aside.QUARANTINE).glob("*.wal"))
    assert [path.read_bytes() for path in kept] == [b"%d" % number for number in range(5, 25)]
