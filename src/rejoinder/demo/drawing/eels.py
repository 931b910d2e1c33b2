"""Young eels swimming upstream through deep green water."""

from math import pi, sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, curve


def picture() -> Canvas:
    water = Gradient(
        (
            (0, "#d8f0a8"),
            (0.12, "#7cc68d"),
            (0.4, "#1f7d74"),
            (0.75, "#0c4a55"),
            (1, "#06283a"),
        )
    )
    c = Canvas(31, water)
    _rays(c)
    for n in range(16):
        _weed(c, c.random.uniform(-20, WIDTH + 20), n)
    shoal = [
        (180, 860, 1.15),
        (90, 640, 0.8),
        (420, 720, 1.0),
        (520, 900, 1.3),
        (640, 560, 0.85),
        (800, 730, 1.2),
        (860, 430, 0.7),
        (1010, 600, 1.0),
        (1090, 330, 0.62),
        (1180, 820, 1.25),
        (1270, 470, 0.85),
        (330, 480, 0.6),
        (1440, 640, 1.05),
        (1330, 270, 0.5),
    ]
    for n, (x, y, size) in enumerate(sorted(shoal, key=lambda eel: eel[2])):
        _eel(c, (x, y), size, n)
    for _ in range(110):
        at = (c.random.uniform(0, WIDTH), c.random.uniform(0, HEIGHT))
        r = c.random.uniform(1, 4)
        c.ellipse(at, (r, r), "#e8ffd8", opacity=0.35)
    for n in range(9):
        _weed(
            c,
            c.random.choice((-10, 1610)) + c.random.uniform(-120, 120),
            n + 90,
            near=True,
        )
    return c


def _rays(c: Canvas) -> None:
    for n in range(9):
        x = 300 + n * 130 + c.random.uniform(-40, 40)
        w = c.random.uniform(30, 80)
        ray = [(x, -20), (x + w, -20), (x + w * 2.4 - 320, 1000), (x - 420, 1000)]
        c.polygon(
            ray, fade("#eaffc0", "#1f7d74", box=(0, 0, 0, 800)), opacity=0.16, blur=16
        )
    c.glow((900, -60), 620, "#f4ffcf", strength=0.8)


def _weed(c: Canvas, x: float, n: int, *, near: bool = False) -> None:
    height = c.random.uniform(300, 640) if not near else c.random.uniform(620, 900)
    wide = c.random.uniform(9, 17) * (2.1 if near else 1)
    sway = c.random.uniform(0.5, 1.2)
    left, right = [], []
    for step in range(13):
        t = step / 12
        bend = 70 * sway * t * sin(t * pi * 1.6 + n) + 90 * t * t
        y = HEIGHT + 10 - t * height
        w = wide * (1 - t) ** 0.6
        left.append((x + bend - w, y))
        right.append((x + bend + w, y))
    top, bottom = ("#07303c", "#041d2b") if near else ("#2f9a78", "#0a4450")
    leaf = [*curve(left), *curve(right[::-1])]
    c.polygon(
        leaf,
        fade(top, bottom, box=(0, HEIGHT - height, 0, HEIGHT)),
        opacity=0.95 if near else 0.7,
    )


def _eel(c: Canvas, at: Point, size: float, n: int) -> None:
    """An eel whose head is up and to the right of its tail."""
    x0, y0 = at
    length = 330 * size
    spine = []
    for step in range(15):
        t = step / 14
        wave = 34 * size * sin(t * pi * 2.3 + n * 1.7) * (1 - 0.55 * t)
        spine.append(
            (x0 + t * length * 0.88 + wave * 0.45, y0 - t * length * 0.5 + wave)
        )
    line = curve(spine)
    body = _tube(line, 12.5 * size)
    shadow = [(x + 26 * size, y + 34 * size) for x, y in body]
    c.polygon(shadow, "#042733", opacity=0.28, blur=9)
    dim = 1 - min(1.0, size)
    back, belly = mix("#1f4a55", "#2a8a80", dim), mix("#f2fbe6", "#8fd3ae", dim)
    mask = c.mask(body)
    c.paint(mask, back)
    lower = [(x + 2 * size, y + 11 * size) for x, y in body]
    c.polygon(lower, belly, within=mask, blur=4 * size)
    upper = [(x - 2 * size, y - 5.5 * size) for x, y in line]
    c.line(upper, 3 * size, "#bfe6d6", opacity=0.5, within=mask, blur=1)
    hx, hy = line[-26]
    c.ellipse((hx, hy - 2 * size), (3.4 * size, 3.4 * size), "#f4d58a")
    c.ellipse((hx + 0.5, hy - 2 * size), (2.2 * size, 2.2 * size), "#071c26")


def _tube(line: list[Point], wide: float) -> list[Point]:
    """Return the outline of a body along a line: thin tail first, round head last."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(line) - 1
    for n, (x, y) in enumerate(line):
        before, after = line[max(0, n - 1)], line[min(last, n + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        norm = (dx * dx + dy * dy) ** 0.5 or 1
        t = n / last
        w = (
            wide
            * min(1, 0.12 + t * 1.9)
            * (1 if t < 0.9 else max(0, (1 - t) / 0.1) ** 0.5)
        )
        left.append((x - dy / norm * w, y + dx / norm * w))
        right.append((x + dy / norm * w, y - dx / norm * w))
    return [*left, *right[::-1]]
