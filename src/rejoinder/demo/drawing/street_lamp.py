"""One lamp over sleeping houses; moths in its light."""

from math import cos, exp, sin

from PIL import ImageChops

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points


def picture() -> Canvas:
    c = Canvas(1143, Gradient(((0, "#070b26"), (0.5, "#142457"), (1, "#27407a"))))
    for _ in range(240):
        x, y = c.random.uniform(0, WIDTH), c.random.random() ** 1.5 * 620
        r = c.random.choice((0.9, 1.1, 1.4, 2.1))
        c.ellipse((x, y), (r, r), "#cdd8ff", opacity=c.random.uniform(0.3, 0.95))
    c.glow((262, 190), 210, "#8fa3e8", strength=0.35)
    moon = c.mask(arc((260, 190), (56, 56), 0, 360))
    dark = c.mask(arc((286, 174), (49, 49), 0, 360))
    c.paint(ImageChops.subtract(moon, dark), "#f6efcf")
    _houses(c, 560, "#1a2c60", (90, 150), lit=0.05)
    _houses(c, 690, "#111f4a", (150, 230), lit=0.04)
    _lamplight(c)
    _lane(c)
    for n in range(24):
        angle, far = n * 2.4 + c.random.uniform(-0.3, 0.3), 70 + n * 8
        at = (1045 + far * cos(angle) * 1.2, 330 + far * sin(angle) * 0.8)
        _moth(c, at, c.random.uniform(7, 15))
    return c


def _houses(
    c: Canvas, base: float, colour: str, heights: tuple[int, int], *, lit: float
) -> None:
    x = -60.0
    while x < WIDTH:
        w, h = c.random.uniform(110, 190), c.random.uniform(*heights)
        top = base - h
        gable = [(x, top), (x + w / 2, top - w * 0.55), (x + w, top)]
        c.polygon([*gable, (x + w, HEIGHT), (x, HEIGHT)], colour)
        c.polygon([*gable, (x + w / 2, top - w * 0.47)], mix(colour, "#3d5ba6", 0.3))
        left = x + w * 0.72
        c.rectangle((left, top - w * 0.5, left + 20, top - 6), colour)
        c.rectangle((left - 4, top - w * 0.5 - 8, left + 24, top - w * 0.5), colour)
        for wx in (x + w * 0.2, x + w * 0.58):
            for wy in (top + 24, top + 92):
                glass = mix(colour, "#050a20", 0.45)
                if c.random.random() < lit:
                    glass = "#f2b65a"
                c.rectangle((wx, wy, wx + 30, wy + 42), glass)
                c.line([(wx + 15, wy), (wx + 15, wy + 42)], 2, colour)
                c.line([(wx, wy + 20), (wx + 30, wy + 20)], 2, colour)
        x += w + c.random.uniform(-6, 10)


def _lamplight(c: Canvas) -> None:
    cone = points("1010 330, 1080 330, 1420 930, 670 930")
    warm = Gradient(((0, "#ffd27a"), (1, "#d98a3a")), (0, 330, 0, 930))
    c.polygon(cone, warm, opacity=0.2, blur=22)
    c.polygon(
        points("1022 330, 1068 330, 1270 930, 820 930"), warm, opacity=0.2, blur=26
    )
    c.glow((1045, 325), 430, "#ffb44d", strength=0.85)


def _lane(c: Canvas) -> None:
    c.polygon([(0, 850), (WIDTH, 830), (WIDTH, HEIGHT), (0, HEIGHT)], "#0c1738")
    c.ellipse((1045, 905), (430, 62), "#f0a94e", opacity=0.5, blur=20)
    c.ellipse((1045, 902), (250, 34), "#ffd88a", opacity=0.6, blur=14)
    for row in range(7):
        y = 862 + row * row * 2.6 + row * 9
        size = 22 + row * 7
        for n in range(-2, int(WIDTH / size) + 2):
            x = n * size + (row % 2) * size / 2
            near = exp(-(((x - 1045) / 330) ** 2) - ((y - 905) / 60) ** 2)
            stone = mix("#131f47", "#e7a654", near * 0.75)
            c.ellipse((x, y), (size * 0.42, size * 0.16), stone, opacity=0.85)
    wall = points("0 730, 520 760, 520 880, 0 900")
    c.polygon(wall, "#0a132f")
    for n in range(9):
        c.ellipse((n * 66 - 10, 742 + n * 3), (52, 34), "#0b1734")
    c.rectangle(
        (1038, 330, 1052, 905),
        fade("#05091d", "#3a2c2a", "#05091d", box=(1038, 0, 1052, 0), across=True),
    )
    c.polygon(points("1022 910, 1032 850, 1058 850, 1068 910"), "#05091d")
    c.rectangle((1030, 560, 1060, 568), "#05091d")
    bowl = points("1000 300, 1012 338, 1078 338, 1090 300")
    c.polygon(bowl, "#fff0c2")
    c.polygon(points("990 300, 1045 250, 1100 300"), "#05091d")
    c.line([(1045, 252), (1045, 232)], 5, "#05091d")
    c.glow((1045, 322), 130, "#fff1c0", strength=1)


def _moth(c: Canvas, at: Point, size: float) -> None:
    x, y = at
    turn = c.random.uniform(-1.2, 1.2)
    colour = c.random.choice(("#fff6d8", "#ffe3a3", "#f7cf86"))
    fore = points("0.0 -0.45, 1.25 -0.75, 1.05 0.05, 0.15 0.2")
    hind = points("0.1 0.0, 0.85 0.15, 0.6 0.75, 0.05 0.4")
    for side in (-1, 1):
        for wing, tone in ((hind, mix(colour, "#c98a3c", 0.35)), (fore, colour)):
            c.polygon(
                [
                    (
                        x + size * (side * px * cos(turn) - py * sin(turn)),
                        y + size * (side * px * sin(turn) + py * cos(turn)),
                    )
                    for px, py in curve(wing, closed=True)
                ],
                tone,
            )
    head = (x + 0.5 * size * sin(turn), y - 0.5 * size * cos(turn))
    tail = (x - 0.55 * size * sin(turn), y + 0.55 * size * cos(turn))
    c.line([head, tail], size * 0.24, "#7a4a20")
