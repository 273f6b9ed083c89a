"""Looks for planted words in everything a vault has on the disk, page by page, decrypted (proof plan 7).

A page is AES-256-CBC under the data key; its last 80 bytes are the vector and the authentication code.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_RESERVED = 80
_FRAME = 24
_HEAD = 32


def found(folder: Path, key: bytes, words: Iterable[str]) -> set[str]:
    """Return the words that stand anywhere in the folder, and where: database, logs, logs kept aside, other files."""
    wanted = {word: word.encode() for word in words}
    if not wanted:
        return set()
    seen: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != "ballast.bin":
            for page in _pages(path, key):
                seen |= {f"{word} in {path.name}" for word, data in wanted.items() if data in page.lower()}
    return seen


def _pages(path: Path, key: bytes) -> Iterator[bytes]:
    data = path.read_bytes()
    yield data
    if path.suffix == ".db":
        for start in range(0, len(data) - PAGE + 1, PAGE):
            yield _opened(data[start : start + PAGE], key, 16 if start == 0 else 0)
    elif path.name.endswith("wal"):
        for start in range(_HEAD, len(data) - _FRAME - PAGE + 1, _FRAME + PAGE):
            frame = data[start : start + _FRAME]
            first = int.from_bytes(frame[:4], "big") == 1
            yield _opened(data[start + _FRAME : start + _FRAME + PAGE], key, 16 if first else 0)


def _opened(page: bytes, key: bytes, salt: int) -> bytes:
    body, vector = page[salt : PAGE - _RESERVED], page[PAGE - _RESERVED : PAGE - _RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
