"""An empty pool of turquoise tiles under a brick vault."""

from rejoinder.demo.drawing.kit import HEIGHT, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points, toward


def picture() -> Canvas:
    c = Canvas(6, "#2b2320")
    end = (800.0, 400.0)
    _vault(c, end)
    _basin(c, end)
    light = points("905 -20, 1045 -20, 1010 800, 590 800")
    c.polygon(
        light,
        Gradient(((0, "#fff6d6"), (1, "#bff3e6")), (0, 0, 0, 800)),
        opacity=0.28,
        blur=20,
    )
    c.ellipse((800, 792), (240, 44), "#f4ffe6", opacity=0.6, blur=18)
    for dx in (0, 54):
        c.line([(940 + dx, -10), (818 + dx, 800)], 9, "#e9c46a")
    for n in range(19):
        t = n / 18.5
        x, y = 940 - 122 * t, -10 + 810 * t
        c.line([(x, y), (x + 54, y)], 6, "#c99a3c")
    for side in (-1, 1):
        for depth in (0.08, 0.34, 0.54, 0.7):
            _pike_lamp(c, end, side, depth)
    for _ in range(130):
        x, y = c.random.gauss(880, 110), c.random.uniform(0, 760)
        c.ellipse((x, y), (1.6, 1.6), "#fffbe0", opacity=c.random.uniform(0.2, 0.7))
    return c


def _vault(c: Canvas, end: Point) -> None:
    rings = [n / 34 for n in range(35)]
    for depth in rings:
        d = depth * 0.84
        size = 1 - d
        cx, cy = toward((800, 420), end, d)
        outer = arc((cx, cy), (1040 * size, 640 * size), 180, 360)
        tone = 0.25 + 0.5 * depth + c.random.uniform(-0.04, 0.04)
        c.polygon(
            [(cx - 1040 * size, 1100), *outer, (cx + 1040 * size, 1100)],
            mix("#6b5145", "#f3e3cb", tone),
        )
    for depth in (0.02, 0.26, 0.46, 0.61, 0.73):
        size = 1 - depth
        cx, cy = toward((800, 420), end, depth)
        c.line(
            arc((cx, cy), (1040 * size, 640 * size), 180, 360),
            26 * size,
            "#8f6a55",
            opacity=0.8,
        )
    c.ellipse((800, 430), (165, 104), "#d8c6ac")
    hole = curve(points("892 -30, 906 26, 950 44, 1000 34, 1052 20, 1064 -30"))
    c.polygon(hole, "#fffbe8")
    c.glow((975, 0), 340, "#fff4cf", strength=0.9)


def _basin(c: Canvas, end: Point) -> None:
    deck = [
        (-300, 1100),
        (1900, 1100),
        *[toward((x, 700), end, 0.84) for x in (2000, -400)],
    ]
    c.polygon(deck, fade("#efe3cf", "#a48d78", box=(0, 440, 0, HEIGHT)))
    rim = [(60.0, 1060.0), (1540.0, 1060.0)]
    far = [toward((x, 760), end, 0.8) for x in (-60, 1660)]
    edge = [rim[0], rim[1], (far[1][0] + 60, far[1][1]), (far[0][0] - 60, far[0][1])]
    c.polygon([(x + (x - 800) * 0.045, y - 6) for x, y in edge], "#fff8e8")
    c.polygon(edge, "#0f6f7c")
    floor = points("330 1060, 1270 1060, 980 600, 620 600")
    left, right = (
        [edge[0], floor[0], floor[3], edge[3]],
        [floor[1], edge[1], edge[2], floor[2]],
    )
    back = [edge[3], edge[2], floor[2], floor[3]]
    c.polygon(left, fade("#0d5f70", "#27a5a5", box=(60, 0, 640, 0), across=True))
    c.polygon(right, fade("#35b7b1", "#0f6674", box=(960, 0, 1540, 0), across=True))
    c.polygon(back, fade("#5fd0c3", "#2a9ea0", box=(0, 470, 0, 600)))
    c.polygon(floor, fade("#7fe0cf", "#2aa3a3", box=(0, 600, 0, HEIGHT)))
    for n in range(1, 24):
        t = (n / 24) ** 1.9
        y = 600 + 460 * t
        w = 180 + 290 * t
        c.line([(800 - w, y), (800 + w, y)], 1.2 + 2 * t, "#0e6c77", opacity=0.5)
    for n in range(25):
        u = n / 24
        c.line(
            [(620 + 360 * u, 600), (330 + 940 * u, 1060)], 1.8, "#0e6c77", opacity=0.5
        )
    for u in (0.28, 0.72):
        c.polygon(
            [
                (620 + 360 * (u - 0.02), 600),
                (620 + 360 * (u + 0.02), 600),
                (330 + 940 * (u + 0.025), 1060),
                (330 + 940 * (u - 0.025), 1060),
            ],
            "#0b3f58",
        )
    for wall in (left, right):
        for n in range(1, 7):
            a, b = toward(wall[0], wall[1], n / 7), toward(wall[3], wall[2], n / 7)
            c.line([a, b], 1.8, "#0a4a5c", opacity=0.5)
        for n in range(1, 18):
            t = (n / 18) ** 0.6
            a, b = toward(wall[0], wall[3], t), toward(wall[1], wall[2], t)
            c.line([a, b], 1.8, "#0a4a5c", opacity=0.5)


def _pike_lamp(c: Canvas, end: Point, side: int, depth: float) -> None:
    size = 1 - depth
    x, y = toward((800 + side * 800, 330), end, depth)
    iron = "#2c1d1a"
    inward = -side
    body = points("0 -40, 24 -8, 26 50, 12 104, 0 130, -10 100, -12 40, -16 -4")
    c.polygon(
        curve(
            [(x + inward * px * size, y + py * size) for px, py in body], closed=True
        ),
        iron,
    )
    tail = points("0 122, 26 160, -22 162")
    c.polygon([(x + inward * px * size, y + py * size) for px, py in tail], iron)
    c.ellipse((x + inward * 4 * size, y - 8 * size), (5 * size, 5 * size), "#7dffc0")
    c.glow((x + inward * 4 * size, y - 8 * size), 60 * size, "#5effb0", strength=0.8)
