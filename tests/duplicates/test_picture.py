"""How a picture looks: the same in every size and coding, and nothing for what is none."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from crawler.duplicates.looks import ALIKE_BITS, LOOK_BYTES, distance, is_telling, parts
from crawler.duplicates.picture import look

ROOT = Path(__file__).parents[2]
PHOTO = Image.effect_mandelbrot((640, 420), (-2.2, -1.2, 0.8, 1.2), 60).convert("RGB")
OTHER = Image.effect_mandelbrot((640, 420), (-0.8, 0.0, -0.7, 0.1), 90).convert("RGB")


def coded(picture: Image.Image, kind: str, **options: Any) -> bytes:
    packed = BytesIO()
    picture.save(packed, kind, **options)
    return packed.getvalue()


def looked(body: bytes) -> bytes:
    found = look(body)
    assert found is not None
    return found


ORIGINAL = coded(PHOTO, "JPEG", quality=92)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("width", [1200, 320, 160])
def test_another_size_or_coding_looks_alike(kind: str, width: int) -> None:
    sized = PHOTO.resize((width, width * PHOTO.height // PHOTO.width))
    options = {"quality": 70} if kind in {"JPEG", "WEBP", "AVIF"} else {}
    assert distance(looked(ORIGINAL), looked(coded(sized, kind, **options))) <= ALIKE_BITS


def test_another_picture_looks_otherwise() -> None:
    assert distance(looked(ORIGINAL), looked(coded(OTHER, "JPEG"))) > 3 * ALIKE_BITS


def test_alike_pictures_have_a_part_in_common() -> None:
    one = looked(ORIGINAL)
    for changed in range(12):
        # As far from each other as bits can be.
        bits = int.from_bytes(one)
        for step in range(changed):
            bits ^= 1 << step * 21
        assert {*parts(one)} & {*parts(bits.to_bytes(LOOK_BYTES))} or changed == 12


def test_a_plain_surface_tells_nothing() -> None:
    assert not is_telling(looked(coded(Image.new("RGB", (300, 200), "teal"), "PNG")))
    assert is_telling(looked(ORIGINAL))


def test_a_picture_without_its_end_looks_like_one() -> None:
    assert look(ORIGINAL[: len(ORIGINAL) // 2]) is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        ORIGINAL[:300],
        b"BM" + bytes(60),
    ],
    ids=["nothing", "html", "postscript", "svg", "header", "bmp"],
)
def test_what_is_no_picture_looks_like_nothing(body: bytes) -> None:
    assert look(body) is None


def test_a_bomb_is_not_unpacked() -> None:
    assert look(coded(Image.new("1", (9000, 9000)), "PNG")) is None


LARGEST = {
    "JPEG": ("CMYK", (6000, 5000)),
    "PNG": ("RGBA", (4000, 3000)),
    "WEBP": ("RGBA", (4000, 3000)),
    "GIF": ("P", (4000, 3000)),
    "AVIF": ("RGBA", (4000, 3000)),
}
# As in a worker, which has read pages before.
MEASURED = """
import sys
from crawler.workers.orders import Picture
from crawler.workers.work import work
assert work(Picture(open(sys.argv[1], "rb").read())) is not None
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.parametrize("kind", LARGEST)
def test_the_largest_picture_that_is_looked_at_takes_less_than_400_mb(
    kind: str, tmp_path: Path
) -> None:
    options = {"progressive": True, "subsampling": 0} if kind == "JPEG" else {}
    picture = Image.new(*LARGEST[kind])
    file = tmp_path / "picture"
    file.write_bytes(coded(picture, kind, **options))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 400_000
