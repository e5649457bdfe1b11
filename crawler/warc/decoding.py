"""A payload without its content-codings, as the spider saw it. Pure.

Gives what Scrapy's HttpCompressionMiddleware gives a live run, torn and padded streams included, so
that a rebuild from captures sees the same bytes. https://www.rfc-editor.org/rfc/rfc9110#section-8.4
"""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped] # it ships no types
from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_CHUNK_BYTES = 65_536
# Pages are some hundred kilobytes; what is larger is unpacked in pieces.
_PAGE_BYTES = 4 * 1024 * 1024
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
# Brotli and deflate have none, but no stream of Brotli or zlib begins as a page does.
_BEFORE_MARKUP = b" \t\r\n\xef\xbb\xbf"
# Nobody codes a page more than twice; a stack of thousands is an attack.
_MAX_CODINGS = 4


class DecodingError(ValueError):
    """The payload is not what its Content-Encoding says, or grows beyond the limit."""


def decode_content(
    body: bytes, content_encodings: Iterable[str], max_bytes: int, *, lenient: bool = False
) -> bytes:
    """The body without the codings known here; one that is not known ends the decoding.

    `content_encodings` are the values of the Content-Encoding fields, in their order. `max_bytes`
    of 0 is no limit, as DOWNLOAD_MAXSIZE has it. Raises DecodingError. `lenient`: a body that does
    not begin as its coding does is plain; some archives keep the field and the decoded body.
    """
    codings = ",".join(content_encodings).lower().split(",")
    if len(codings) > _MAX_CODINGS:
        raise DecodingError(f"{len(codings)} content-codings")
    for coding in reversed([coding.strip() for coding in codings]):
        decoder = _DECODERS.get(coding)
        if decoder is None:
            return body
        if not (lenient and _is_plain(body, coding)):
            body = _decoded(decoder, body, coding, max_bytes)
    return body


def whole_gzip(body: bytes, max_bytes: int = 0) -> bytes | None:
    """What a gzip body of one whole member holds, in a fifth of the time that GzipFile takes.

    None for one that is torn, padded or of several members, or holds more than a page does.
    """
    limit = min(max_bytes, _PAGE_BYTES) if max_bytes else _PAGE_BYTES
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = stream.decompress(body, limit)
    except zlib.error:
        return None
    return content if stream.eof and not stream.unused_data else None


def _is_plain(body: bytes, coding: str) -> bool:
    magic = _MAGIC.get(coding)
    if magic is not None:
        return not body.startswith(magic)
    return body.lstrip(_BEFORE_MARKUP).startswith(b"<")


def _decoded(
    decoder: Callable[[bytes], Iterator[bytes]], body: bytes, coding: str, max_bytes: int
) -> bytes:
    parts = bytearray()
    try:
        for part in decoder(body):
            parts += part
            if max_bytes and len(parts) > max_bytes:
                raise DecodingError(f"{coding}: more than {max_bytes} bytes")
    except (OSError, EOFError, struct.error, zlib.error, brotli.error, zstd.ZstdError) as error:
        raise DecodingError(f"{coding}: {error}") from error
    return bytes(parts)


def _gunzip(body: bytes) -> Iterator[bytes]:
    """What can be read is given; a stream is broken only if nothing can."""
    whole = whole_gzip(body)
    if whole is not None:
        yield whole
        return
    stream = gzip.GzipFile(fileobj=io.BytesIO(body))
    part = stream.read1(_CHUNK_BYTES)
    while part:
        yield part
        try:
            part = stream.read1(_CHUNK_BYTES)
        except (OSError, EOFError, struct.error, zlib.error):
            return


def _inflate(body: bytes) -> Iterator[bytes]:
    """Zlib as the RFC has it, or the bare deflate stream that some servers send."""
    decompressor = zlib.decompressobj()
    try:
        part = decompressor.decompress(body, _CHUNK_BYTES)
    except zlib.error:
        decompressor = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        part = decompressor.decompress(body, _CHUNK_BYTES)
    yield part
    while decompressor.unconsumed_tail and not decompressor.eof:
        yield decompressor.decompress(decompressor.unconsumed_tail, _CHUNK_BYTES)


def _unbrotli(body: bytes) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    part = decompressor.process(body, output_buffer_limit=_CHUNK_BYTES)
    while part:
        yield part
        part = b""
        if not decompressor.is_finished():
            part = decompressor.process(b"", output_buffer_limit=_CHUNK_BYTES)


def _unzstd(body: bytes) -> Iterator[bytes]:
    stream = zstd.ZstdFile(io.BytesIO(body))
    try:
        while part := stream.read(_CHUNK_BYTES):
            yield part
    except EOFError:
        return


_DECODERS = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
