"""The pictures of Lantern Wire: ice, fog, lamps and old paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.demo.drawing.canvas import Canvas


def icebreaker(sheet: Canvas) -> None:
    sheet.sky("#8ca3b8", "#dfe6ea", 230)
    sheet.box(0, 230, 640, 400, "#e9f0f2")
    sheet.shape("#4d6a7d", (0, 330), (330, 300), (360, 345), (0, 400))
    sheet.shape("#a3342c", (180, 235), (470, 235), (500, 200), (430, 330), (230, 330))
    sheet.box(240, 165, 400, 235, "#f5efe2")
    sheet.box(270, 120, 350, 165, "#f5efe2")
    sheet.box(300, 75, 330, 120, "#26313a")
    for x in range(250, 400, 28):
        sheet.disc(x, 200, 7, "#4f6b7c")
    for x, y in ((430, 330), (500, 300), (560, 350), (470, 375), (90, 270), (40, 295)):
        sheet.shape("#cfdde3", (x, y), (x + 60, y - 12), (x + 75, y + 14), (x + 20, y + 22))


def keeper(sheet: Canvas) -> None:
    sheet.sky("#f2c48d", "#fbeccb", 270)
    sheet.disc(470, 190, 46, "#fff3d2")
    sheet.water(270, "#7fa0ad", "#c9d8d6", 4)
    sheet.shape("#6a5d54", (60, 400), (150, 280), (300, 270), (380, 400))
    sheet.shape("#f7f1e6", (190, 280), (205, 90), (255, 90), (270, 280))
    for y in (130, 200):
        sheet.shape("#b8402f", (200, y), (260, y), (264, y + 34), (196, y + 34))
    sheet.box(200, 60, 260, 90, "#39444b")
    sheet.shape("#b8402f", (192, 60), (268, 60), (230, 30))
    sheet.person(320, 330, 62, "#2f4a66")


def island(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 400, "#ecdfc0")
    for x in range(40, 640, 80):
        sheet.line("#d5c39a", 1.5, (x, 0), (x, 400))
    for y in range(40, 400, 80):
        sheet.line("#d5c39a", 1.5, (0, y), (640, y))
    sheet.disc(330, 190, 128, "#a9855a")
    sheet.disc(332, 192, 118, "#caa878")
    sheet.disc(328, 189, 104, "#b08b5f")
    sheet.disc(330, 190, 98, "#e6d6b0")
    sheet.disc(190, 320, 16, "#9c4a4a", 0.8)
    sheet.line("#7a6a48", 3, (560, 330), (560, 250))
    sheet.shape("#7a6a48", (550, 262), (560, 236), (570, 262))
    sheet.line("#7a6a48", 3, (525, 295), (595, 295))


def fog(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 400, "#f3f0e8")
    for y in range(60, 341, 70):
        sheet.line("#d7d1c2", 1.5, (60, y), (600, y))
    prices = (300, 288, 296, 262, 270, 236, 248, 205, 214, 176, 160, 128, 96)
    points = [(70 + place * 43.0, float(price)) for place, price in enumerate(prices)]
    sheet.shape("#cdd5d8", (70, 340), *points, (586, 340))
    sheet.line("#5f7883", 6, *points)
    sheet.disc(586, 96, 9, "#8a5a00")
    sheet.line("#4a453c", 3, (60, 40), (60, 340), (610, 340))
