"""Writes all images into the folder that is named: `python -m crawler.demo.drawing FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from crawler.demo.drawing import courier, lantern, shiomi, visnyk
from crawler.demo.drawing.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURES: dict[str, Callable[[Canvas], None]] = {
    "heron.jpg": courier.heron,
    "puddle.webp": courier.puddle,
    "bypass.jpg": courier.bypass,
    "library.png": courier.library,
    "cheese.png": courier.cheese,
    "clock.jpg": courier.clock,
    "flood.jpg": courier.flood,
    "bells.png": courier.bells,
    "budget.png": courier.budget,
    "band.webp": courier.band,
    "ferry.jpg": courier.ferry,
    "marsh.jpg": courier.marsh,
    "scarecrow.jpg": courier.scarecrow,
    "icebreaker.jpg": lantern.icebreaker,
    "keeper.webp": lantern.keeper,
    "island.png": lantern.island,
    "fog.png": lantern.fog,
    "stork.jpg": visnyk.stork,
    "bridge.png": visnyk.bridge,
    "varenyky.webp": visnyk.varenyky,
    "varenyky-chart.png": visnyk.varenyky_chart,
    "football.jpg": visnyk.football,
    "bus.jpg": visnyk.bus,
    "apples.webp": visnyk.apples,
    "firemen.png": visnyk.firemen,
    "pumpkin.png": visnyk.pumpkin,
    "cat.jpg": shiomi.cat,
    "lighthouse.png": shiomi.lighthouse,
    "market.webp": shiomi.market,
    "market-chart.png": shiomi.market_chart,
    "books.jpg": shiomi.books,
    "baseball.jpg": shiomi.baseball,
    "monorail.jpg": shiomi.monorail,
    "postbox.png": shiomi.postbox,
    "ferry-night.webp": shiomi.ferry_night,
}
PALETTE = 48
JPEG_QUALITY = 74
WEBP_QUALITY = 78


def main(folder: Path) -> None:
    for name, draw in PICTURES.items():
        sheet = Canvas()
        draw(sheet)
        _save(sheet.finished(), folder / name)


def _save(picture: Image.Image, path: Path) -> None:
    if path.suffix == ".png":
        flat = picture.quantize(PALETTE, dither=Image.Dither.NONE)
        flat.save(path, optimize=True)
    elif path.suffix == ".webp":
        picture.save(path, quality=WEBP_QUALITY, method=6)
    else:
        picture.save(path, quality=JPEG_QUALITY, optimize=True, progressive=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
