"""A PDF as pictures of its pages, made in memory: for the preview and for the printer (security 3.7)."""

import struct
import threading
import zlib
from collections.abc import Iterator

import pypdfium2

_POINTS = 72
_ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for several threads (pypdfium2, README, "Thread incompatibility")."""


def pages_as_images(pdf: bytes, dpi: int) -> list[bytes]:
    """Return each page of a PDF as a grey PNG with `dpi` dots per inch."""
    with _ONE_AT_A_TIME:
        return list(_drawn(pdf, dpi / _POINTS))


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, for readers of the preview who listen to it."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [document[place].get_textpage().get_text_range() for place in range(len(document))]
        finally:
            document.close()


def _drawn(pdf: bytes, scale: float) -> Iterator[bytes]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for place in range(len(document)):
            page = document[place]
            bitmap = page.render(scale=scale, grayscale=True)
            yield _png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
            bitmap.close()
            page.close()
    finally:
        document.close()


def _png(dots: bytes, width: int, height: int, stride: int) -> bytes:
    """Return 8-bit grey dots as a PNG (RFC 2083): header, one filter byte per row, end."""
    rows = b"".join(b"\0" + dots[at : at + width] for at in range(0, height * stride, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows, level=1))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
