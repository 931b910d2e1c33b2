"""Rows of vegetables, bean poles and a green shed below the old gasworks."""

from math import cos, pi, sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, curve, points


def picture() -> Canvas:
    c = Canvas(41, Gradient(((0, "#cfe3d4"), (0.3, "#f3eccb"), (0.5, "#fbe3a6"))))
    c.glow((1130, 240), 420, "#fff7cf", strength=0.9)
    c.ellipse((1130, 230), (84, 84), "#fff3b8")
    _gasworks(c)
    for base, colour, deep in ((470, "#9dbd8a", 34), (505, "#7fa873", 28)):
        hedge = curve(
            [(x, base - deep * abs(sin(x / 90 + base))) for x in range(-60, 1720, 60)]
        )
        c.polygon([*hedge, (1720, 640), (-60, 640)], colour)
    c.rectangle(
        (0, 500, WIDTH, HEIGHT), fade("#b98a58", "#6b4630", box=(0, 500, 0, HEIGHT))
    )
    _beds(c)
    _shed(c)
    _bean_poles(c)
    _sunflowers(c)
    _fork_and_can(c)
    return c


def _gasworks(c: Canvas) -> None:
    pale = "#a9c2b5"
    for x, top, w in ((150, 130, 34), (236, 180, 30), (318, 90, 38)):
        c.polygon(
            [(x, 500), (x + w * 0.16, top), (x + w * 0.84, top), (x + w, 500)], pale
        )
        c.rectangle((x - 1, top - 8, x + w + 1, top + 8), pale)
    for x, w, top in ((420, 210, 280), (660, 160, 330)):
        c.line([(x, top), (x, 500)], 6, pale)
        for n in range(6):
            c.line([(x + n * w / 5, top), (x + n * w / 5, 500)], 5, pale)
        for y in (top, top + 70, top + 140):
            c.line([(x, y), (x + w, y)], 4, pale)
        for n in range(5):
            c.line([(x + n * w / 5, top), (x + (n + 1) * w / 5, top + 70)], 2, pale)
        c.rectangle((x + 6, top + 84, x + w - 6, 500), "#bdd1c2")


def _beds(c: Canvas) -> None:
    """Rows run from the front to one point behind the hedge, cabbage by lettuce."""
    end: Point = (700, 430)
    greens = (
        ("#2f6b4a", "#79b06b"),
        ("#6f9a3a", "#c4d66b"),
        ("#7b3b5e", "#c77a9b"),
        ("#3d7f6b", "#9cd0a3"),
    )
    for row in range(-6, 9):
        near_x = 700 + row * 330.0
        for edge, colour in ((135, "#8a5c3a"), (112, "#5a3a28")):
            near = [(near_x - edge, 1060), (near_x + edge, 1060)]
            far = [
                (end[0] + (x - end[0]) * 0.1, end[1] + (y - end[1]) * 0.12)
                for x, y in near
            ]
            c.polygon([*near, *far[::-1]], colour)
        dark, light = greens[row % 4]
        for n in range(26):
            t = 0.12 + 0.93 * (n / 25) ** 1.7
            x = end[0] + (near_x - end[0]) * t
            y = end[1] + (1060 - end[1]) * t
            if y > 508:
                _cabbage(c, (x, y), 92 * t, dark, light)


def _cabbage(c: Canvas, at: Point, r: float, dark: str, light: str) -> None:
    x, y = at
    if not (-120 < x < WIDTH + 120):
        return
    c.ellipse(
        (x, y + r * 0.34), (r * 1.02, r * 0.34), "#3a2418", opacity=0.5, blur=r * 0.06
    )
    for ring in range(3):
        size = r * (1 - 0.28 * ring)
        for n in range(7 - ring):
            angle = n * 2 * pi / (7 - ring) + ring * 0.5
            px, py = (
                x + size * 0.52 * cos(angle),
                y - ring * r * 0.12 + size * 0.3 * sin(angle),
            )
            tone = mix(
                dark, light, 0.18 + 0.3 * ring + 0.18 * (1 + sin(angle * 2 + 1)) / 2
            )
            c.ellipse((px, py), (size * 0.42, size * 0.34), tone)
    c.ellipse((x, y - r * 0.3), (r * 0.24, r * 0.2), light)


