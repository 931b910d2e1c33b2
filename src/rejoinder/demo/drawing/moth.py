"""A hawk-moth from above among white flowers that open at night."""

from math import cos, pi, sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, mirrored, points


def picture() -> Canvas:
    c = Canvas(184, Gradient(((0, "#0b1233"), (0.5, "#16275a"), (1, "#0a1736"))))
    c.glow((800, 470), 640, "#3d5bb5", strength=0.5)
    for _ in range(170):
        x, y, r = (
            c.random.uniform(0, WIDTH),
            c.random.uniform(0, HEIGHT),
            c.random.uniform(0.8, 2),
        )
        c.ellipse((x, y), (r, r), "#dfe6ff", opacity=c.random.uniform(0.2, 0.8))
    _night_leaves(c)
    flowers = (
        (190, 800, 105),
        (395, 905, 80),
        (1420, 790, 110),
        (1215, 900, 84),
        (120, 560, 62),
        (1490, 540, 64),
        (640, 940, 58),
        (985, 945, 60),
        (310, 660, 50),
        (1330, 640, 50),
    )
    for x, y, size in flowers:
        _night_flower(c, (x, y), size)
    _wings(c)
    _moth_body(c)
    return c


def _night_leaves(c: Canvas) -> None:
    for n in range(64):
        x = c.random.choice((c.random.uniform(-40, 520), c.random.uniform(1080, 1640)))
        y = 1040 - c.random.random() ** 1.4 * 520
        lean, long = c.random.uniform(-0.9, 0.9), c.random.uniform(90, 190)
        tip = (x + long * sin(lean), y - long * cos(lean))
        side = (0.2 * long * cos(lean), 0.2 * long * sin(lean))
        middle = ((x + tip[0]) / 2, (y + tip[1]) / 2)
        leaf = [
            (x, y),
            (middle[0] - side[0], middle[1] - side[1]),
            tip,
            (middle[0] + side[0], middle[1] + side[1]),
        ]
        colour = mix("#123d4e", "#2c7a6b", c.random.random() * (0.3 + 0.7 * n / 64))
        c.polygon(curve(leaf, closed=True), colour)
        c.line([(x, y), tip], 2, mix(colour, "#9fd6b8", 0.35))


def _night_flower(c: Canvas, at: Point, size: float) -> None:
    x, y = at
    c.glow(at, size * 2.1, "#aebcff", strength=0.35)
    turn = c.random.uniform(0, 1.2)
    for n in range(5):
        angle = turn + n * 2 * pi / 5
        petal = []
        for far, wide in (
            (0.1, 0.0),
            (0.6, -0.36),
            (1.0, -0.2),
            (1.08, 0.0),
            (1.0, 0.2),
            (0.6, 0.36),
        ):
            a, b = far * size, wide * size
            petal.append(
                (
                    x + a * cos(angle) - b * sin(angle),
                    y + a * sin(angle) * 0.86 + b * cos(angle),
                )
            )
        tones = ("#fffdf4", "#cfd6f5") if n % 2 else ("#fbf6e8", "#bcc6ee")
        c.polygon(
            curve(petal, closed=True), fade(*tones, box=(0, y - size, 0, y + size))
        )
    c.ellipse(at, (size * 0.17, size * 0.15), "#f4c95d")
    c.ellipse(at, (size * 0.08, size * 0.07), "#c98a2c")


FORE_WING = points(
    "800 400, 700 330, 500 232, 290 190, 232 214, 300 300, "
    "440 420, 600 500, 730 520, 800 490"
)

HIND_WING = points(
    "790 480, 690 486, 560 520, 452 596, 474 640, 580 676, 700 650, 780 600"
)


