"""A cellist alone on a stage under waves of cedar."""

from math import cos, pi, sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points


def picture() -> Canvas:
    c = Canvas(40, fade("#3a1a12", "#7c431f", "#c98a3e", box=(0, 0, 0, 620)))
    _brick_walls(c)
    _slats(c)
    c.glow((800, 560), 620, "#ffcf7a", strength=0.75)
    _stage(c)
    _cellist(c, (800, 610))
    _seats(c)
    return c


def _brick_walls(c: Canvas) -> None:
    back = (360, 250, 1240, 640)
    c.rectangle(back, fade("#a8632d", "#e0a450", box=(0, 250, 0, 640)))
    for row in range(24):
        y = 252 + row * 16
        for n in range(24):
            x = 340 + n * 40 + (row % 2) * 20
            tone = c.random.choice(("#c5803c", "#8f5024", "#d6954a"))
            if 360 < x < 1206:
                c.rectangle((x, y, x + 37, y + 13), tone, opacity=0.3)
    for side in (-1, 1):
        wall = [
            (800 + side * 440, 250),
            (800 + side * 900, -60),
            (800 + side * 900, 1000),
            (800 + side * 440, 640),
        ]
        tones = ("#b5702f", "#3b1a10")
        box = (360, 0, -100, 0) if side < 0 else (1240, 0, 1700, 0)
        if side < 0:
            tones, box = tones[::-1], (-100, 0, 360, 0)
        c.polygon(wall, fade(*tones, box=box, across=True))
        for n in range(5):
            x = 800 + side * (500 + n * 70 + n * n * 6)
            grow = 1 + n * 0.42
            y = 400 + n * 6
            c.glow((x, y), 80 * grow, "#ffcf7a", strength=0.7)
            c.ellipse((x, y), (7 * grow, 14 * grow), "#fff0c4")


def _slats(c: Canvas) -> None:
    """Hang rows of boards from the ceiling, the far ones first, as waves of wood."""
    for row in range(9):
        t = row / 8
        half, count = 450 + 620 * t, 60
        y, tall, swell = 258 - 262 * t**1.2, 90 + 150 * t, 12 + 46 * t

        def lower(
            u: float, y: float = y, swell: float = swell, row: int = row
        ) -> float:
            return y + swell * cos(u * pi * 1.7 + row * 0.75)

        for n in range(count):
            u0, u1 = n / count * 2 - 1, (n + 1) / count * 2 - 1
            a, b = 800 + u0 * half, 800 + u1 * half
            light = 0.5 - 0.5 * sin((u0 + u1) / 2 * pi * 1.7 + row * 0.75)
            colour = mix(mix("#8f4c20", "#f6c677", light), "#2c120b", 0.62 * t)
            colour = mix(colour, "#2c120b", 0.07 * (n * 7 % 3))
            board = [
                (a, lower(u0) - tall),
                (b, lower(u1) - tall),
                (b, lower(u1)),
                (a, lower(u0)),
            ]
            top = mix(colour, "#1d0a06", 0.75)
            c.polygon(
                board, fade(top, colour, box=(0, lower(u0) - tall * 0.8, 0, lower(u0)))
            )
            c.line([board[0], board[3]], 1.2, "#2c120b", opacity=0.5)
        edge = [(800 + (n / 60 - 1) * half, lower(n / 60 - 1)) for n in range(121)]
        c.line(edge, 3 + 3 * t, mix("#5a2c12", "#1d0a06", t))


def _stage(c: Canvas) -> None:
    c.polygon(
        points("360 640, 1240 640, 1420 760, 180 760"),
        fade("#f1c074", "#b9732f", box=(0, 640, 0, 760)),
    )
    for n in range(-11, 12):
        c.line([(800 + n * 42, 640), (800 + n * 60, 760)], 2, "#8a4f1f", opacity=0.5)
    c.rectangle((160, 758, 1440, 812), fade("#7a3f1c", "#3a1a10", box=(0, 758, 0, 812)))
    c.ellipse((800, 712), (230, 32), "#fff0c0", opacity=0.7, blur=14)


