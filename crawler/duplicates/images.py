"""What an image is, told from its first bytes and its own header, whatever the server said.

The body goes in; media type, extension and size in pixels come out, without decoding a pixel.
Nothing is read that a header does not point to, and no walk through segments or boxes is longer
than its constant. Sizes are those of the stored pixels, before any rotation that EXIF asks for.

PNG https://www.w3.org/TR/png-3/   GIF https://www.w3.org/Graphics/GIF/spec-gif89a.txt
JPEG https://www.w3.org/Graphics/JPEG/itu-t81.pdf
WebP https://www.rfc-editor.org/rfc/rfc9649   AVIF https://aomediacodec.github.io/av1-avif/
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.duplicates.boxes import largest_extent

if TYPE_CHECKING:
    from collections.abc import Callable

Size = tuple[int, int]

SVG = "image/svg+xml"

# A camera's file has about 20; a large ICC or MPF block adds some hundreds of 64 KiB.
_MAX_JPEG_SEGMENTS = 2_000
# Comments and a doctype may stand before <svg.
_SVG_HEAD_BYTES = 4_096
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_MAX_BRANDS = 64

# Start of frame, of every coding; C4, C8 and CC in between are other segments.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers without a length: TEM and the restarts.
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
# End of image and start of scan: no frame header comes after them.
_JPEG_LAST = frozenset({0xD9, 0xDA})

_SVG_START = re.compile(rb"\s*<(?:svg[\s>]|\?xml\s|!--|!doctype\s+svg\b)", re.IGNORECASE)
_SVG_ROOT = re.compile(rb"<(?P<name>[a-z][\w.:-]*)", re.IGNORECASE)
_XML_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ImageType:
    """`width` and `height` are None only for SVG, which is no picture of pixels: it is told
    apart so that it can be refused by name, or kept where that is wanted.
    """

    media_type: str
    extension: str
    width: int | None
    height: int | None


def sniff(body: bytes) -> ImageType | None:
    """None for everything that is not a whole header of JPEG, PNG, WebP, GIF, AVIF or SVG."""
    for media_type, extension, read_size in _RASTERS:
        size = read_size(body)
        if size and min(size) > 0:
            return ImageType(media_type, extension, *size)
    return ImageType(SVG, "svg", None, None) if _is_svg(body) else None


def _jpeg_size(body: bytes) -> Size | None:
    if not body.startswith(b"\xff\xd8\xff"):
        return None
    at = 2
    for _ in range(_MAX_JPEG_SEGMENTS):
        at = _past_fill(body, at)
        marker = body[at : at + 1]
        if not marker or marker[0] in _JPEG_LAST:
            return None
        if marker[0] in _JPEG_FRAMES:
            # Length (2), precision (1), height (2), width (2).
            return _big_endian(body, at + 6, 2), _big_endian(body, at + 4, 2)
        at += 1 if marker[0] in _JPEG_BARE else 1 + max(_big_endian(body, at + 1, 2), 2)
    return None


def _past_fill(body: bytes, at: int) -> int:
    """The place of the marker's code: after FF, which may be repeated as filling."""
    if body[at : at + 1] != b"\xff":
        return len(body)
    while body[at : at + 1] == b"\xff":
        at += 1
    return at


def _png_size(body: bytes) -> Size | None:
    if not body.startswith(b"\x89PNG\r\n\x1a\n") or body[12:16] != b"IHDR":
        return None
    return _big_endian(body, 16, 4), _big_endian(body, 20, 4)


def _gif_size(body: bytes) -> Size | None:
    if not body.startswith((b"GIF87a", b"GIF89a")):
        return None
    return _little_endian(body, 6, 2), _little_endian(body, 8, 2)


def _webp_size(body: bytes) -> Size | None:
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        return None
    read_size = _WEBP_CHUNKS.get(body[12:16])
    return read_size(body) if read_size else None


def _webp_lossy(body: bytes) -> Size | None:
    if body[23:26] != b"\x9d\x01\x2a":
        return None
    # 14 bits each; the upper two are a scale that decoders ignore.
    return _little_endian(body, 26, 2) & 0x3FFF, _little_endian(body, 28, 2) & 0x3FFF


def _webp_lossless(body: bytes) -> Size | None:
    if body[20:21] != b"\x2f" or len(body) < 25:
        return None
    bits = _little_endian(body, 21, 4)
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _webp_extended(body: bytes) -> Size | None:
    if len(body) < 30:
        return None
    return _little_endian(body, 24, 3) + 1, _little_endian(body, 27, 3) + 1


def _avif_size(body: bytes) -> Size | None:
    if body[4:8] != b"ftyp":
        return None
    end = min(_big_endian(body, 0, 4), 16 + 4 * _MAX_BRANDS, len(body))
    brands = {body[8:12]} | {body[at : at + 4] for at in range(16, end, 4)}
    return largest_extent(body) if brands & _AVIF_BRANDS else None


def _is_svg(body: bytes) -> bool:
    head = body[:_SVG_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf")
    if not _SVG_START.match(head):
        return False
    root = _SVG_ROOT.search(_XML_COMMENT.sub(b"", head))
    return root is not None and root["name"].lower().rpartition(b":")[2] == b"svg"


def _big_endian(body: bytes, at: int, count: int) -> int:
    """0 where the body ends: no header that we read means anything by it."""
    return int.from_bytes(body[at : at + count]) if at + count <= len(body) else 0


def _little_endian(body: bytes, at: int, count: int) -> int:
    return int.from_bytes(body[at : at + count], "little") if at + count <= len(body) else 0


_WEBP_CHUNKS: dict[bytes, Callable[[bytes], Size | None]] = {
    b"VP8 ": _webp_lossy,
    b"VP8L": _webp_lossless,
    b"VP8X": _webp_extended,
}

_RASTERS: tuple[tuple[str, str, Callable[[bytes], Size | None]], ...] = (
    ("image/jpeg", "jpg", _jpeg_size),
    ("image/png", "png", _png_size),
    ("image/webp", "webp", _webp_size),
    ("image/gif", "gif", _gif_size),
    ("image/avif", "avif", _avif_size),
)
