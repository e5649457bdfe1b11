"""A sheet to draw flat landscapes on: points in a frame of 640 by 400, colours as hex strings.

Everything is drawn at twice the size and made smaller in the end, so that edges are smooth.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image, ImageColor, ImageDraw

from crawler.demo.story import IMAGE_HEIGHT, IMAGE_WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

Point: TypeAlias = "tuple[float, float]"

SCALE = 2
SKY_BANDS = 24


class Canvas:
    def __init__(self) -> None:
        self._image = Image.new("RGB", (IMAGE_WIDTH * SCALE, IMAGE_HEIGHT * SCALE))
        self._pen = ImageDraw.Draw(self._image)

    def finished(self) -> Image.Image:
        return self._image.resize((IMAGE_WIDTH, IMAGE_HEIGHT), Image.Resampling.LANCZOS)

    def sky(self, above: str, below: str, horizon: float = 400) -> None:
        """Bands from one colour to the other, which compress better than a smooth blend."""
        self.box(0, horizon, 640, 400, below)
        high, low = ImageColor.getrgb(above), ImageColor.getrgb(below)
        for band in range(SKY_BANDS):
            share = band / (SKY_BANDS - 1)
            mixed = [round(a + (b - a) * share) for a, b in zip(high, low, strict=True)]
            top = horizon * band / SKY_BANDS
            colour = "#{:02x}{:02x}{:02x}".format(*mixed[:3])
            self.box(0, top, 640, horizon * (band + 1) / SKY_BANDS, colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: str) -> None:
        self._pen.rectangle(_scaled((left, top), (right, bottom)), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, flat: float = 1) -> None:
        """A circle, or an ellipse `flat` times as high as it is wide."""
        corners = _scaled((x - radius, y - radius * flat), (x + radius, y + radius * flat))
        self._pen.ellipse(corners, fill=colour)

    def shape(self, colour: str, *points: Point) -> None:
        self._pen.polygon(_scaled(*points), fill=colour)

    def line(self, colour: str, width: float, *points: Point) -> None:
        self._pen.line(_scaled(*points), fill=colour, width=round(width * SCALE), joint="curve")

    def hills(self, seed: int, base: float, height: float, colour: str) -> None:
        """A ridge that rises up to `height` above `base` and fills the frame below it."""
        chance = Random(seed)  # noqa: S311 - the shape of a hill is no secret
        peaks = [(x, base - height * chance.random()) for x in range(-80, 721, 80)]
        ridge = [(x, _between(peaks, x)) for x in range(0, 641, 8)]
        self.shape(colour, (0, 400), *ridge, (640, 400))

    def water(self, top: float, colour: str, gleam: str, seed: int = 1) -> None:
        self.box(0, top, 640, 400, colour)
        chance = Random(seed)  # noqa: S311 - nor is that of a wave
        for _ in range(26):
            x, y = chance.uniform(0, 600), chance.uniform(top + 8, 395)
            self.line(gleam, 2, (x, y), (x + chance.uniform(15, 70), y))

    def house(self, x: float, ground: float, size: float, wall: str, roof: str) -> None:
        self.box(x, ground - size, x + size * 1.3, ground, wall)
        self.shape(
            roof,
            (x - size * 0.15, ground - size),
            (x + size * 0.65, ground - size * 1.7),
            (x + size * 1.45, ground - size),
        )
        self.box(x + size * 0.5, ground - size * 0.55, x + size * 0.8, ground, roof)

    def tree(self, x: float, ground: float, size: float, colour: str) -> None:
        self.box(x - size * 0.08, ground - size, x + size * 0.08, ground, "#5b4636")
        for left, up in ((-0.3, 0.9), (0.3, 0.95), (0, 1.3)):
            self.disc(x + left * size, ground - up * size, size * 0.42, colour)

    def person(self, x: float, ground: float, size: float, colour: str) -> None:
        self.disc(x, ground - size * 0.88, size * 0.13, "#e3b996")
        self.shape(
            colour,
            (x - size * 0.1, ground - size * 0.75),
            (x + size * 0.1, ground - size * 0.75),
            (x + size * 0.2, ground),
            (x - size * 0.2, ground),
        )

    def bars(self, heights: Sequence[float], colour: str, *, marked: str | None = None) -> None:
        """A chart of bars, in shares of the frame; `marked` colours the last one."""
        self.box(0, 0, 640, 400, "#f7f3ea")
        for line in range(5):
            self.line("#d9d2c3", 1.5, (60, 60 + line * 70), (600, 60 + line * 70))
        step = 520 / len(heights)
        for place, share in enumerate(heights):
            last = place == len(heights) - 1
            left = 75 + place * step
            fill = marked if marked and last else colour
            self.box(left, 340 - 280 * share, left + step * 0.7, 340, fill)
        self.line("#4a453c", 3, (60, 40), (60, 340), (610, 340))


def _scaled(*points: Point) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _between(peaks: Sequence[tuple[int, float]], x: float) -> float:
    """The height at `x` on a soft curve through the peaks, which are 80 apart."""
    place = int((x + 80) // 80)
    (left, first), (_, second) = peaks[place], peaks[min(place + 1, len(peaks) - 1)]
    share = (x - left) / 80
    eased = share * share * (3 - 2 * share)
    return first + (second - first) * eased
