"""An old chain bridge with two stone towers, the lamps just lit."""

from math import sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade
from rejoinder.demo.drawing.shapes import Point, arc, curve


def picture() -> Canvas:
    horizon = 610.0
    sky = Gradient(
        (
            (0, "#241b52"),
            (0.22, "#51307a"),
            (0.42, "#b04b78"),
            (0.56, "#f08a5d"),
            (0.62, "#ffc978"),
        )
    )
    c = Canvas(3, sky)
    c.glow((980, 600), 620, "#ffb35c", strength=0.8)
    c.ellipse((980, 580), (62, 62), "#fff0c4")
    for y, x, w, alpha in ((250, 300, 420, 0.35), (330, 1200, 520, 0.4)):
        _cloud(c, (x, y), w, "#ff9d7c", alpha)
    _cloud(c, (760, 410), 640, "#ffd09a", 0.4)
    _hills(c, horizon, ("#8d4a7f", "#6a3a78", "#4a2c66"))
    _skyline(c, horizon)
    water = Gradient(
        ((0, "#f3a06a"), (0.25, "#a34f7b"), (1, "#1a1440")), (0, 610, 0, 1000)
    )
    c.rectangle((0, horizon, WIDTH, HEIGHT), water)
    _ripples(c, horizon, "#ffd9a0", "#2c1d58")
    _bridge(c, horizon)
    return c


def _cloud(c: Canvas, at: Point, width: float, colour: str, alpha: float) -> None:
    x, y = at
    for n in range(5):
        w = width * (1 - 0.13 * n) / 2
        dx = c.random.uniform(-60, 60)
        c.ellipse((x + dx, y + n * 9), (w, 5 + n), colour, opacity=alpha, blur=5)


def _hills(c: Canvas, horizon: float, colours: tuple[str, ...]) -> None:
    for n, colour in enumerate(colours):
        top = [
            (x, horizon - 90 + n * 30 + 26 * sin(x / (210 - n * 40) + n * 2.1))
            for x in range(-50, WIDTH + 60, 50)
        ]
        c.polygon([*curve(top), (WIDTH + 60, horizon), (-60, horizon)], colour)


def _skyline(c: Canvas, horizon: float) -> None:
    x = -20.0
    while x < WIDTH:
        w, h = c.random.uniform(34, 80), c.random.uniform(46, 150)
        top = horizon - h
        roof = [(x - 3, top), (x + w / 2, top - w * 0.38), (x + w + 3, top)]
        c.polygon([*roof, (x + w, horizon), (x, horizon)], "#2a1b4e")
        for wx in range(int(x) + 8, int(x + w) - 8, 14):
            for wy in range(int(top) + 8, int(horizon) - 10, 18):
                if c.random.random() < 0.34:
                    c.rectangle((wx, wy, wx + 5, wy + 8), "#ffd27a")
        x += w + c.random.uniform(-4, 6)


def _ripples(c: Canvas, horizon: float, light: str, dark: str) -> None:
    for _ in range(420):
        depth = c.random.random() ** 1.6
        y = horizon + 8 + depth * (HEIGHT - horizon)
        near = 0.25 + depth
        bright = c.random.random() < 0.5
        x = (
            c.random.gauss(980, 90 + 260 * depth)
            if bright
            else c.random.uniform(0, WIDTH)
        )
        w, h = c.random.uniform(20, 110) * near, 1 + 1.9 * near
        wave = arc((x, y), (w, h), 0, 360)
        if bright:
            c.polygon(wave, light, opacity=0.42 - 0.25 * depth)
        else:
            c.polygon(wave, dark, opacity=0.3)


def _bridge(c: Canvas, horizon: float) -> None:
    deck, stone, iron = 560.0, "#1b1238", "#140d2c"
    towers = (430.0, 1170.0)
    top = 250.0
    chain = _chain(towers, top + 40, deck - 26)
    for x, y in chain[::9]:
        c.line([(x, y), (x, deck)], 2.4, iron)
    c.line(chain, 9, iron)
    c.line([(x, y + 15) for x, y in chain], 5, iron)
    c.rectangle((0, deck - 4, WIDTH, deck + 20), iron)
    c.rectangle((0, deck - 22, WIDTH, deck - 19), iron)
    for x in range(0, WIDTH, 16):
        c.rectangle((x, deck - 22, x + 2, deck), iron)
    for x in towers:
        body = [(x - 58, 690), (x - 46, top), (x + 46, top), (x + 58, 690)]
        c.polygon(body, fade("#3a2560", stone, box=(x - 58, 0, x + 58, 0), across=True))
        c.rectangle((x - 56, top - 16, x + 56, top + 6), stone)
        c.rectangle((x - 40, top - 40, x + 40, top - 14), stone)
        c.polygon([(x - 40, top - 38), (x, top - 84), (x + 40, top - 38)], stone)
        door = [*arc((x, 450), (24, 30), 180, 360), (x + 24, deck), (x - 24, deck)]
        c.polygon(door, "#e88a62")
        c.polygon([(x - 84, 720), (x - 70, 600), (x + 70, 600), (x + 84, 720)], stone)
        c.polygon(
            [(x - 84, 720), (x + 84, 720), (x + 60, 880), (x - 60, 880)],
            stone,
            opacity=0.5,
            blur=8,
        )
    for x in range(70, WIDTH, 150):
        c.line([(x, deck - 20), (x, deck - 62)], 3, iron)
        c.glow((x, deck - 66), 46, "#ffcf7d", strength=0.9)
        c.ellipse((x, deck - 66), (6, 7), "#fff3cf")
        if min(abs(x - tower) for tower in towers) > 90:
            c.ellipse((x, 720), (5, 84), "#ffd98f", opacity=0.42, blur=4)


def _chain(towers: tuple[float, float], high: float, low: float) -> list[Point]:
    left, right = towers
    half = (right - left) / 2
    middle = (left + right) / 2

    def y(x: float) -> float:
        if left <= x <= right:
            return low - 14 + (high - low + 14) * ((x - middle) / half) ** 2
        left_over: float = max(0, 1 - (left - x if x < left else x - right) / left)
        return high + (low + 30 - high) * (1 - float(left_over**1.7))

    return [(x, y(x)) for x in range(0, WIDTH + 1, 4)]
