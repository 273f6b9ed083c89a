"""The vault of one side on one device: made, opened, closed; who may open it and with what (security 3.1 to 3.5).

Every function works on a folder: vault.json, its spare, the database, the mark, the throttle, the ballast, the lock.
Tables are not made here: `prepare` is called with the writing connection and brings them up to date.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from lead_desktop.clock import Clock
from lead_desktop.ids import UserId
from lead_desktop.store import ballast, cipher, keyfile, recovery, slots
from lead_desktop.store.aside import has_wal, keep_wal, move_aside
from lead_desktop.store.cipher import Connection
from lead_desktop.store.doors import new_code_slot, open_by_code, open_by_passphrase, params_of, set_passphrase
from lead_desktop.store.faults import InUse, KeyFileMissing, VaultError, VaultExists
from lead_desktop.store.files import check_folder, private_folder, sweep
from lead_desktop.store.hold import CLEAN, MAKING, OPEN, Hold, being_made
from lead_desktop.store.kdf import KdfParams, calibrate
from lead_desktop.store.keyfile import KeyFile, Lockout, Side
from lead_desktop.store.mark import NAME as MARK, ChainEnd, Mark, MarkState, Missing, compare
from lead_desktop.store.passphrase import require
from lead_desktop.store.slots import Bundle, PersonKeys
from lead_desktop.store.throttle import Throttle

Prepare = Callable[[Connection], object]

_READER_CACHE_MIB = 64
_WRITER_CACHE_MIB = 16
_LOOK_CACHE_MIB = 32


@dataclass(repr=False)
class Vault:
    """An open vault. `writer` is for the one working thread, `reader` for the screen's; `marked` is the mark as found.

    `unclean`: the process before ended without closing; its WAL, if any, was copied to `kept_wal` first.
    """

    folder: Path
    key_file: KeyFile
    user_name: str
    writer: Connection
    reader: Connection
    mark: Mark
    marked: MarkState | None
    unclean: bool
    kept_wal: Path | None
    bundle: Bundle
    hold: Hold
    _closed: bool = field(default=False, init=False)

    @property
    def vault_id(self) -> str:
        """The random 128-bit name of the vault, in hex."""
        return self.key_file.vault_id

    @property
    def epoch(self) -> int:
        """How often the data key was rotated."""
        return self.key_file.epoch

    @property
    def side(self) -> Side:
        """Which side the vault belongs to: care, law or program."""
        return self.key_file.side

    @property
    def person(self) -> PersonKeys:
        """The signed-in person's own keys."""
        return self.bundle.person

    @property
    def database(self) -> Path:
        """Where the database is."""
        return self.key_file.database(self.folder)

    def missing_after(self, ops: ChainEnd, events: ChainEnd) -> Missing:
        """Compare the ends of the op chain and of the audit chain in the database with the mark found at unlock."""
        return compare(self.marked, ops, events)

    def marked_now(self) -> MarkState | None:
        """Read the mark as it stands now, by a handle of its own, so that saving is not in the way."""
        mark = Mark(self.folder / MARK, self.vault_id, self.bundle.data_key)
        try:
            return mark.read()
        finally:
            mark.close()

    def check(self) -> None:
        """Check every page of the file, as the daily check does, beside the work. Raises Damaged, InUse."""
        busy, _, _ = self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise InUse
        with self.look() as seen:
            cipher.check_whole(seen)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """Hold still one view of the file, read only, for long checks; saving and reading go on beside it."""
        seen = cipher.open_existing(self.database, self.bundle.data_key, read_only=True, cache_mib=_LOOK_CACHE_MIB)
        try:
            seen.execute("BEGIN")
            seen.execute("SELECT count(*) FROM sqlite_master").fetchone()
            yield seen
        finally:
            seen.close()

    def close(self) -> None:
        """Bring everything into the one database file, close it, note a clean end, give the lock back."""
        if self._closed:
            return
        self._closed = True
        try:
            self.reader.close()
            if self._settle():
                self.hold.note(CLEAN)
        finally:
            self.writer.close()
            self.mark.close()
            self.hold.release()

    def _settle(self) -> bool:
        if self.writer.closed:
            return False
        busy, _, _ = self.writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self.writer.close()
        return bool(busy == 0)


def exists(folder: Path) -> bool:
    """Tell whether anything of a vault is in the folder; beginnings of an interrupted making do not count."""
    return bool(_parts(folder)) and not being_made(folder)


def create_vault(  # noqa: PLR0913 - what a vault is made of
    folder: Path,
    *,
    side: Side,
    user_name: str,
    user_id: UserId,
    passphrase: str,
    clock: Clock,
    prepare: Prepare,
    kdf: KdfParams | None = None,
    lockout: Lockout = "standard",
) -> tuple[Vault, str]:
    """Make a vault for its first person; return it open, and the recovery code to print. `kdf` None: measured here.

    What fails on the way leaves beginnings that do not count as a vault and are moved aside the next time.
    Raises VaultExists, PassphraseTooWeak, PassphraseTooLong, PassphraseNotText, DiskFull, ReadOnly, InUse.
    """
    require(passphrase, (user_name,))
    private_folder(folder)
    if exists(folder):
        raise VaultExists
    hold = Hold(folder)
    if exists(folder):
        hold.release()
        raise VaultExists
    try:
        move_aside(folder, _parts(folder), clock)
        hold.note(MAKING)
        blank, data_key = keyfile.new_key_file(side, lockout)
        bundle = slots.new_bundle(data_key, user_id)
        place = blank.place(user_name)
        code, code_slot = new_code_slot(place, bundle)
        cipher.create(blank.database(folder), data_key).close()
        Mark.create(folder / MARK, blank.vault_id, data_key).close()
        Throttle.create(folder)
        key_file = set_passphrase(folder, blank, (place, bundle), (passphrase, kdf or calibrate(clock)), code_slot)
        return _enter(hold, key_file, _Whose(folder, user_name, bundle, clock), prepare), code
    except BaseException:
        with suppress(VaultError):
            hold.note(MAKING)
        hold.release()
        raise


