"""Every page of a vault's database and of its log, decrypted: what is really there, whatever SQL would say."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from lead_desktop.store.vault import Vault

PAGE, RESERVED, SALT, FRAME, HEADER = 4096, 80, 16, 24, 32


def decrypted(vault: Vault) -> Iterator[bytes]:
    """Yield the pages of the file and the frames of its log, also those that nothing points to any more."""
    key = vault.bundle.data_key
    data = vault.database.read_bytes()
    for at in range(0, len(data), PAGE):
        yield _page(data[at : at + PAGE], key, SALT if at == 0 else 0)
    log = Path(f"{vault.database}-wal")
    frames = log.read_bytes() if log.exists() else b""
    for at in range(HEADER, len(frames), FRAME + PAGE):
        held = frames[at : at + FRAME + PAGE]
        first = int.from_bytes(held[:4]) == 1
        yield _page(held[FRAME:], key, SALT if first else 0)


def places_of(vault: Vault, *words: str) -> list[str]:
    """Return the words that stand in any page, in any of the spellings they may be stored in."""
    pages = [page.lower() for page in decrypted(vault)]
    return [word for word in words if any(word.lower().encode() in page for page in pages)]


def _page(page: bytes, key: bytes, skip: int) -> bytes:
    body, vector = page[skip : PAGE - RESERVED], page[PAGE - RESERVED : PAGE - RESERVED + 16]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
