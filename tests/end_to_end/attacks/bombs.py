"""Bodies of 3 GB that are a few kilobytes on the wire, made without making the 3 GB."""

from __future__ import annotations

import gzip
import zlib
from functools import cache

import brotli  # type: ignore[import-untyped] # it ships no types
from backports import zstd

_PIECE = bytes(10_000_000)
_PIECES = 300
_GZIP_HEAD = gzip.compress(b"", mtime=0)[:10]


@cache
def gzip_bomb() -> bytes:
    """A stream that was flushed after each piece can be repeated; its end never comes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = packer.compress(_PIECE) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(_PIECE) + packer.flush(zlib.Z_FULL_FLUSH)
    return _GZIP_HEAD + first + again * (_PIECES - 1)


@cache
def nested_bomb() -> bytes:
    return gzip.compress(gzip_bomb(), mtime=0)


@cache
def zstd_bomb() -> bytes:
    return zstd.compress(_PIECE) * _PIECES


@cache
def brotli_bomb() -> bytes:
    """Its streams cannot be joined: 300 MB."""
    packed: bytes = brotli.compress(bytes(300_000_000), quality=1)
    return packed
