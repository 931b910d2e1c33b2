"""A round tower with an open dome under the Milky Way."""

from math import sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points


def picture() -> Canvas:
    c = Canvas(
        1896,
        Gradient(
            ((0, "#0d0b2e"), (0.45, "#26225e"), (0.75, "#4d3f83"), (1, "#8a5f92"))
        ),
    )
    _milky_way(c)
    for n, (base, colour) in enumerate(((760, "#3a3168"), (820, "#2a2452"))):
        ridge = curve(
            [
                (x, base - 60 * sin(x / 260 + n * 2) - 24 * sin(x / 90))
                for x in range(-80, 1720, 80)
            ]
        )
        c.polygon([*ridge, (1720, HEIGHT), (-80, HEIGHT)], colour)
    hill = curve(points("-80 960, 260 880, 620 790, 1000 760, 1320 800, 1700 900"))
    c.polygon(
        [*hill, (1700, HEIGHT + 40), (-80, HEIGHT + 40)],
        fade("#1c1a40", "#0d0c24", box=(0, 760, 0, HEIGHT)),
    )
    _water_tower(c)
    for x, base, tall in (
        (140, 950, 330),
        (250, 930, 250),
        (60, 970, 220),
        (380, 900, 170),
        (1440, 900, 300),
        (1540, 930, 380),
        (1350, 880, 180),
        (1600, 960, 240),
    ):
        _pine(c, x, base, tall)
    return c


def _milky_way(c: Canvas) -> None:
    def middle(t: float) -> Point:
        return (-100 + 1800 * t, 720 - 760 * t + 70 * sin(t * 4))

    for n in range(60):
        x, y = middle(n / 59)
        c.glow(
            (x, y),
            c.random.uniform(110, 230),
            c.random.choice(("#6a5fc0", "#a070c4", "#5f7fd0", "#c98ac0")),
            strength=0.13,
        )
    for n in range(26):
        x, y = middle(0.1 + 0.8 * n / 25)
        c.ellipse(
            (x + c.random.uniform(-30, 30), y + c.random.uniform(-24, 24)),
            (c.random.uniform(40, 110), c.random.uniform(8, 22)),
            "#1a1748",
            opacity=0.2,
            blur=14,
        )
    for _ in range(900):
        x, y = middle(c.random.random())
        y += c.random.gauss(0, 66)
        r = c.random.uniform(0.6, 1.5)
        c.ellipse((x, y), (r, r), "#f1eaff", opacity=c.random.uniform(0.25, 0.9))
    for _ in range(420):
        x, y = c.random.uniform(0, WIDTH), c.random.random() ** 1.2 * 780
        r = c.random.choice((0.8, 1, 1.2, 1.8))
        c.ellipse(
            (x, y),
            (r, r),
            c.random.choice(("#ffffff", "#cfd8ff", "#ffe6c4")),
            opacity=c.random.uniform(0.35, 1),
        )
    for x, y in ((330, 150), (620, 90), (1260, 420), (210, 420), (1430, 250)):
        c.glow((x, y), 34, "#dfe6ff", strength=0.9)
        c.line([(x - 15, y), (x + 15, y)], 1.4, "#ffffff", opacity=0.8)
        c.line([(x, y - 15), (x, y + 15)], 1.4, "#ffffff", opacity=0.8)
    c.line([(480, 210), (330, 290)], 3, "#ffffff", opacity=0.35, blur=2)
    c.line([(480, 210), (430, 237)], 3, "#ffffff", opacity=0.9)


def _water_tower(c: Canvas) -> None:
    left, right = 800.0, 1100.0
    stone = fade("#2c2a5c", "#7a6aa8", "#3a356e", box=(left, 0, right, 0), across=True)
    c.polygon([(left - 24, 840), (left, 440), (right, 440), (right + 24, 840)], stone)
    for row in range(16):
        y = 452 + row * 24
        c.line(
            arc((950, y - 18), (156 + row, 22), 12, 168), 1.6, "#1a1840", opacity=0.5
        )
    c.rectangle(
        (left - 26, 424, right + 26, 448),
        fade("#3a376f", "#9a86c4", "#453f80", box=(774, 0, 1126, 0), across=True),
    )
    dome = [(left - 6, 426), *arc((950, 426), (156, 172), 180, 360), (right + 6, 426)]
    area = c.mask(dome)
    c.paint(
        area, fade("#3f4a86", "#b9b4e6", "#4a4c8c", box=(794, 0, 1106, 0), across=True)
    )
    for n in range(-4, 5):
        c.line(
            curve([(950 + n * 38, 428), (950 + n * 31, 340), (950 + n * 8, 256)]),
            2,
            "#2a2a5e",
            opacity=0.5,
            within=area,
        )
    slit = curve(
        points("884 428, 874 340, 900 262, 934 250, 940 270, 924 340, 938 428")
    )
    c.polygon(slit, "#120f33", within=area)
    c.glow((908, 400), 120, "#ffb86b", strength=0.9, within=area)
    c.line([(918, 404), (872, 268)], 26, "#d9d4f2")
    c.line([(876, 280), (868, 254)], 32, "#8f86c4")
    for x, y in ((880, 560), (1010, 640)):
        window = [*arc((x, y), (17, 20), 180, 360), (x + 17, y + 48), (x - 17, y + 48)]
        c.glow((x, y + 16), 90, "#ffb35c", strength=0.6)
        c.polygon(window, "#ffcf7d")
    c.ellipse((950, 788), (34, 36), "#ffcf7d")
    c.ellipse((950, 788), (34, 36), "#0f0d2b", opacity=0.3)
    c.glow((950, 800), 170, "#ffb35c", strength=0.6)
    for x, y, size in ((640, 836, 1.0), (676, 838, 0.94), (720, 830, 0.7)):
        coat = points("-11 0, -13 -34, -8 -50, 8 -50, 13 -34, 11 0")
        c.polygon([(x + px * size, y + py * size) for px, py in coat], "#0b0a20")
        for dx in (-5, 5):
            c.line(
                [(x + dx * size, y), (x + dx * size, y + 22 * size)],
                6 * size,
                "#0b0a20",
            )
        c.ellipse((x + 2 * size, y - 59 * size), (8 * size, 9 * size), "#0b0a20")
    c.line([(684, 806), (708, 776)], 4, "#0b0a20")


def _pine(c: Canvas, x: float, base: float, tall: float) -> None:
    c.rectangle((x - 6, base - 40, x + 6, base + 30), "#0a0920")
    for n in range(7):
        t = n / 7
        y = base - 10 - tall * t
        w = tall * 0.26 * (1 - t * 0.86)
        c.polygon(
            [
                (x - w, y),
                (x - w * 0.45, y - tall * 0.07),
                (x, y - tall * 0.25),
                (x + w * 0.45, y - tall * 0.07),
                (x + w, y),
            ],
            mix("#0a0920", "#1b1a4a", t * 0.5),
        )