def unlock(folder: Path, user_name: str, passphrase: str, clock: Clock, prepare: Prepare) -> Vault:
    """Open the vault for a person.

    Raises KeyFileMissing, KeyFileDamaged, KeyFileRefused, MadeByNewer, UnsafePlace, WrongPassphrase, TooManyTries,
    LockedUntilReleased, PassphraseTooLong, PassphraseNotText, NotEnoughMemory, DatabaseMissing, NotThisDatabase,
    Damaged, InUse, ReadOnly, DiskFull, DiskTrouble.
    """
    hold = _take(folder)
    try:
        key_file = keyfile.load(folder)
        bundle = open_by_passphrase(folder, key_file, user_name, passphrase, clock)
        return _enter(hold, key_file, _Whose(folder, user_name, bundle, clock), prepare)
    except BaseException:
        hold.release()
        raise


def unlock_by_recovery(  # noqa: PLR0913 - the code, and what it forces
    folder: Path, code: str, user_name: str, new_passphrase: str, clock: Clock, prepare: Prepare
) -> tuple[Vault, str]:
    """Open with the printed code: it sets a new passphrase and is used up; return the vault and the next code.

    Raises RecoveryCodeMistyped, WrongRecoveryCode, PassphraseTooWeak and, but for the throttle, what unlock raises.
    """
    require(new_passphrase, (user_name,))
    recovery.code_bytes(code)
    hold = _take(folder)
    try:
        key_file = keyfile.load(folder)
        bundle = open_by_code(folder, key_file, user_name, code)
        place = key_file.place(user_name)
        next_code, code_slot = new_code_slot(place, bundle)
        secret = (new_passphrase, params_of(key_file, place, clock))
        key_file = set_passphrase(folder, key_file, (place, bundle), secret, code_slot)
        Throttle(folder, clock, key_file.lockout).forget(place.slot_id())
        return _enter(hold, key_file, _Whose(folder, user_name, bundle, clock), prepare), next_code
    except BaseException:
        hold.release()
        raise


def use_spare_key_file(folder: Path) -> None:
    """Put vault.json.prev in the place of a missing or damaged vault.json, after the person was told.

    Raises InUse, KeyFileMissing or KeyFileDamaged when the spare is no better.
    """
    hold = Hold(folder)
    try:
        keyfile.use_spare(folder)
    finally:
        hold.release()


def _parts(folder: Path) -> list[Path]:
    named = [folder / keyfile.NAME, folder / keyfile.SPARE]
    return [path for path in named if path.exists() or path.is_symlink()] + sorted(folder.glob("vault.*.db*"))


def _take(folder: Path) -> Hold:
    """Look before touching: a folder without a good key file is left exactly as it is."""
    try:
        check_folder(folder)
    except FileNotFoundError:
        raise KeyFileMissing(spare=False) from None
    keyfile.load(folder)
    hold = Hold(folder)
    sweep(folder)
    return hold


def _enter(hold: Hold, key_file: KeyFile, whose: "_Whose", prepare: Prepare) -> Vault:
    """Open database and mark with the key; whatever fails closes what was opened."""
    folder, key = whose.folder, whose.bundle.data_key
    database = key_file.database(folder)
    cipher.check_file(database)
    unclean = hold.found == OPEN or has_wal(database)
    kept = keep_wal(folder, database, whose.clock) if unclean else None
    with ExitStack() as opened:
        hold.note(OPEN)
        writer = cipher.open_existing(database, key, cache_mib=_WRITER_CACHE_MIB, on_full=lambda: ballast.free(folder))
        opened.callback(writer.close)
        with writer.migrating():
            prepare(writer)
        reader = cipher.open_existing(database, key, read_only=True, cache_mib=_READER_CACHE_MIB)
        opened.callback(reader.close)
        mark, marked = _open_mark(folder, key_file.vault_id, key)
        opened.callback(mark.close)
        ballast.put_in(folder)
        opened.pop_all()
    return Vault(folder, key_file, whose.user_name, writer, reader, mark, marked, unclean, kept, whose.bundle, hold)


def _open_mark(folder: Path, vault_id: str, key: bytes) -> tuple[Mark, MarkState | None]:
    """Open the mark and what it says; a lost or unreadable one is made anew and said to be lost (None)."""
    try:
        mark = Mark(folder / MARK, vault_id, key)
    except FileNotFoundError:
        return Mark.create(folder / MARK, vault_id, key), None
    state = mark.read()
    if state is not None:
        return mark, state
    mark.close()
    return Mark.create(folder / MARK, vault_id, key), None


@dataclass(frozen=True, repr=False)
class _Whose:
    folder: Path
    user_name: str
    bundle: Bundle
    clock: Clock
