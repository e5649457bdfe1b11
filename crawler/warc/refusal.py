"""What a file is that holds no WARC record at its beginning. Pure."""

from __future__ import annotations

import zlib

GZIP_MAGIC = b"\x1f\x8b"
# So much of a file tells what it is, compressed or not.
BEGINNING_BYTES = 4096
_SHOWN_BYTES = 16
_VERSION = b"WARC/"
# A file in the Zstandard form of the IIPC may begin with its dictionary, in a skippable frame.
_KNOWN = (
    (b"filedesc:", "an ARC file, which is not read; `warcio recompress` makes a WARC file of it"),
    (b"\x28\xb5\x2f\xfd", "compressed with Zstandard, which is not read; decompress it first"),
    (b"\x5d\x2a\x4d\x18", "compressed with Zstandard, which is not read; decompress it first"),
    (b"PK\x03\x04", "a ZIP file; the WARC files of a WACZ are in its folder archive/"),
)


def refusal(beginning: bytes) -> str | None:
    """None for what may be a WARC file, torn or damaged; `beginning` as it stands in the file."""
    if beginning.startswith(GZIP_MAGIC):
        beginning = _decompressed(beginning)
    beginning = beginning.lstrip(b"\r\n")
    if beginning.startswith(_VERSION) or _VERSION.startswith(beginning):
        return None
    for magic, what in _KNOWN:
        if beginning.startswith(magic):
            return what
    return f"not a WARC file: it begins with {beginning[:_SHOWN_BYTES]!r}"


def _decompressed(beginning: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(beginning, BEGINNING_BYTES)
    except zlib.error:
        return b""
