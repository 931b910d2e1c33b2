"""The new ferry on a calm teal river in the morning."""

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, curve, points


def picture() -> Canvas:
    horizon = 470.0
    sky = Gradient(
        ((0, "#7fc4c0"), (0.25, "#bfe0cb"), (0.4, "#fbe6c0"), (0.5, "#fdd3a2"))
    )
    c = Canvas(212, sky)
    c.glow((420, 330), 430, "#fff2c9", strength=0.8)
    c.ellipse((420, 300), (74, 74), "#fff6dd")
    _far_bank(c, horizon, "#9cc3b4", (40, 90), 0.5)
    _far_bank(c, horizon, "#5f9c9b", (60, 130), 1)
    water = Gradient(
        ((0, "#f6d7a8"), (0.1, "#8fc7bb"), (0.45, "#2f8c93"), (1, "#0f4a5c")),
        (0, horizon, 0, HEIGHT),
    )
    c.rectangle((0, horizon, WIDTH, HEIGHT), water)
    _calm(c, horizon)
    _ferry_reflection(c)
    _ferry_hull(c)
    _ferry_decks(c)
    for x, y, size in (
        (1010, 170, 34),
        (1120, 120, 26),
        (1200, 210, 40),
        (690, 130, 22),
        (1390, 150, 20),
    ):
        _gull(c, (x, y), size)
    return c