def _shed(c: Canvas) -> None:
    x0, y0, x1, y1 = 1120.0, 380.0, 1370.0, 620.0
    c.ellipse((1250, 628), (190, 20), "#3a2418", opacity=0.45, blur=8)
    c.rectangle(
        (x0, y0, x1, y1), fade("#5f9a78", "#35694f", box=(x0, 0, x1, 0), across=True)
    )
    for n in range(1, 12):
        x = x0 + n * (x1 - x0) / 12
        c.line([(x, y0), (x, y1)], 2, "#2a5641", opacity=0.7)
    c.polygon(
        [(x0 - 26, y0 + 10), (1190, 290), (1330, 290), (x1 + 26, y0 + 10)],
        fade("#b5604a", "#7c3a35", box=(0, 290, 0, 392)),
    )
    for n in range(1, 5):
        y = 290 + n * 20
        c.line([(1190 - n * 19, y), (1330 + n * 13, y)], 2, "#6a2f2e", opacity=0.6)
    c.rectangle((1150, 440, 1224, 620), "#e9d9a8")
    c.rectangle((1156, 446, 1218, 620), "#2f6048")
    c.ellipse((1208, 536), (4, 4), "#e9d9a8")
    c.rectangle((1260, 446, 1340, 522), "#e9d9a8")
    c.rectangle(
        (1266, 452, 1334, 516), fade("#fff2c0", "#9fc4c0", box=(0, 452, 0, 516))
    )
    c.line([(1300, 452), (1300, 516)], 4, "#e9d9a8")
    c.line([(1266, 484), (1334, 484)], 4, "#e9d9a8")
    c.polygon(points("1240 560, 1352 560, 1344 600, 1248 600"), "#b5604a")
    for n in range(7):
        c.ellipse(
            (1252 + n * 15, 552 - (n % 2) * 8),
            (13, 12),
            ("#e8604c", "#f4c95d", "#fff1d0")[n % 3],
        )


def _bean_poles(c: Canvas) -> None:
    for x, base, size in ((180, 640, 0.8), (350, 680, 1.0), (560, 610, 0.66)):
        tall, wide = 330 * size, 66 * size
        top = (x, base - tall)
        feet = [
            (x - wide, base),
            (x - wide * 0.3, base + 14),
            (x + wide * 0.4, base + 12),
            (x + wide, base - 4),
        ]
        for foot in feet:
            over = (top[0] + (top[0] - foot[0]) * 0.12, top[1] - 40 * size)
            c.line([foot, over], 7 * size, "#8a5a34")
        for foot in feet:
            for n in range(15):
                t = n / 15
                lx, ly = (
                    foot[0] + (top[0] - foot[0]) * t,
                    foot[1] + (top[1] - foot[1]) * t,
                )
                dx = (
                    (18 + 16 * c.random.random())
                    * size
                    * (1 if n % 2 else -1)
                    * (1.1 - t * 0.5)
                )
                green = c.random.choice(("#3f7a4a", "#5f9a55", "#86b862", "#2f6547"))
                leaf = [
                    (lx, ly - 6),
                    (lx + dx, ly - 17 * size),
                    (lx + dx * 1.5, ly),
                    (lx + dx * 0.8, ly + 15 * size),
                ]
                c.polygon(curve(leaf, closed=True), green)
                if c.random.random() < 0.22:
                    c.ellipse(
                        (lx + dx, ly),
                        (6 * size, 6 * size),
                        c.random.choice(("#e8604c", "#f08a7a")),
                    )
        c.line(
            [(x - 12 * size, top[1] - 4), (x + 12 * size, top[1] - 4)],
            9 * size,
            "#d9b27a",
        )


def _sunflowers(c: Canvas) -> None:
    for x, y, size in ((1450, 430, 1.0), (1540, 370, 1.2), (1400, 520, 0.7)):
        c.line(curve([(x + 10, 760), (x - 8, 620), (x, y)]), 10 * size, "#4f7f3f")
        for side in (-1, 1):
            leaf = [
                (x, y + 150),
                (x + side * 60 * size, y + 110),
                (x + side * 90 * size, y + 150),
                (x + side * 46 * size, y + 176),
            ]
            c.polygon(curve(leaf, closed=True), "#5f9a4a")
        for ring, colour in ((0, "#e0952c"), (0.2, "#f6c445")):
            for n in range(16):
                angle = n * pi / 8 + ring
                px, py = x + 46 * size * cos(angle), y + 46 * size * sin(angle)
                wide = (11 * size * sin(angle), -11 * size * cos(angle))
                tip = (
                    x + (80 - ring * 60) * size * cos(angle),
                    y + (80 - ring * 60) * size * sin(angle),
                )
                c.polygon(
                    [
                        (x, y),
                        (px + wide[0], py + wide[1]),
                        tip,
                        (px - wide[0], py - wide[1]),
                    ],
                    colour,
                )
        c.ellipse((x, y), (36 * size, 36 * size), "#5a3420")
        c.ellipse((x - 5 * size, y - 5 * size), (24 * size, 24 * size), "#7d4a28")


def _fork_and_can(c: Canvas) -> None:
    c.line([(905, 560), (925, 800)], 12, "#c98f52")
    c.line([(880, 560), (930, 556)], 14, "#c98f52")
    for dx in (-26, -9, 9, 26):
        c.line([(927 + dx, 812), (930 + dx, 880)], 6, "#4a5560")
    c.line([(900, 806), (954, 802)], 9, "#4a5560")
    c.ellipse((1040, 872), (96, 16), "#3a2418", opacity=0.5, blur=6)
    can = points("978 760, 1086 760, 1100 868, 966 868")
    c.polygon(points("1092 850, 1190 752, 1202 764, 1098 868"), "#6f8f96")
    c.polygon(points("1176 742, 1216 782, 1226 760, 1198 732"), "#8fb0b5")
    c.line(curve(points("978 770, 930 790, 940 842, 972 850")), 10, "#6f8f96")
    c.polygon(can, fade("#a9c6c8", "#6a8a92", box=(966, 0, 1100, 0), across=True))
    c.ellipse((1032, 760), (54, 12), "#4f6d76")
