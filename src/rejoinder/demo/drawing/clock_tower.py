"""The Custom House tower at four minutes to eight, with swifts."""

from math import cos, pi, sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points


def picture() -> Canvas:
    sky = Gradient(
        ((0, "#f3a183"), (0.35, "#f9bf94"), (0.7, "#fde0b8"), (1, "#fff1d6"))
    )
    c = Canvas(756, sky)
    c.glow((1240, 760), 560, "#fff4d0", strength=0.9)
    for y, x, w in (
        (210, 260, 420),
        (330, 1320, 380),
        (520, 180, 360),
        (590, 1180, 520),
    ):
        for n in range(4):
            wide = w * (1 - 0.17 * n) / 2
            c.ellipse(
                (x + n * 22, y - n * 15), (wide, 17), "#fff3de", opacity=0.5, blur=3
            )
    _roofs(c, 800, "#d98d76", (40, 110))
    _roofs(c, 890, "#b5635a", (50, 130))
    _tower(c)
    _roofs(c, 990, "#6f3446", (40, 110))
    swifts = [
        (280, 330, 40, 0.3),
        (410, 250, 30, -0.2),
        (340, 470, 34, 0.5),
        (1180, 260, 44, -0.4),
        (1310, 350, 30, 0.2),
        (1090, 150, 26, 0.1),
        (1420, 210, 36, -0.2),
        (500, 140, 24, 0.4),
        (1250, 520, 26, 0.35),
    ]
    for x, y, size, tilt in swifts:
        _swift(c, (x, y), size, tilt)
    return c


def _roofs(c: Canvas, base: float, colour: str, heights: tuple[int, int]) -> None:
    x = -70.0
    while x < WIDTH:
        w, h = c.random.uniform(110, 220), c.random.uniform(*heights)
        top = base - h
        c.polygon(
            [
                (x, top),
                (x + w / 2, top - w * 0.3),
                (x + w, top),
                (x + w, HEIGHT),
                (x, HEIGHT),
            ],
            colour,
        )
        c.polygon(
            [
                (x + w / 2, top - w * 0.3),
                (x + w, top),
                (x + w, top + 20),
                (x + w / 2, top - w * 0.3 + 26),
            ],
            mix(colour, "#3a1830", 0.18),
        )
        left = x + w * c.random.uniform(0.15, 0.3)
        c.rectangle(
            (left, top - w * 0.26, left + 18, top), mix(colour, "#3a1830", 0.25)
        )
        x += w - 12


def _tower(c: Canvas) -> None:
    left, right = 610.0, 930.0
    brick = fade("#b4553f", "#a04638", "#6d2b33", box=(left, 0, right, 0), across=True)
    body = c.mask([(left, HEIGHT), (left, 250), (right, 250), (right, HEIGHT)])
    c.paint(body, brick)
    for row in range(62):
        y = 252 + row * 12
        for n in range(14):
            x = left + n * 24 + (row % 2) * 12 - 12
            tone = c.random.choice(("#c8694c", "#8c3a34", "#d07a58", "#7b3034"))
            c.rectangle((x, y, x + 22, y + 9.5), tone, opacity=0.28, within=body)
    shade = c.mask([(800, HEIGHT), (800, 250), (right, 250), (right, HEIGHT)], blur=40)
    c.paint(shade, "#3e1530", opacity=0.32, within=body)
    stone = fade("#f7e2bf", "#caa184", box=(left, 0, right, 0), across=True)
    for y, more, tall in ((236, 26, 22), (640, 16, 14), (262, 10, 10)):
        c.rectangle((left - more, y, right + more, y + tall), stone)
    c.polygon(
        [(left - 26, 236), (660, 150), (880, 150), (right + 26, 236)],
        fade("#5c7f7c", "#2f4b55", box=(584, 0, 956, 0), across=True),
    )
    c.rectangle((690, 92, 850, 152), stone)
    for x in (704, 744, 784, 824):
        c.polygon(
            [*arc((x + 6, 112), (11, 14), 180, 360), (x + 17, 150), (x - 5, 150)],
            "#5a2a3a",
        )
    c.polygon(
        points("680 94, 770 16, 860 94"),
        fade("#6b908a", "#2f4b55", box=(680, 0, 860, 0), across=True),
    )
    c.line([(770, 20), (770, -20)], 5, "#2f4b55")
    for x in (664, 742, 820):
        c.polygon(
            [*arc((x + 28, 730), (26, 30), 180, 360), (x + 54, 840), (x + 2, 840)],
            stone,
        )
        c.polygon(
            [*arc((x + 28, 732), (19, 22), 180, 360), (x + 47, 834), (x + 9, 834)],
            "#4a2236",
        )
    _face(c, (770, 450))


def _face(c: Canvas, centre: Point) -> None:
    x, y = centre
    c.ellipse((x + 7, y + 12), (142, 142), "#431728", opacity=0.5, blur=8)
    c.ellipse(centre, (140, 140), fade("#f7e2bf", "#b98f74", box=(630, 310, 910, 590)))
    c.ellipse(centre, (126, 126), "#3d2036")
    c.ellipse(centre, (120, 120), fade("#fffaf0", "#f4e4c8", box=(0, 330, 0, 570)))
    for n in range(60):
        angle = n * pi / 30
        inner = 92 if n % 5 == 0 else 108
        a, b = (
            (x + inner * sin(angle), y - inner * cos(angle)),
            (x + 114 * sin(angle), y - 114 * cos(angle)),
        )
        c.line([a, b], 6.5 if n % 5 == 0 else 2, "#3d2036")
    minutes, hours = 56 * pi / 30, (7 + 56 / 60) * pi / 6
    for angle, length, width in ((hours, 66, 11), (minutes, 100, 7)):
        tip = (x + length * sin(angle), y - length * cos(angle))
        back = (x - 24 * sin(angle), y + 24 * cos(angle))
        c.line([back, tip], width, "#2a1730")
    c.ellipse(centre, (10, 10), "#b4553f")


def _swift(c: Canvas, at: Point, size: float, tilt: float) -> None:
    x, y = at

    def turned(points: list[Point]) -> list[Point]:
        a, b = cos(tilt), sin(tilt)
        return [
            (x + size * (px * a - py * b), y + size * (px * b + py * a))
            for px, py in points
        ]

    outer = curve(points("-1.5 0.55, -0.9 -0.15, 0 -0.35, 0.9 -0.15, 1.5 0.55"))
    inner = curve(
        points(
            "1.5 0.55, 0.75 0.15, 0.14 0.1, 0 0.12, -0.14 0.1, -0.75 0.15, -1.5 0.55"
        )
    )
    c.polygon(turned([*outer, *inner]), "#3d2036")
    c.polygon(
        turned(
            points(
                "-0.16 -0.5, 0.16 -0.5, 0.12 0.5, 0.22 0.85, 0 0.6, "
                "-0.22 0.85, -0.12 0.5"
            )
        ),
        "#3d2036",
    )