def _far_bank(
    c: Canvas, horizon: float, colour: str, heights: tuple[int, int], detail: float
) -> None:
    x = -30.0
    while x < WIDTH:
        w, h = c.random.uniform(60, 150), c.random.uniform(*heights)
        top = horizon - h
        kind = c.random.random()
        if kind < 0.55:
            roof = [(x, top), (x + w / 2, top - w * 0.28), (x + w, top)]
        elif kind < 0.8:
            roof = [(x, top), (x, top - 14), (x + w, top - 14), (x + w, top)]
        else:
            teeth = int(w // 30) or 1
            roof = [(x, top)]
            for n in range(teeth):
                left = x + n * w / teeth
                roof += [(left, top - 24), (left + w / teeth, top)]
        c.polygon([*roof, (x + w, horizon + 2), (x, horizon + 2)], colour)
        if detail == 1:
            shade = mix(colour, "#20505c", 0.5)
            for wx in range(int(x) + 12, int(x + w) - 14, 22):
                for wy in range(int(top) + 12, int(horizon) - 16, 26):
                    c.rectangle((wx, wy, wx + 9, wy + 14), shade)
        if c.random.random() < 0.18:
            c.polygon(
                [(x + 10, top), (x + 13, top - 90), (x + 25, top - 90), (x + 28, top)],
                colour,
            )
        x += w + c.random.uniform(0, 10)


def _calm(c: Canvas, horizon: float) -> None:
    for _ in range(260):
        depth = c.random.random() ** 1.4
        y = horizon + 10 + depth * (HEIGHT - horizon)
        x = c.random.uniform(-50, WIDTH + 50)
        w, h = c.random.uniform(40, 190) * (0.3 + depth), 1.2 + 3 * depth
        colour = c.random.choice(("#d7efe0", "#0d4657", "#57aeb0"))
        c.ellipse((x, y), (w, h), colour, opacity=0.22)
    for _ in range(90):
        depth = c.random.random() ** 1.3
        y = horizon + 6 + depth * 420
        x = c.random.gauss(420, 40 + 90 * depth)
        c.ellipse((x, y), (14 + 50 * depth, 1.2 + 2.6 * depth), "#fff3d0", opacity=0.5)


def _hull() -> list[Point]:
    top = curve(
        points("330 560, 420 594, 600 612, 860 616, 1120 612, 1300 594, 1390 560")
    )
    bottom = curve(
        points(
            "1390 560, 1352 640, 1290 700, 1100 722, 860 726, "
            "620 722, 430 700, 368 640, 330 560"
        )
    )
    return [*top, *bottom]


def _ferry_reflection(c: Canvas) -> None:
    upside_down = [(x, 2 * 726 - y) for x, y in _hull()]
    c.polygon(upside_down, "#f3efe2", opacity=0.35, blur=7)
    c.ellipse((860, 742), (500, 26), "#0a3646", opacity=0.55, blur=10)
    for _ in range(70):
        x, y = c.random.uniform(360, 1360), 750 + c.random.random() * 190
        c.ellipse((x, y), (c.random.uniform(20, 90), 2.6), "#0f5162", opacity=0.4)
    for x in range(470, 1290, 62):
        c.ellipse((x, 835), (9, 62), "#ffd98a", opacity=0.35, blur=6)


def _ferry_hull(c: Canvas) -> None:
    hull = c.mask(_hull())
    c.paint(hull, fade("#fdf8ea", "#e3ded0", "#c9cabf", box=(0, 560, 0, 730)))
    c.rectangle(
        (300, 668, 1420, 740),
        fade("#c63a2d", "#8f2426", box=(0, 668, 0, 730)),
        within=hull,
    )
    c.rectangle((300, 656, 1420, 664), "#14323d", within=hull)
    for x in (500, 1220):
        c.ellipse((x, 634), (60, 17), "#d3b58f", within=hull)
        c.ellipse((x, 634), (53, 12.5), "#e8d3b0", within=hull)
    for x in range(600, 1140, 60):
        c.ellipse((x, 636), (9, 9), "#14323d")
        c.ellipse((x, 636), (6, 6), "#ffdf97")
    c.line(
        curve(
            points("300 742, 420 728, 600 735, 860 738, 1120 735, 1300 728, 1420 742")
        ),
        5,
        "#eaf6ee",
        opacity=0.85,
    )


def _ferry_decks(c: Canvas) -> None:
    saloon = points("430 596, 452 500, 1268 500, 1290 596, 1120 614, 860 618, 600 614")
    c.polygon(saloon, fade("#fffaf0", "#e7e1d2", box=(0, 500, 0, 615)))
    for x in range(484, 1230, 62):
        c.rectangle((x, 520, x + 46, 576), "#1d4a56")
        c.rectangle(
            (x + 3, 523, x + 43, 573), fade("#ffe9ae", "#f9b95e", box=(0, 520, 0, 576))
        )
    for window in (0, 2, 3, 5, 8, 9, 11):
        x = 507 + 62 * window
        c.ellipse((x, 552), (8, 9), "#5b3140")
        c.polygon(
            [(x - 15, 573), (x - 10, 560), (x + 10, 560), (x + 15, 573)], "#5b3140"
        )
    c.polygon(points("424 500, 436 486, 1284 486, 1296 500"), "#c63a2d")
    c.line([(452, 440), (1268, 440)], 3, "#fdf8ea")
    for x in range(452, 1270, 34):
        c.line([(x, 440), (x, 488)], 2, "#fdf8ea")
    for x, coat in (
        (520, "#e0a13a"),
        (560, "#2d5d7b"),
        (1130, "#7b3f61"),
        (1190, "#3f7d5a"),
    ):
        c.ellipse((x, 428), (9, 10), "#6b4436")
        c.polygon([(x - 13, 486), (x - 11, 442), (x + 11, 442), (x + 13, 486)], coat)
    c.polygon(
        points("700 486, 716 392, 1004 392, 1020 486"),
        fade("#fffaf0", "#dcd8ca", box=(0, 392, 0, 486)),
    )
    for x in range(730, 980, 52):
        c.polygon([(x, 448), (x + 2, 410), (x + 42, 410), (x + 44, 448)], "#1d4a56")
        c.polygon(
            [(x + 2, 446), (x + 30, 412), (x + 40, 412), (x + 20, 446)], "#4f8f98"
        )
    c.polygon(points("684 392, 700 376, 1020 376, 1036 392"), "#c63a2d")
    c.line([(860, 376), (860, 262)], 5, "#14323d")
    c.line([(836, 300), (884, 300)], 4, "#14323d")
    c.polygon(points("862 264, 920 276, 862 292"), "#f0b23e")
    c.ellipse((800, 366), (10, 12), "#e0a13a")
    for x in (444, 1276):
        c.ellipse((x, 462), (13, 13), "#c63a2d")
        c.ellipse((x, 462), (6, 6), "#fdf8ea")


def _gull(c: Canvas, at: Point, size: float) -> None:
    x, y = at
    left = curve(
        [(x - size, y - size * 0.1), (x - size * 0.5, y - size * 0.42), (x, y)]
    )
    right = curve(
        [(x, y), (x + size * 0.5, y - size * 0.42), (x + size, y - size * 0.1)]
    )
    c.line([*left, *right], size * 0.13, "#fffdf5")
