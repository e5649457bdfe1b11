"""The pictures of 潮見新聞: sea, steep hills, vermilion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.demo.drawing.canvas import Canvas

SEA, GLEAM, VERMILION = "#4f86a6", "#a6cbd9", "#c8452d"


def cat(sheet: Canvas) -> None:
    sheet.sky("#bfd8e2", "#f2ecdc", 250)
    sheet.box(0, 80, 640, 110, "#6b5a48")
    sheet.box(40, 110, 60, 330, "#6b5a48")
    sheet.box(580, 110, 600, 330, "#6b5a48")
    sheet.box(0, 330, 640, 400, "#a39a8a")
    sheet.box(150, 270, 490, 290, "#8f6a45")
    sheet.box(170, 290, 186, 335, "#8f6a45")
    sheet.box(454, 290, 470, 335, "#8f6a45")
    sheet.disc(330, 240, 78, "#f6f1e6", 0.5)
    sheet.disc(365, 226, 36, "#d98a3c", 0.7)
    sheet.disc(300, 215, 22, "#2f2a27", 0.6)
    sheet.disc(258, 222, 34, "#f6f1e6", 0.9)
    sheet.shape("#2f2a27", (230, 208), (234, 176), (256, 196))
    sheet.shape("#d98a3c", (262, 196), (284, 176), (288, 208))
    sheet.line("#2f2a27", 3, (242, 224), (252, 228))
    sheet.line("#2f2a27", 3, (264, 228), (274, 224))
    sheet.line("#d98a3c", 13, (402, 250), (440, 255), (452, 232))


def lighthouse(sheet: Canvas) -> None:
    sheet.sky("#1f2f55", "#d98a6a", 270)
    sheet.shape("#f0d08a", (330, 108), (0, 40), (0, 150))
    sheet.shape("#f0d08a", (330, 108), (640, 60), (640, 150))
    sheet.water(270, "#2c4a6e", "#d9a27c", 6)
    sheet.shape("#2a2d36", (200, 400), (260, 290), (420, 285), (520, 400))
    sheet.shape("#eceae4", (300, 292), (312, 130), (350, 130), (362, 292))
    sheet.box(308, 96, 354, 130, "#f6d97c")
    sheet.shape("#2a2d36", (300, 96), (362, 96), (331, 70))
    sheet.box(304, 128, 358, 136, "#2a2d36")


def market(sheet: Canvas) -> None:
    sheet.sky("#8d9ba6", "#c9cfd0", 230)
    sheet.water(200, "#6f8794", "#93a6af", 2)
    sheet.box(0, 270, 640, 400, "#7b7d80")
    colours = (VERMILION, "#e0b24c", "#3f6f9c", "#5d8f5a", "#e9e4d8")
    for place in range(8):
        x, ground = 50 + place * 78, 350 + (place % 2) * 28
        sheet.person(x, ground, 95, ("#3a4660", "#6b4a52", "#4f5d4a")[place % 3])
        colour = colours[place % 5]
        sheet.disc(x, ground - 92, 44, colour, 0.55)
        sheet.line("#3b3b3d", 3, (x, ground - 118), (x, ground - 40))
    for x in range(10, 640, 26):
        sheet.line("#dfe5e7", 1.5, (x, (x * 31) % 170), (x - 7, (x * 31) % 170 + 34))


def market_chart(sheet: Canvas) -> None:
    sheet.bars((0.64, 1.0), "#e0b24c", marked="#3f6f9c")


def books(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 400, "#efe6d3")
    sheet.box(40, 320, 600, 338, "#8f6a45")
    for place in range(17):
        left = 60 + place * 31
        top = 140 + (place * 29) % 60
        colour = ("#3f6f9c", "#5d8f5a", "#8a4f5d", "#c9a24a", "#54636b")[place * 3 % 5]
        sheet.box(left, top, left + 26, 320, colour)
        ribbon = (VERMILION, "#f2ecdc", "#e0b24c")[place % 3]
        sheet.box(left + 10, top - 26 - place % 4 * 9, left + 16, top + 4, ribbon)


def baseball(sheet: Canvas) -> None:
    sheet.sky("#8fc1dc", "#f3eedd", 150)
    sheet.water(150, SEA, GLEAM, 7)
    sheet.shape("#e6d3a3", (0, 250), (240, 215), (640, 262), (640, 400), (0, 400))
    sheet.line("#fbf8ee", 5, (320, 380), (170, 300), (320, 248), (480, 300), (320, 380))
    for x, ground, colour in (
        (320, 300, "#f5f2ea"),
        (170, 305, "#2d3f6b"),
        (480, 305, "#2d3f6b"),
        (420, 215, "#f5f2ea"),
    ):
        sheet.person(x, ground, 66, colour)
    sheet.line("#8a6a45", 12, (470, 322), (525, 310))
    sheet.disc(360, 110, 9, "#fdfcf7")


def monorail(sheet: Canvas) -> None:
    sheet.sky("#a5cbe0", "#f5efdc", 200)
    sheet.water(250, SEA, GLEAM, 9)
    sheet.shape("#4f7d46", (0, 60), (640, 360), (640, 400), (0, 400))
    for place in range(17):
        x = 20 + (place * 97) % 600
        y = 110 + x * 0.47 + (place * 41) % 90
        sheet.disc(x, y, 24, "#3c6638", 0.85)
        for turn in range(4):
            sheet.disc(x - 12 + turn * 8, y - 8 + (turn * 7) % 15, 4.5, "#ee8f22")
    sheet.line("#c9c5ba", 6, (0, 48), (640, 348))
    sheet.shape("#3b8a5a", (270, 140), (380, 192), (368, 216), (258, 164))
    for x, y in ((285, 118), (318, 134), (350, 149)):
        sheet.shape("#b98a4e", (x, y), (x + 28, y + 13), (x + 18, y + 36), (x - 10, y + 23))
        sheet.disc(x + 9, y + 6, 8, "#ee8f22")


def postbox(sheet: Canvas) -> None:
    sheet.sky("#86b4d8", "#f4efe0", 280)
    sheet.hills(51, 280, 70, "#9fb4ac")
    sheet.hills(52, 320, 50, "#7f9a80")
    sheet.shape("#5f7d52", (0, 400), (0, 370), (320, 320), (640, 368), (640, 400))
    sheet.box(312, 250, 328, 340, "#7d3a30")
    sheet.box(268, 140, 372, 262, VERMILION)
    sheet.disc(320, 142, 52, VERMILION, 0.5)
    sheet.box(286, 170, 354, 182, "#3a1d18")
    sheet.box(292, 200, 348, 236, "#f5efe2")
    sheet.line("#6b5a48", 6, (470, 360), (470, 262))
    sheet.shape("#e9dfc8", (430, 262), (520, 262), (534, 278), (520, 294), (430, 294))


def ferry_night(sheet: Canvas) -> None:
    sheet.sky("#141d3a", "#39466e", 260)
    sheet.disc(520, 80, 30, "#f5ecd0")
    for place in range(26):
        sheet.disc((place * 113) % 640, (place * 61) % 210, 1.8, "#e9e6da")
    sheet.water(260, "#1f2f55", "#e0c98a", 10)
    sheet.shape("#eceae4", (90, 270), (560, 270), (520, 330), (130, 330))
    sheet.box(90, 262, 560, 274, VERMILION)
    sheet.box(200, 190, 300, 262, "#f6f1e4")
    for x in range(212, 290, 26):
        sheet.box(x, 206, x + 16, 226, "#f6d97c")
    for place, x in enumerate(range(325, 540, 32)):
        sheet.person(x, 264, 62, "#22262b")
        sheet.line("#b5763a", 6, (x + 12, 238), (x + 4 + place % 2 * 4, 218))
    for x in range(310, 560, 24):
        sheet.disc(x, 178 + (x % 48) / 6, 5, "#f6d97c")
    sheet.line("#c9b98a", 1.5, (300, 180), (560, 180))
