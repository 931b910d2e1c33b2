"""A climbing kiln glows on the river bank; sparks go up to the stars."""

from math import sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points


def picture() -> Canvas:
    c = Canvas(
        1087,
        Gradient(((0, "#0a0d26"), (0.55, "#1c2148"), (0.8, "#3a2a4e"), (1, "#1a1024"))),
    )
    for _ in range(330):
        x, y = c.random.uniform(0, WIDTH), c.random.random() ** 1.3 * 600
        r = c.random.choice((0.8, 1, 1.3, 1.9))
        c.ellipse((x, y), (r, r), "#e6e8ff", opacity=c.random.uniform(0.3, 0.95))
    ridge = curve(points("-60 600, 240 560, 520 590, 900 540, 1250 500, 1700 540"))
    c.polygon([*ridge, (1700, HEIGHT), (-60, HEIGHT)], "#171a3a")
    c.glow((1300, 250), 420, "#ff8a3d", strength=0.45)
    bank = curve(points("-60 800, 300 780, 700 700, 1100 590, 1400 520, 1700 500"))
    c.polygon(
        [*bank, (1700, HEIGHT + 20), (-60, HEIGHT + 20)],
        fade("#2a1c34", "#120c1c", box=(0, 500, 0, HEIGHT)),
    )
    _sparks(c)
    _kiln(c)
    _wood_stack(c)
    _stokers(c)
    water = curve(points("-60 950, 300 930, 700 950, 1100 930, 1700 960"))
    c.polygon(
        [*water, (1700, HEIGHT + 20), (-60, HEIGHT + 20)],
        fade("#2a2348", "#120e28", box=(0, 930, 0, HEIGHT)),
    )
    for _ in range(70):
        x, y = c.random.gauss(620, 300), c.random.uniform(956, 996)
        c.ellipse((x, y), (c.random.uniform(14, 60), 2.2), "#ffab5a", opacity=0.4)
    return c


def _sparks(c: Canvas) -> None:
    for _ in range(420):
        t = c.random.random()
        x = 1330 + 60 * sin(t * 5) * t + c.random.gauss(-150 * t, 14 + 90 * t)
        y = 300 - 320 * t + c.random.uniform(-20, 20)
        r = c.random.uniform(0.8, 3.2) * (1.1 - 0.6 * t)
        c.ellipse(
            (x, y),
            (r, r),
            c.random.choice(("#ffd27a", "#ff9d4a", "#fff0c0", "#ff6f3c")),
            opacity=1 - 0.6 * t,
        )
    for n in range(7):
        x = 1318 + n * 5
        flame = curve(
            [
                (x - 20, 340),
                (x - 16, 280),
                (x - 8 + c.random.uniform(-14, 14), 200 + n * 8),
                (x + 14, 276),
                (x + 22, 340),
            ]
        )
        c.polygon(flame, ("#ff7a2e", "#ffb14a", "#ffe08a")[n % 3], opacity=0.6, blur=3)


def _kiln(c: Canvas) -> None:
    chimney = points("1286 560, 1300 330, 1368 330, 1384 560")
    c.polygon(chimney, fade("#8a4a38", "#3a1c22", box=(1286, 0, 1384, 0), across=True))
    c.rectangle((1290, 318, 1378, 338), "#9a5a44")
    for n in range(9):
        y = 350 + n * 22
        c.line([(1298 - n, y), (1370 + n, y)], 1.6, "#2a1218", opacity=0.6)
    humps = (
        (1190, 590, 170),
        (1010, 645, 180),
        (820, 700, 190),
        (615, 755, 205),
        (390, 800, 225),
    )
    for n, (x, y, r) in enumerate(humps):
        dome = [
            (x - r, y + 110),
            *arc((x, y + 20), (r, r * 0.86), 180, 360),
            (x + r, y + 110),
        ]
        area = c.mask(dome)
        c.paint(
            area,
            fade(
                "#d0744a",
                "#8a4034",
                "#43202a",
                box=(x - r, 0, x + r * 1.1, 0),
                across=True,
            ),
        )
        for row in range(13):
            c.line(
                arc((x, y + 20 + row * 20), (r * 1.04, r * 0.86), 190, 350),
                1.8,
                "#3a161c",
                opacity=0.4,
                within=area,
            )
        for m in range(-7, 8):
            c.line(
                [(x + m * r / 6.5, y + 110), (x + m * r / 9, y - r)],
                1.2,
                "#3a161c",
                opacity=0.25,
                within=area,
            )
        port = [
            *arc((x, y + 40), (34, 40), 180, 360),
            (x + 34, y + 96),
            (x - 34, y + 96),
        ]
        c.polygon(
            [(x + (px - x) * 1.3, y + 66 + (py - y - 66) * 1.22) for px, py in port],
            "#4a2222",
        )
        c.polygon(
            port,
            Gradient(
                ((0, "#ff7a24"), (0.5, "#ffc24f"), (1, "#fff3b8")), (0, y, 0, y + 96)
            ),
        )
        c.glow((x, y + 60), 230 - n * 4, "#ff8f3a", strength=0.75)
        c.ellipse((x, y + 128), (120, 18), "#ffab5a", opacity=0.35, blur=12)


def _wood_stack(c: Canvas) -> None:
    for row in range(6):
        for n in range(9 - row):
            x, y = 1180 + n * 44 + row * 22, 880 - row * 36
            c.ellipse((x, y), (21, 18), "#5a3524")
            c.ellipse(
                (x - 1, y), (16, 13.5), mix("#d99a5c", "#8a5434", (n + row) % 4 / 5)
            )
            c.ellipse((x - 1, y), (8, 6.5), "#b5743f", opacity=0.6)


def _stokers(c: Canvas) -> None:
    dark, rim = "#1b1122", "#ff9a4a"
    for x, y, size in ((668, 918, 0.92), (1096, 866, 0.8)):

        def at(
            points: list[Point], x: float = x, y: float = y, s: float = size
        ) -> list[Point]:
            return [(x + px * s, y + py * s) for px, py in points]

        for knee, foot in (((-26, -52), (-30, 0)), ((16, -52), (26, 0))):
            c.line(at([(-4, -104), knee, foot]), 21 * size, dark)
            c.polygon(
                at(
                    [
                        (foot[0] - 26, 8),
                        (foot[0] + 12, 8),
                        (foot[0] + 10, -10),
                        (foot[0] - 12, -10),
                    ]
                ),
                dark,
            )
        coat = points("-20 -196, 14 -200, 30 -170, 28 -96, -32 -92, -30 -150")
        c.polygon(at(curve(coat, closed=True)), dark)
        c.polygon(at(points("-26 -150, -34 -92, -8 -74, -2 -150")), "#4a2a2a")
        c.line(at(points("12 -182, -26 -142, -74 -150")), 17 * size, dark)
        c.line(at(points("-14 -182, -44 -134, -92 -156")), 15 * size, "#2a1a2a")
        c.line(at([(-190, -182), (10, -118)]), 14 * size, "#d9a062")
        c.ellipse(at([(-10, -226)])[0], (19 * size, 23 * size), "#6b3a2c")
        cap = points("-32 -232, -24 -252, 2 -252, 14 -230, -4 -234")
        c.polygon(at(curve(cap, closed=True)), dark)
        c.line(at(curve(points("-24 -192, -33 -150, -36 -98"))), 3, rim, opacity=0.9)
        c.line(at(arc((-10, -226), (19, 23), 110, 215)), 3, rim, opacity=0.9)
