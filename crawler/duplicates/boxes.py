"""The boxes of an AVIF file that state its size: meta / iprp / ipco / ispe.

A body goes in, width and height come out. A picture in tiles has an extent for the whole and one
for the tiles, and a thumbnail has its own: the largest is the picture's.
ISO/IEC 14496-12 (boxes), 23008-12 (ispe).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Encoders write fewer than 30 at each level.
_MAX_BOXES = 500
_HEADER_BYTES = 8
# Version and flags, which `meta` and `ispe` have before their content.
_FULL_BOX_BYTES = 4


def largest_extent(body: bytes) -> tuple[int, int] | None:
    places = [(0, len(body))]
    for kind, skipped in ((b"meta", _FULL_BOX_BYTES), (b"iprp", 0), (b"ipco", 0)):
        places = [
            (start + skipped, end)
            for place in places[:1]
            for found, start, end in _boxes(body, *place)
            if found == kind
        ]
    extents = [
        _extent(body, start)
        for place in places[:1]
        for found, start, end in _boxes(body, *place)
        if found == b"ispe" and end - start >= _FULL_BOX_BYTES + 8
    ]
    return max(extents, key=lambda extent: extent[0] * extent[1], default=None)


def _extent(body: bytes, start: int) -> tuple[int, int]:
    at = start + _FULL_BOX_BYTES
    return int.from_bytes(body[at : at + 4]), int.from_bytes(body[at + 4 : at + 8])


def _boxes(body: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where the content starts and ends; a box that leaves its parent is the last."""
    for _ in range(_MAX_BOXES):
        if start + _HEADER_BYTES > end:
            return
        size = int.from_bytes(body[start : start + 4])
        # 0: to the end of the file. 1: a 64-bit size, of which no header box has need.
        length = end - start if size == 0 else size
        if length < _HEADER_BYTES or start + length > end:
            return
        yield body[start + 4 : start + 8], start + _HEADER_BYTES, start + length
        start += length
