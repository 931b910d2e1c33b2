"""The town from above in the evening: cool by the water, hot inland."""

from math import exp, hypot, sin

from rejoinder.demo.drawing.kit import Canvas, mix
from rejoinder.demo.drawing.shapes import Point, curve

HEAT = (
    "#2e6f95",
    "#5aa9a6",
    "#bfd8a0",
    "#f6e3a1",
    "#f7b267",
    "#ee7b4e",
    "#c93a3e",
    "#8c1d40",
)

PAPER = "#f4ead3"

LINDEN_STREET = ((1030, -40), (1060, 120), (1080, 260), (1100, 400), (1112, 560))


def picture() -> Canvas:
    c = Canvas(40, PAPER)
    bends = ((-80, 760), (180, 690), (420, 560), (640, 520), (860, 590))
    more_bends = ((1080, 640), (1300, 540), (1480, 380), (1700, 300))
    river, street = curve([*bends, *more_bends]), curve(LINDEN_STREET)
    for row in range(-2, 15):
        for column in range(-2, 21):
            _block(c, column, row, river, street)
    c.line(street, 46, PAPER)
    _plane_trees(c, street)
    for wide, colour in (
        (140, PAPER),
        (118, "#7cc3c4"),
        (84, "#4aa3b0"),
        (36, "#3a8fa1"),
    ):
        c.line(river, wide, colour)
    for _ in range(40):
        x, y = c.random.choice(river)
        y += c.random.uniform(-40, 40)
        wave = curve([(x - 18, y), (x, y - 5), (x + 18, y)])
        c.line(wave, 2.4, "#d9f0ea", opacity=0.5)
    for x, y in (river[52], river[122]):
        for wide, colour in ((22, PAPER), (8, "#8b6f5c")):
            c.line([(x - 22, y - 92), (x + 22, y + 92)], wide, colour)
    _legend(c)
    return c


def _warmth(at: Point, river: list[Point], street: list[Point]) -> float:
    """Return how hot a place is, from 0 for open water to 1."""
    x, y = at
    warm = 1 - exp(-_distance(at, river) / 175)
    for hx, hy, reach, amount in (
        (420, 250, 260, 0.42),
        (1130, 850, 240, 0.5),
        (880, 280, 190, 0.35),
    ):
        warm += amount * exp(-(((x - hx) / reach) ** 2) - ((y - hy) / reach) ** 2)
    for px, py, reach in ((180, 330, 120), (1340, 840, 100), (690, 860, 130)):
        warm -= 0.7 * exp(-(((x - px) / reach) ** 2) - ((y - py) / reach) ** 2)
    if y < 330:
        warm -= 0.5 * exp(-((_distance(at, street) / 80) ** 2))
    return max(0, min(0.999, warm * 0.82))


def _distance(at: Point, line: list[Point]) -> float:
    return min(hypot(at[0] - x, at[1] - y) for x, y in line[::4])


def _heat(warm: float) -> str:
    place = max(0, min(0.999, warm)) * (len(HEAT) - 1)
    return mix(HEAT[int(place)], HEAT[int(place) + 1], place % 1)


def _block(
    c: Canvas, column: int, row: int, river: list[Point], street: list[Point]
) -> None:
    """Paint one block of houses, with its streets' bends and two or three roofs."""

    def corner(across: float, down: float) -> Point:
        u, v = column + across, row + down
        return (u * 88 + 22 * sin(v * 0.7) - 30, v * 76 + 24 * sin(u * 0.5) - 20)

    warm = _warmth(corner(0.5, 0.5), river, street)
    parts = c.random.choice((1, 2, 2, 3))
    for n in range(parts):
        left, right = 0.09 + 0.84 * n / parts, 0.06 + 0.84 * (n + 1) / parts
        top, bottom = c.random.uniform(0.1, 0.16), c.random.uniform(0.86, 0.92)
        shape = [
            corner(left, top),
            corner(right, top),
            corner(right, bottom),
            corner(left, bottom),
        ]
        c.polygon(shape, _heat(warm + c.random.uniform(-0.06, 0.06)))


def _plane_trees(c: Canvas, street: list[Point]) -> None:
    for x, y in street[:62:6]:
        for side in (-15, 15):
            r = c.random.uniform(11, 14)
            c.ellipse((x + side + 3, y + 4), (r, r), "#8a6d4d", opacity=0.35)
            green = c.random.choice(("#5f9d63", "#7ab26b", "#4b8757"))
            c.ellipse((x + side, y), (r, r), green)


def _legend(c: Canvas) -> None:
    c.rectangle((62, 868, 446, 948), "#fbf5e6")
    for n, colour in enumerate(HEAT):
        left = 84 + n * 43
        c.rectangle((left, 888, left + 39, 928), colour)
