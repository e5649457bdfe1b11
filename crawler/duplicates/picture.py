"""A picture decoded, for how it looks: the bytes in, 32 bytes out.

For a worker process: decoders have holes, and a small file may unpack to a large picture.
"""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageFile

from crawler.duplicates.images import sniff

# The kinds that are kept; Pillow would open some 40 others, one of them by calling Ghostscript.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
# Decoding takes 8 bytes a pixel (a progressive JPEG of four colours), of others up to 16 (WebP),
# beside the 130 MB of a worker, and shall stay below 400 MB. Larger pictures are kept like others,
# and compared with none.
_MAX_PIXELS = {"image/jpeg": 30_000_000}
_MAX_PIXELS_OF_OTHERS = 12_000_000
# Compared are the neighbours in each row of a small grey copy.
_SIDE = 16
_DRAFT = (64, 64)

# A picture whose end is missing looks like one all the same.
ImageFile.LOAD_TRUNCATED_IMAGES = True


def look(body: bytes) -> bytes | None:
    """None for what cannot be decoded, or is too large for that."""
    kind = sniff(body)
    if kind is None or kind.width is None or kind.height is None:
        return None
    if kind.width * kind.height > _MAX_PIXELS.get(kind.media_type, _MAX_PIXELS_OF_OTHERS):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            return _look(body)
    except Exception:  # noqa: BLE001 - Pillow's decoders raise whatever they meet
        return None


def _look(body: bytes) -> bytes:
    with Image.open(BytesIO(body), formats=_FORMATS) as opened:
        opened.draft("L", _DRAFT)
        small = opened.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX)
    grey = small.tobytes()
    bits = 0
    for row in range(0, len(grey), _SIDE + 1):
        for place in range(row, row + _SIDE):
            bits = bits << 1 | (grey[place] > grey[place + 1])
    return bits.to_bytes(_SIDE * _SIDE // 8)
