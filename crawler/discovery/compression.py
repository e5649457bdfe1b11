"""Gzip bytes in, the bytes within out, up to a limit: a bomb costs no more than the limit.

Spec: https://www.rfc-editor.org/rfc/rfc1952
"""

from __future__ import annotations

import zlib

GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = zlib.MAX_WBITS | 16
# A gzip within a gzip is what a server makes of sitemap.xml.gz when it compresses once more.
_MAX_LAYERS = 2


def decompressed(body: bytes, limit: int) -> tuple[bytes, bool]:
    """The first `limit` bytes, and whether they are all. A body that is no gzip is itself.

    Of a gzip that is cut off or damaged, what comes before the damage.
    """
    whole = True
    for _ in range(_MAX_LAYERS):
        if not body.startswith(GZIP_MAGIC):
            break
        body, layer_whole = _one_layer(body, limit)
        whole = whole and layer_whole
    return body[:limit], whole and len(body) <= limit


def _one_layer(body: bytes, limit: int) -> tuple[bytes, bool]:
    pieces: list[bytes] = []
    length = 0
    while body.startswith(GZIP_MAGIC) and length <= limit:
        stream = zlib.decompressobj(_GZIP_WINDOW)
        try:
            piece = stream.decompress(body, limit + 1 - length)
        except zlib.error:
            return b"".join(pieces), False
        pieces.append(piece)
        length += len(piece)
        if not stream.eof:
            return b"".join(pieces), False
        body = stream.unused_data
    return b"".join(pieces), length <= limit
