"""What was never sent, sealed for the hub in files before what holds it is destroyed (number 81; docs/decisions).

A file is a bundle as it is carried on a stick: nobody but the hub can open it, this laptop neither.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final
from uuid import uuid4

from lead_desktop.errors import LeadError
from lead_desktop.store import cipher
from lead_desktop.store.aside import forget_wals, set_aside
from lead_desktop.store.cipher import Connection
from lead_desktop.store.files import disk_faults, private_folder, replace_file
from lead_desktop.store.ledger import read_tail
from lead_desktop.store.outgoing import Gap, next_batch
from lead_desktop.store.standing import Device, read_device, read_standing
from lead_desktop.wire import bundle, signing
from lead_desktop.wire.letters import to_text
from lead_desktop.wire.messages import PushRequest, Signed

FOLDER: Final = "for-the-hub"
MOST_BYTES = 24 * 1024 * 1024
"""Operations in one bundle, as they are counted for a push: well below the limit of the whole."""
_CACHE_MIB = 16


def push_of(connection: Connection, device: Device, after: int = 0) -> PushRequest | None:
    """Return the oldest unsent operations with a number above `after`, signed; None when there are none.

    Raises outgoing.Gap when the link before them is not kept.
    """
    epoch = read_standing(connection).epoch
    batch = next_batch(connection, after)
    if batch is None:
        return None
    dev = read_tail(connection).dev
    said = signing.batch(epoch, dev, batch.first, batch.last, batch.after)
    return PushRequest(
        epoch=epoch, dev=dev, first=batch.first, prev_chain=to_text(batch.before), ops=batch.ops,
        people=tuple(Signed(t=t, sig=to_text(sig)) for t, sig in batch.people),
        sig=to_text(device.sign_key.sign(said)),
    )  # fmt: skip


def pushes_of(connection: Connection, device: Device, after: int = 0) -> Iterator[PushRequest]:
    """Yield what waits as requests, as much as one bundle holds."""
    size = 0
    while size < MOST_BYTES and (request := push_of(connection, device, after)) is not None:
        yield request
        after = last_of(request)
        size += sum(len(str(one["v"])) + 400 for one in request.ops)


def last_of(request: PushRequest) -> int:
    """Return the number of the last operation of a request."""
    return request.first + len(request.ops) - 1


def seal_unsent(connection: Connection, folder: Path) -> int:
    """Seal what a vault has not sent into files below its folder; return how many operations that were.

    What waits without a hub that knows this laptop can be sealed for nobody, and what does not follow from what was
    sent before cannot be sent either; both stay where they are.
    """
    device, after = read_device(connection), 0
    if device is None or not device.hub_seal or not read_tail(connection).dev:
        return 0
    done = 0
    with suppress(Gap):
        while pushes := tuple(pushes_of(connection, device, after)):
            _write(connection, device, pushes, folder / FOLDER)
            after = last_of(pushes[-1])
            done += sum(len(one.ops) for one in pushes)
    return done


def _write(connection: Connection, device: Device, pushes: tuple[PushRequest, ...], place: Path) -> None:
    name, standing = str(uuid4()), read_standing(connection)
    header = bundle.BundleHeader(
        kind="push", bundle=name, uid=device.uid, epoch=standing.epoch, first=pushes[0].first,
        last=last_of(pushes[-1]), at=standing.hub_now,
    )  # fmt: skip
    body = bundle.PushBundle(pushes=pushes, pull=None)
    data = bundle.sealed(header, body, device.sign_key, bytes.fromhex(device.hub_seal))
    private_folder(place)
    with disk_faults():
        replace_file(place / f"{name}.cmsync", data)


def forget_copies(folder: Path, key: bytes) -> None:
    """Remove logs and vaults that were kept aside; what they hold and was never sent is sealed for the hub first.

    A vault that no hub ever knew holds nothing that a hub gave, so it stays. One that cannot be read goes unread.
    key: the data key of the vault in whose place they stood.
    """
    forget_wals(folder)
    for place in set_aside(folder):
        if _sealed(place, folder, key):
            with disk_faults():
                shutil.rmtree(place)


def seal_copies(folder: Path, key: bytes) -> None:
    """Seal what vaults that were kept aside have not sent; nothing of them is removed."""
    for place in set_aside(folder):
        _sealed(place, folder, key)


def _sealed(place: Path, folder: Path, key: bytes) -> bool:
    """Seal what a vault that was set aside has not sent; False when no hub ever knew it."""
    for database in sorted(place.glob("vault.*.db")):
        try:
            connection = cipher.open_existing(database, key, cache_mib=_CACHE_MIB)
        except LeadError:
            continue
        try:
            if read_device(connection) is None:
                return False
            seal_unsent(connection, folder)
        finally:
            connection.close()
    return True


def waiting_files(folder: Path) -> tuple[Path, ...]:
    """Return the sealed files of a vault's folder that were not carried to the hub yet, oldest first."""
    return tuple(sorted((folder / FOLDER).glob("*.cmsync"), key=lambda one: one.stat().st_mtime))