def _wings(c: Canvas) -> None:
    for flip in (False, True):

        def side(wing: list[Point], *, flip: bool = flip) -> list[Point]:
            return mirrored(wing, at=800) if flip else wing

        hind, fore = (
            side(curve(HIND_WING, closed=True)),
            side(curve(FORE_WING, closed=True)),
        )
        c.polygon(
            [(x, y + 26) for x, y in (*fore, *hind)], "#050a20", opacity=0.4, blur=16
        )
        area = c.mask(hind)
        c.paint(area, fade("#f0a3a0", "#d05573", "#7d2850", box=(0, 470, 0, 680)))
        c.polygon(
            side(
                curve(
                    points(
                        "800 560, 700 560, 560 590, 430 650, 430 690, 580 640, "
                        "700 612, 800 600"
                    ),
                    closed=True,
                )
            ),
            "#4e1b3e",
            within=area,
        )
        c.polygon(
            side(
                curve(
                    points("800 470, 720 480, 640 500, 650 540, 720 530, 800 530"),
                    closed=True,
                )
            ),
            "#2c1533",
            within=area,
            opacity=0.85,
        )
        area = c.mask(fore)
        across = (800, 0, 232, 0) if not flip else (800, 0, 1368, 0)
        lo, hi = min(across[0], across[2]), max(across[0], across[2])
        tones = (
            ("#e9bd6a", "#c98f45", "#b0783a")
            if not flip
            else ("#b0783a", "#c98f45", "#e9bd6a")
        )
        c.paint(area, fade(*tones, box=(lo, 0, hi, 0), across=True))
        bands = (
            (
                points(
                    "812 420, 690 372, 500 300, 220 208, 226 240, 470 346, "
                    "640 430, 800 486"
                ),
                "#d86b78",
                0.9,
            ),
            (
                points("700 300, 520 214, 280 160, 210 200, 330 214, 520 268, 690 350"),
                "#7a4a28",
                0.75,
            ),
            (
                points(
                    "740 560, 600 500, 430 400, 300 290, 262 270, 400 372, "
                    "560 470, 700 524"
                ),
                "#f6dda0",
                0.8,
            ),
            (
                points("800 540, 620 524, 440 430, 290 310, 420 450, 600 560"),
                "#8c4f3a",
                0.8,
            ),
        )
        for band, colour, alpha in bands:
            c.polygon(
                side(curve(band, closed=True)),
                colour,
                opacity=alpha,
                within=area,
                blur=1.5,
            )
        for t in range(9):
            tip = FORE_WING[2 + t // 2] if t < 8 else FORE_WING[6]
            x, y = tip[0] + (t % 2) * 46, tip[1] + 20 + t * 4
            c.line(
                side(curve([(795, 440), ((795 + x) / 2, (430 + y) / 2 - 14), (x, y)])),
                2,
                "#5d3524",
                opacity=0.35,
                within=area,
            )
        eye = side([(560, 338)])[0]
        for r, colour in ((17, "#f6dda0"), (11, "#4e1b3e"), (4, "#ffffff")):
            c.ellipse(eye, (r, r), colour, within=area)
        c.line(side(curve(FORE_WING[:5])), 4, "#f3d08a", opacity=0.8)


def _moth_body(c: Canvas) -> None:
    body = curve(
        points(
            "800 336, 846 372, 858 440, 846 520, 836 610, 816 700, "
            "800 742, 784 700, 764 610, 754 520, 742 440, 754 372"
        ),
        closed=True,
    )
    area = c.mask(body)
    c.paint(
        area, fade("#a86a35", "#e6b765", "#8c5630", box=(742, 0, 858, 0), across=True)
    )
    for n in range(9):
        y = 500 + n * 26
        c.line(
            arc((800, y - 12), (66, 18), 20, 160),
            7,
            "#d86b78" if n % 2 else "#7a3a34",
            within=area,
            opacity=0.8,
        )
    c.polygon(
        curve(
            points("800 350, 822 380, 828 450, 800 486, 772 450, 778 380"),
            closed=True,
        ),
        "#f6dda0",
        opacity=0.75,
        within=area,
        blur=4,
    )
    c.ellipse(
        (800, 330),
        (34, 30),
        fade("#8c5630", "#e6b765", "#8c5630", box=(766, 0, 834, 0), across=True),
    )
    for x in (774, 826):
        c.ellipse((x, 322), (9, 11), "#130b1c")
        c.ellipse((x - 3, 318), (3, 3), "#9fb4ff")
    feeler = points("788 306, 740 240, 668 196, 640 200")
    for line in (feeler, mirrored(feeler, at=800)):
        c.line(curve(line), 6, "#f3d9a0")
