"""The pictures of The Puddlewick Courier: grey skies, wet fields, brick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.demo.drawing.canvas import Canvas

STONE, BRICK, REED = "#c9bda6", "#9c5a44", "#8c8a4b"


def heron(sheet: Canvas) -> None:
    sheet.sky("#b9c7cf", "#eadfcb", 240)
    sheet.hills(3, 240, 60, "#93a58f")
    sheet.water(240, "#8fa6ad", "#b7c8cb")
    for x in (40, 62, 90, 540, 575, 600):
        sheet.line(REED, 4, (x, 400), (x + 8, 230 + x % 50))
    sheet.line("#4b5358", 5, (312, 360), (312, 270))
    sheet.line("#4b5358", 5, (330, 360), (330, 270))
    sheet.disc(315, 240, 58, "#7b8a94", 0.62)
    sheet.shape("#59656e", (262, 236), (230, 285), (300, 262))
    sheet.line("#dfe3e4", 15, (360, 225), (382, 180), (366, 140), (384, 112))
    sheet.disc(388, 108, 17, "#e9ecec", 0.8)
    sheet.line("#2f363a", 5, (374, 100), (350, 92))
    sheet.shape("#d9a441", (400, 102), (455, 114), (400, 116))
    sheet.disc(394, 104, 3, "#1e2326")


def puddle(sheet: Canvas) -> None:
    sheet.sky("#e8c9a8", "#f4e5cf", 170)
    sheet.box(0, 170, 640, 400, "#8b857b")
    sheet.house(90, 172, 62, BRICK, "#5d3a30")
    sheet.house(430, 172, 80, STONE, "#6d5c4d")
    sheet.disc(320, 300, 230, "#a9bac2", 0.33)
    sheet.disc(320, 302, 215, "#c9d5d8", 0.31)
    sheet.shape("#9aa9ae", (250, 260), (310, 322), (370, 260))
    sheet.disc(430, 300, 26, "#f2e2b8", 0.4)
    sheet.disc(220, 322, 40, "#b6c5ca", 0.25)


def bypass(sheet: Canvas) -> None:
    sheet.sky("#9cc3dd", "#e6f0ee", 190)
    sheet.hills(9, 200, 60, "#88a86b")
    sheet.hills(5, 260, 50, "#6f9455")
    sheet.shape("#55585c", (150, 400), (300, 400), (395, 270), (470, 215), (455, 213), (360, 262))
    sheet.line("#f4efe0", 4, (228, 398), (300, 335))
    sheet.line("#f4efe0", 3, (330, 308), (378, 266))
    for x, y in ((90, 300), (480, 320), (560, 280)):
        sheet.disc(x, y, 26, "#f5f1e8", 0.6)
        sheet.disc(x + 8, y - 3, 11, "#3b332d", 0.7)
        sheet.disc(x - 28, y - 10, 9, "#3b332d")
        sheet.line("#3b332d", 4, (x - 14, y + 10), (x - 14, y + 28))
        sheet.line("#3b332d", 4, (x + 14, y + 10), (x + 14, y + 28))


def library(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 400, "#5e4431")
    colours = ("#a8423b", "#2f5d62", "#d8b365", "#4c6b3f", "#e4dccb", "#6b4c7a", "#3a5a8c")
    for shelf in range(3):
        ground = 125 + shelf * 125
        sheet.box(20, ground - 100, 620, ground, "#3f2d20")
        for book in range(26):
            if shelf == 1 and book == 12:
                continue
            left = 26 + book * 22.6
            top = ground - 60 - (book * 37 + shelf * 53) % 34
            sheet.box(left, top, left + 19, ground, colours[(book * 5 + shelf * 3) % 7])
            sheet.box(left + 4, top + 12, left + 15, top + 16, "#e9dfc8")
        sheet.box(10, ground, 630, ground + 12, "#8a6749")
    sheet.shape("#7a1f2b", (300, 165), (318, 160), (330, 247), (312, 250))


def cheese(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 260, "#d9d3c4")
    sheet.box(0, 260, 640, 400, "#8a6a4d")
    sheet.disc(320, 275, 190, "#b98a3e", 0.4)
    sheet.box(130, 190, 510, 275, "#d4a24a")
    sheet.disc(320, 190, 190, "#ecc873", 0.36)
    sheet.shape("#fbe7b0", (320, 190), (480, 226), (400, 250))
    sheet.shape("#e3bb61", (320, 190), (400, 250), (400, 330), (320, 275))
    for x, y, radius in (
        (230, 180, 14),
        (290, 150, 9),
        (200, 205, 8),
        (352, 240, 7),
        (370, 285, 9),
    ):
        sheet.disc(x, y, radius, "#c8973f", 0.7)
    for x in (210, 300, 390):
        sheet.line("#a9b77a", 4, (x, 110), (x + 14, 85), (x - 6, 60), (x + 10, 32))


def clock(sheet: Canvas) -> None:
    sheet.sky("#6f8fae", "#e9cfae")
    sheet.hills(12, 370, 30, "#6d7766")
    sheet.shape("#a99a80", (215, 400), (215, 110), (330, 90), (330, 400))
    sheet.shape("#857860", (330, 400), (330, 90), (430, 112), (430, 400))
    sheet.shape("#4d5a63", (200, 112), (325, 20), (330, 92))
    sheet.shape("#3d4850", (325, 20), (330, 92), (445, 114))
    for x, hand, flat in ((272, (300, 150), 1.0), (381, (366, 205), 1.15)):
        sheet.disc(x, 175, 44, "#3b3228", flat)
        sheet.disc(x, 175, 38, "#f4eedc", flat)
        sheet.line("#2b241d", 5, (x, 175), hand)
        sheet.line("#2b241d", 4, (x, 175), (x, 146))
    for y in (260, 320):
        sheet.box(258, y, 286, y + 36, "#4f4536")


def flood(sheet: Canvas) -> None:
    sheet.sky("#1d2b42", "#51617a", 260)
    for place, (wall, roof) in enumerate(
        ((BRICK, "#3d2a25"), (STONE, "#4a4038"), ("#7d6a63", "#2f2a2b")) * 2
    ):
        sheet.house(12 + place * 106, 280, 74, wall, roof)
        sheet.box(25 + place * 106, 222, 43 + place * 106, 246, "#f5d37a")
    sheet.water(262, "#2f4660", "#7590a8", 8)
    for x in (40, 150, 255, 360, 470, 575):
        sheet.box(x - 8, 290, x + 6, 345, "#a08f5c")
    sheet.shape("#1b1512", (300, 318), (390, 318), (390, 362), (300, 362))
    sheet.box(308, 336, 382, 344, "#f4efe3")


def bells(sheet: Canvas) -> None:
    sheet.box(0, 0, 640, 400, "#4b4238")
    sheet.box(60, 40, 580, 360, "#5d5245")
    sheet.shape("#d9c48e", (280, 60), (360, 60), (360, 200), (280, 200))
    sheet.line("#5d5245", 6, (320, 60), (320, 200))
    for place, x in enumerate((110, 190, 250, 390, 450, 530)):
        sheet.line("#c9b27a", 5, (x, 0), (x, 250))
        sheet.line(("#a8423b", "#2f5d62", "#c9a24a")[place % 3], 13, (x, 150), (x, 205))
        sheet.disc(x, 262, 15, "#c9b27a", 1.3)
    sheet.box(60, 330, 580, 360, "#3a322a")


def budget(sheet: Canvas) -> None:
    sheet.bars((0.16, 0.2, 0.27, 0.38, 0.52, 0.71, 1.0), "#8fa6ad", marked="#7a2230")


def band(sheet: Canvas) -> None:
    sheet.sky("#a7c7dc", "#eef1e2", 210)
    sheet.hills(21, 220, 40, "#7da064")
    for place, x in enumerate((70, 150, 230)):
        sheet.person(x, 330, 120, "#35436b")
        sheet.disc(x + 34, 262 - place * 6, 24, "#d7b14c")
        sheet.disc(x + 34, 262 - place * 6, 13, "#8a6a20")
        sheet.line("#d7b14c", 7, (x, 235), (x + 34, 262 - place * 6))
    for x in (360, 450, 545):
        sheet.disc(x, 300, 44, "#f6f2ea", 0.6)
        sheet.disc(x + 14, 294, 20, "#2e2825", 0.6)
        sheet.disc(x - 48, 270, 16, "#2e2825", 1.2)
        sheet.line("#2e2825", 6, (x - 22, 318), (x - 22, 352))
        sheet.line("#2e2825", 6, (x + 24, 318), (x + 24, 352))
    for y in (280, 310):
        sheet.line("#b79d78", 5, (280, y), (640, y))


def ferry(sheet: Canvas) -> None:
    sheet.sky("#8fb3cc", "#f1ead8", 220)
    sheet.hills(14, 225, 45, "#7c977c")
    sheet.water(225, "#6f95a8", "#9fbfca", 5)
    for x, y, size, hull in ((330, 250, 0.6, "#8c3f36"), (110, 300, 1.0, "#a5493d")):
        sheet.shape(
            hull,
            (x, y),
            (x + 260 * size, y),
            (x + 230 * size, y + 46 * size),
            (x + 30 * size, y + 46 * size),
        )
        sheet.box(x + 60 * size, y - 50 * size, x + 200 * size, y, "#f2ecdf")
        sheet.box(x + 118 * size, y - 95 * size, x + 146 * size, y - 50 * size, "#2f3a40")
        for window in range(4):
            left = x + (72 + window * 32) * size
            sheet.box(left, y - 38 * size, left + 18 * size, y - 20 * size, "#5f7f8f")
    sheet.line("#3a3a3a", 3, (0, 338), (112, 320))


def marsh(sheet: Canvas) -> None:
    sheet.sky("#c9b7a2", "#f3e4c8", 180)
    sheet.box(0, 180, 640, 400, "#8f9a63")
    sheet.disc(480, 120, 32, "#f7e9bf")
    sheet.shape(
        "#a9bcc0",
        (300, 182),
        (330, 182),
        (420, 250),
        (270, 300),
        (420, 400),
        (250, 400),
        (160, 300),
        (350, 245),
    )
    sheet.shape("#a9bcc0", (0, 230), (190, 260), (200, 275), (0, 262))
    for x in range(20, 640, 34):
        sheet.line("#6f7a45", 3, (x, 390 - x % 90), (x + 5, 360 - x % 90))
    sheet.line("#f4f0e4", 8, (520, 330), (520, 210))
    sheet.line("#b5352c", 8, (520, 250), (520, 225))
    sheet.line("#b5352c", 8, (520, 300), (520, 275))


def scarecrow(sheet: Canvas) -> None:
    sheet.sky("#9db9c7", "#e9e6d6", 200)
    sheet.box(0, 200, 640, 400, "#6c9a52")
    sheet.disc(320, 350, 210, "#dfe8cf", 0.2)
    sheet.disc(320, 350, 204, "#6c9a52", 0.2)
    sheet.line("#7a5a3a", 10, (320, 355), (320, 110))
    sheet.line("#7a5a3a", 9, (200, 185), (440, 185))
    sheet.shape(
        "#2c2c30",
        (225, 170),
        (415, 170),
        (415, 205),
        (365, 205),
        (372, 300),
        (268, 300),
        (275, 205),
        (225, 205),
    )
    sheet.disc(320, 130, 34, "#e2c48a")
    sheet.shape("#5d4630", (262, 112), (378, 112), (348, 106), (340, 70), (300, 70), (292, 106))
    sheet.disc(308, 128, 4, "#2a231c")
    sheet.disc(332, 128, 4, "#2a231c")
    sheet.disc(320, 215, 15, "#d9b44a")
    sheet.disc(190, 185, 12, "#efe9d9")
    sheet.disc(450, 185, 12, "#efe9d9")