def _cellist(c: Canvas, at: Point) -> None:
    x, y = at
    c.ellipse((x + 8, y + 104), (110, 13), "#5a2c12", opacity=0.6, blur=5)
    c.line([(x + 26, y + 16), (x + 30, y + 100)], 8, "#2a130d")
    c.line([(x + 70, y + 16), (x + 74, y + 100)], 8, "#2a130d")
    c.rectangle((x + 14, y + 10, x + 84, y + 22), "#2a130d")
    dress = curve(
        [
            (x + 24, y - 92),
            (x + 66, y - 92),
            (x + 84, y - 10),
            (x + 96, y + 100),
            (x - 50, y + 104),
            (x - 30, y + 20),
            (x + 10, y - 20),
        ],
        closed=True,
    )
    c.polygon(
        dress, fade("#b3263a", "#5f1226", box=(x - 50, 0, x + 96, 0), across=True)
    )
    c.line([(x + 44, y - 88), (x + 42, y - 116)], 15, "#c98f6a")
    c.ellipse((x + 38, y - 136), (22, 26), "#d9a27a")
    c.polygon(
        curve(
            [
                (x + 20, y - 150),
                (x + 34, y - 170),
                (x + 62, y - 162),
                (x + 70, y - 120),
                (x + 56, y - 112),
                (x + 52, y - 144),
            ],
            closed=True,
        ),
        "#2a130d",
    )
    cello = curve(
        [
            (x - 6, y - 60),
            (x + 18, y - 40),
            (x + 12, y - 14),
            (x + 4, y - 2),
            (x + 24, y + 30),
            (x + 8, y + 74),
            (x - 30, y + 80),
            (x - 62, y + 56),
            (x - 52, y + 18),
            (x - 34, y),
            (x - 46, y - 22),
            (x - 34, y - 54),
        ],
        closed=True,
    )
    c.polygon(
        cello, fade("#d9782d", "#8a3a17", box=(x - 62, 0, x + 26, 0), across=True)
    )
    c.line([(x - 16, y + 60), (x + 12, y - 150)], 8, "#2a130d")
    c.line([(x - 22, y + 78), (x - 30, y + 108)], 3, "#2a130d")
    c.line([(x - 30, y + 22), (x + 2, y + 28)], 3, "#2a130d")
    c.line([(x + 30, y - 78), (x + 40, y - 40), (x + 8, y - 96)], 14, "#d9a27a")
    c.line([(x + 62, y - 76), (x + 74, y - 20), (x + 40, y + 10)], 14, "#d9a27a")
    c.line([(x + 50, y + 12), (x - 96, y - 4)], 3.4, "#f7e2b4")


def _seats(c: Canvas) -> None:
    c.rectangle(
        (0, 812, WIDTH, HEIGHT), fade("#3a1412", "#180709", box=(0, 812, 0, HEIGHT))
    )
    for row in range(4):
        y = 815 + row * 52 + row * row * 6
        size = 52 + row * 17
        count = int(1900 / size) + 2
        for n in range(count):
            x = 800 + (n - count / 2) * size + (row % 2) * size / 2
            w, h = size * 0.44, size * 0.95
            back = [
                *arc((x, y + w * 0.5), (w, w * 0.62), 180, 360),
                (x + w, y + h),
                (x - w, y + h),
            ]
            near = 1 - min(1, abs(x - 800) / 900)
            top = mix("#4a0f1b", "#d8434a", 0.25 + 0.65 * near * (1 - row * 0.17))
            c.polygon(back, fade(top, "#2c0912", box=(0, y, 0, y + h)))
            c.line(
                arc((x, y + w * 0.5), (w, w * 0.62), 200, 340),
                3,
                mix(top, "#ffc78a", 0.5),
                opacity=0.7,
            )
