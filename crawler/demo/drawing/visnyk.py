"""The pictures of Вербівський вісник: wide fields, blue water, autumn yellow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.demo.drawing.canvas import Canvas

FIELD, WHITEWASH, THATCH = "#d9b44a", "#f6f1e4", "#8a6a3c"


def stork(sheet: Canvas) -> None:
    sheet.sky("#7fb0d6", "#f3ead2", 300)
    sheet.hills(31, 310, 30, FIELD)
    sheet.house(60, 330, 60, WHITEWASH, THATCH)
    sheet.house(480, 335, 70, WHITEWASH, "#5f7d94")
    sheet.shape("#a5523f", (285, 400), (295, 210), (365, 210), (375, 400))
    sheet.shape("#84402f", (262, 150), (398, 150), (385, 215), (275, 215))
    sheet.disc(330, 148, 72, "#7b5b39", 0.2)
    sheet.line("#d2462e", 5, (326, 145), (326, 105))
    sheet.line("#d2462e", 5, (340, 145), (340, 105))
    sheet.disc(330, 92, 40, "#fbfaf6", 0.55)
    sheet.shape("#22262b", (292, 88), (270, 112), (325, 108))
    sheet.line("#fbfaf6", 12, (360, 84), (376, 52))
    sheet.disc(380, 48, 12, "#fbfaf6")
    sheet.shape("#d2462e", (388, 44), (428, 56), (388, 54))


def bridge(sheet: Canvas) -> None:
    sheet.sky("#8fbbd9", "#f6efdc", 200)
    sheet.hills(17, 215, 40, "#a9b35c")
    sheet.water(230, "#5f93b8", "#a7c9dc", 3)
    sheet.shape("#8c9a4a", (0, 215), (110, 230), (140, 290), (0, 320))
    sheet.shape("#8c9a4a", (640, 215), (530, 230), (500, 290), (640, 320))
    for x in (150, 218, 286, 354, 422, 490):
        sheet.box(x - 6, 215, x + 6, 320, "#6b4a2f")
    sheet.box(80, 205, 560, 222, "#94673f")
    sheet.line("#94673f", 6, (80, 172), (560, 172))
    for x in range(84, 570, 34):
        sheet.line("#94673f", 4, (x, 172), (x, 208))
    for x, colour in ((230, "#a8423b"), (300, "#2f5d62"), (342, "#c9a24a")):
        sheet.person(x, 206, 58, colour)
    sheet.disc(425, 190, 15, "#f4f0e6", 0.6)
    sheet.disc(443, 182, 7, "#f4f0e6")


def varenyky(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 400, "#c65d4a")
    for x in range(0, 640, 80):
        sheet.box(x, 0, x + 40, 400, "#b9503f")
    sheet.disc(320, 205, 250, "#2f5d8a", 0.68)
    sheet.disc(320, 200, 232, "#f6f2e8", 0.66)
    for x, y in (
        (230, 160),
        (330, 140),
        (420, 175),
        (190, 220),
        (285, 225),
        (380, 245),
        (455, 225),
        (300, 290),
    ):
        sheet.disc(x, y, 50, "#d9bd85", 0.55)
        sheet.disc(x, y - 4, 46, "#f2deb0", 0.52)
        sheet.line(
            "#d9bd85", 3, (x - 38, y + 8), (x - 12, y + 16), (x + 14, y + 16), (x + 38, y + 7)
        )


def varenyky_chart(sheet: Canvas) -> None:
    sheet.bars((0.18, 0.24, 0.22, 0.41, 0.46, 0.6, 0.58, 0.83, 1.0), "#e0b24c", marked="#b9503f")


def football(sheet: Canvas) -> None:
    sheet.sky("#93a9b8", "#e7e4d3", 190)
    for x in range(30, 640, 90):
        sheet.tree(x, 195, 62, "#b88a35")
    sheet.box(0, 190, 640, 400, "#5f9448")
    sheet.box(0, 250, 640, 300, "#6aa052")
    for x in range(205, 440, 18):
        sheet.line("#c9d6c0", 1.5, (x, 130), (x, 285))
    for y in range(145, 285, 18):
        sheet.line("#c9d6c0", 1.5, (200, y), (440, y))
    sheet.line("#fbfaf5", 8, (200, 290), (200, 128), (440, 128), (440, 290))
    sheet.person(300, 296, 95, "#2d3f6b")
    sheet.disc(395, 160, 15, "#fbfaf5")
    sheet.disc(395, 160, 5, "#23262b")


def bus(sheet: Canvas) -> None:
    sheet.sky("#f0c987", "#fbeed3", 240)
    sheet.hills(41, 250, 50, "#93a05a")
    sheet.box(0, 290, 640, 400, "#7f7a72")
    sheet.box(130, 165, 510, 310, "#e4b12e")
    sheet.box(130, 245, 510, 262, "#b5482f")
    for x in range(150, 430, 62):
        sheet.box(x, 182, x + 48, 232, "#bcd7e2")
    sheet.box(455, 182, 500, 300, "#bcd7e2")
    for x in (205, 425):
        sheet.disc(x, 312, 32, "#26282b")
        sheet.disc(x, 312, 14, "#b9b9b4")
    sheet.line("#5b5b5b", 6, (575, 330), (575, 170))
    sheet.disc(575, 160, 26, "#f5f1e6")
    sheet.line("#26282b", 4, (575, 160), (575, 144))
    sheet.line("#26282b", 4, (575, 160), (587, 166))


def apples(sheet: Canvas) -> None:
    sheet.sky("#c9dcb8", "#f0efd6")
    sheet.box(0, 290, 640, 400, "#94673f")
    for x, colour, shade in ((220, "#7d6f9e", "#63578a"), (430, "#c5cf6b", "#a9b653")):
        sheet.disc(x, 230, 92, shade, 1.02)
        sheet.disc(x - 10, 222, 82, colour, 1.0)
        sheet.line("#5b4636", 7, (x, 145), (x + 14, 105))
        sheet.shape("#5f8a3f", (x + 12, 118), (x + 70, 95), (x + 52, 135))
        sheet.disc(x - 42, 190, 15, "#f4efdc", 1.4)


def firemen(sheet: Canvas) -> None:
    sheet.sky("#a9c4d6", "#eee9da", 280)
    sheet.box(0, 280, 640, 400, "#9b958a")
    sheet.box(120, 150, 530, 290, "#c23b2c")
    sheet.box(430, 170, 515, 225, "#bcd7e2")
    sheet.box(120, 230, 430, 244, "#f5f1e6")
    sheet.line("#d8d2c2", 7, (130, 132), (470, 132))
    sheet.line("#d8d2c2", 7, (130, 146), (470, 146))
    for x in range(150, 470, 32):
        sheet.line("#d8d2c2", 5, (x, 132), (x, 146))
    for x in (200, 450):
        sheet.disc(x, 295, 34, "#26282b")
        sheet.disc(x, 295, 14, "#c9c5ba")
    for x in (80, 330, 580):
        sheet.person(x, 372, 125, "#3a3f45")
        sheet.shape("#d7b14c", (x + 10, 300), (x + 52, 282), (x + 52, 322))


def pumpkin(sheet: Canvas) -> None:
    sheet.sky("#b5c9d6", "#f3e8cf", 230)
    sheet.box(0, 230, 640, 400, "#8c9a4a")
    sheet.house(30, 240, 78, WHITEWASH, THATCH)
    for x, width in ((180, 85), (420, 85), (235, 95), (365, 95), (300, 100)):
        colour = "#d97a24" if width == 95 else "#e88d32"
        sheet.disc(x, 265, width, colour, 1.15)
    sheet.line("#5f7a35", 18, (300, 155), (312, 118), (340, 108))
    sheet.person(560, 365, 170, "#7a3550")
    sheet.shape("#c23b2c", (534, 214), (586, 214), (578, 192), (542, 192))
