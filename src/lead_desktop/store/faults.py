"""What can go wrong with the vault: every fault of key file, passphrase, database and disk, with words for people."""

from lead_desktop.errors import LeadError
from lead_desktop.i18n import N_


class VaultError(LeadError):
    """Anything that keeps the vault from opening, saving or being copied."""

    code = "vault"


class KeyFileMissing(VaultError):
    """There is a database but no vault.json; `spare` tells whether vault.json.prev is there."""

    code = "key_file_missing"
    message = N_("The key file of this program is missing. Nothing was created or changed.")

    def __init__(self, *, spare: bool) -> None:
        """Keep whether the spare copy can be offered."""
        super().__init__(spare=spare)
        self.spare = spare


class KeyFileDamaged(VaultError):
    """vault.json is cut, altered or not what this program wrote; `spare` as in KeyFileMissing."""

    code = "key_file_damaged"
    message = N_("The key file of this program is damaged. Nothing was changed. Your passphrase is not the cause.")

    def __init__(self, *, spare: bool = False) -> None:
        """Keep whether the spare copy can be offered."""
        super().__init__(spare=spare)
        self.spare = spare


class KeyFileRefused(VaultError):
    """A number in vault.json lies outside what is safe, such as a weaker or a memory-filling key derivation."""

    code = "key_file_refused"
    message = N_("The key file asks for settings that this program does not accept. Ask your administrator.")


class MadeByNewer(VaultError):
    """vault.json or a backup has a version that this program does not know."""

    code = "made_by_newer"
    message = N_("This was made by a newer version of the program. Please update, then try again. Nothing was changed.")


class UnsafePlace(VaultError):
    """A folder or file of the vault is a link, a pipe, a device, or belongs to someone else."""

    code = "unsafe_place"
    message = N_("A file of the vault is not an ordinary file of yours, so it was not opened.")


class VaultExists(VaultError):
    """A vault is already in the folder."""

    code = "vault_exists"
    message = N_("There is already a vault in this folder. Nothing was changed.")


class SlotsFull(VaultError):
    """The key file holds 64 slots already."""

    code = "slots_full"
    message = N_("No more people can be added on this laptop.")


class WrongPassphrase(VaultError):
    """Name or passphrase does not fit; the same words for both, so that names cannot be guessed."""

    code = "wrong_passphrase"
    message = N_("The name or the passphrase does not match. Please try again.")


class WrongRecoveryCode(VaultError):
    """The code is well formed but opens nothing: used before, replaced, or for another name."""

    code = "wrong_recovery_code"
    message = N_("This recovery code does not open this vault. Each code works once, for one name.")


class RecoveryCodeMistyped(VaultError):
    """The check characters do not fit what was typed."""

    code = "recovery_code_mistyped"
    message = N_("There is a typing mistake in the recovery code. Please compare it with the printed page.")


class PassphraseTooWeak(VaultError):
    """The new passphrase is below the rule; `reasons` are message keys to be translated where shown."""

    code = "passphrase_too_weak"
    message = N_("Please choose a longer or less common passphrase.")

    def __init__(self, reasons: tuple[str, ...]) -> None:
        """Keep why."""
        super().__init__()
        self.reasons = reasons


class PassphraseTooLong(VaultError):
    """More than 1024 bytes."""

    code = "passphrase_too_long"
    message = N_("This passphrase is too long. It may have up to 1024 bytes.")


class PassphraseNotText(VaultError):
    """A piece of a character, as a broken input method sends it."""

    code = "passphrase_not_text"
    message = N_("This passphrase holds a character that is not valid text. Please type it again.")


class TooManyTries(VaultError):
    """Locked for `minutes` more (rounded up)."""

    code = "too_many_tries"
    message = N_("Too many tries. Please wait {minutes} min, or use your recovery code.")

    def __init__(self, minutes: int) -> None:
        """Keep the minutes that are left."""
        super().__init__(minutes=minutes)
        self.minutes = minutes


class LockedUntilReleased(VaultError):
    """Only a release by a person who is signed in, or the recovery code, opens this slot again."""

    code = "locked_until_released"
    message = N_("Sign-in is locked. A colleague who is signed in can release it, or use your recovery code.")


class NotEnoughMemory(VaultError):
    """The key derivation or the database needs more memory than there is."""

    code = "not_enough_memory"
    message = N_("There is not enough free memory. Close other programs and try again.")


class DatabaseMissing(VaultError):
    """The key file is there, the database is not."""

    code = "database_missing"
    message = N_("The database of this vault is missing. No new one was made. You can restore a backup.")


class NotThisDatabase(VaultError):
    """The file is empty, too short, random, plain, or was made with another key."""

    code = "not_this_database"
    message = N_("The file found is not this vault's database. Nothing was changed. You can restore a backup.")


class Damaged(VaultError):
    """A page does not pass its check."""

    code = "database_damaged"
    message = N_("Part of the database is damaged. Please stop here and restore a backup, or ask for help.")


class DiskFull(VaultError):
    """No room; what was being saved was not saved."""

    code = "disk_full"
    message = N_("Not saved: the disk is full. Your text is still here. Free some space and save again.")


class InUse(VaultError):
    """Another process holds the vault or the database, after five seconds of waiting."""

    code = "in_use"
    message = N_("The vault is in use by another window of this program. Please close it and try again.")


class FileHeld(VaultError):
    """Another program (a virus scanner, an indexer) keeps a file from being replaced, after two seconds of trying."""

    code = "file_held"
    message = N_("Another program is holding a file of the vault. Nothing was changed. Please try again in a minute.")


class ReadOnly(VaultError):
    """The folder or the file cannot be written."""

    code = "read_only"
    message = N_("Not saved: the folder of the vault can only be read. Your text is still here.")


class DiskTrouble(VaultError):
    """The disk reported an error; the connection was closed and the vault must be opened anew."""

    code = "disk_trouble"
    message = N_("Not saved: the disk reported an error. Your text is still here. Please sign in again.")


class MustReopen(VaultError):
    """The connection was closed, after a disk error or at lock."""

    code = "must_reopen"
    message = N_("The vault is closed. Please sign in again.")


class Stopped(VaultError):
    """The person, or the next key typed, stopped the work."""

    code = "stopped"
    message = N_("Stopped. Nothing was changed.")


class RuleBroken(VaultError):
    """A constraint of the database refused the change: a fault of the program."""

    code = "rule_broken"


class Refused(VaultError):
    """The authorizer does not know the statement: a fault of the program or an attack."""

    code = "statement_refused"


class StatementFault(VaultError):
    """The database could not run a statement: a fault of the program."""

    code = "statement_fault"


class BackupDamaged(VaultError):
    """The backup is cut, altered, or not a backup of this program."""

    code = "backup_damaged"
    message = N_("This file is not a whole backup of this program. Nothing was changed.")
