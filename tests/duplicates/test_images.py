"""What bytes are: told for real files of each kind, and for nothing that only looks like one."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from crawler.duplicates.images import SVG, ImageType, sniff

WIDTH, HEIGHT = 67, 41


def drawn(form: str, mode: str = "RGB", **options: Any) -> bytes:
    body = io.BytesIO()
    Image.effect_noise((WIDTH, HEIGHT), 40).convert(mode).save(body, form, **options)
    return body.getvalue()


EXIF = Image.Exif()
EXIF[0x010E] = "a description " * 3_000

SAMPLES = {
    "jpeg": drawn("JPEG"),
    "jpeg-progressive": drawn("JPEG", progressive=True),
    "jpeg-exif": drawn("JPEG", exif=EXIF, icc_profile=b"i" * 200_000, comment=b"c" * 60_000),
    "jpeg-cmyk": drawn("JPEG", "CMYK"),
    "png": drawn("PNG"),
    "png-alpha": drawn("PNG", "RGBA"),
    "webp-lossy": drawn("WEBP", quality=40),
    "webp-lossless": drawn("WEBP", lossless=True),
    "webp-extended": drawn("WEBP", exif=b"Exif\0\0" + b"e" * 40),
    "gif": drawn("GIF", "P"),
    "avif": drawn("AVIF"),
    "avif-alpha": drawn("AVIF", "RGBA"),
}
KINDS = {
    "jpeg": ("image/jpeg", "jpg"),
    "png": ("image/png", "png"),
    "webp": ("image/webp", "webp"),
    "gif": ("image/gif", "gif"),
    "avif": ("image/avif", "avif"),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_real_image_is_told_with_its_size(name: str) -> None:
    expected = ImageType(*KINDS[name.partition("-")[0]], WIDTH, HEIGHT)
    assert sniff(SAMPLES[name]) == expected


@pytest.mark.parametrize("name", SAMPLES)
@settings(deadline=None, max_examples=60)
@given(cut=st.floats(0, 1))
def test_a_cut_image_is_told_or_not_but_never_wrongly(name: str, cut: float) -> None:
    whole = SAMPLES[name]
    assert sniff(whole[: int(len(whole) * cut)]) in (None, sniff(whole))


@settings(deadline=None, max_examples=200)
@given(
    start=st.sampled_from([body[:40] for body in SAMPLES.values()]),
    rest=st.binary(max_size=200),
    at=st.integers(0, 39),
    byte=st.integers(0, 255),
)
def test_no_header_raises(start: bytes, rest: bytes, at: int, byte: int) -> None:
    body = bytearray(start + rest)
    body[min(at, len(body) - 1)] = byte
    told = sniff(bytes(body))
    assert told is None or told.media_type == SVG or min(told.width or 0, told.height or 0) > 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"GIF89a",
        b"GIF89a\x00\x00\x05\x00",
        b"BM" + b"\0" * 60,
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"II*\0" + b"\0" * 60,
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 60,
        b"<html><body><svg></svg></body></html>",
        b"<!DOCTYPE html><svg></svg>",
        b"<?xml version='1.0'?><rss><svg></svg></rss>",
        b"\xff\xd8\xff\xe0\x00\x02\xff\xd9",
    ],
)
def test_anything_else_is_none_of_them(body: bytes) -> None:
    assert sniff(body) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<!-- <html> -->\n<svg width='1'>",
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'><svg:svg>",
    ],
)
def test_svg_is_told_apart_and_has_no_size(body: bytes) -> None:
    assert sniff(body) == ImageType(SVG, "svg", None, None)


def test_an_endless_chain_of_jpeg_segments_is_given_up() -> None:
    assert sniff(b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000) is None


def test_filling_bytes_of_a_jpeg_are_walked_once() -> None:
    assert sniff(b"\xff\xd8" + b"\xff" * 1_000_000) is None


def test_the_picture_in_tiles_has_the_size_of_the_whole() -> None:
    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", 8 + len(content)) + kind + content

    def extent(width: int, height: int) -> bytes:
        return box(b"ispe", struct.pack(">III", 0, width, height))

    ipco = box(b"ipco", extent(512, 512) + extent(1900, 1000) + extent(160, 84))
    meta = box(b"meta", b"\0\0\0\0" + box(b"iprp", ipco))
    body = box(b"ftyp", b"mif1\0\0\0\0mif1avif") + meta
    assert sniff(body) == ImageType("image/avif", "avif", 1900, 1000)
