"""Tall shelves that lead to an arched window; a reader on a ladder."""

from itertools import pairwise

from rejoinder.demo.drawing.kit import HEIGHT, Canvas, fade, mix
from rejoinder.demo.drawing.shapes import Point, arc, curve, points, toward

BINDINGS = (
    "#7a2e2b",
    "#a8443a",
    "#c56b45",
    "#d99a4e",
    "#e3bd75",
    "#5d6b3f",
    "#35594f",
    "#27475a",
    "#3d3557",
    "#6b3a55",
    "#8c5a3c",
    "#efe0b8",
)


def picture() -> Canvas:
    c = Canvas(598, fade("#2a1710", "#4a2a18", "#2a1710", box=(0, 0, 0, HEIGHT)))
    end = (800.0, 430.0)
    _end_wall(c, end)
    _floor(c, end)
    for side in (-1, 1):
        _shelves(c, end, side)
    _ceiling(c, end)
    for depth in (0.35, 0.62, 0.8):
        _hanging_lamp(c, end, depth)
    _reader_on_ladder(c)
    return c


def _end_wall(c: Canvas, end: Point) -> None:
    wall = [*arc((800, 300), (205, 90), 180, 360), (1005, 660), (595, 660)]
    c.polygon(wall, fade("#7a4a2a", "#55301d", box=(0, 150, 0, 660)))
    arch = [*arc((800, 330), (110, 130), 180, 360), (910, 590), (690, 590)]
    c.polygon([(x + (x - 800) * 0.12, y - 8) for x, y in arch], "#3a2013")
    c.polygon(arch, fade("#fff3cf", "#ffd98c", "#f3a95a", box=(0, 200, 0, 590)))
    for x in (745, 800, 855):
        c.line([(x, 200), (x, 590)], 5, "#5b3520")
    for y in (330, 420, 505):
        c.line([(690, y), (910, y)], 5, "#5b3520")
    c.glow((800, 390), 520, "#ffd48a", strength=0.75)


def _floor(c: Canvas, end: Point) -> None:
    near = [(-200, 1040), (1800, 1040)]
    far = [toward((x, y), end, 0.83) for x, y in near]
    c.polygon(
        [near[0], near[1], far[1], far[0]],
        fade("#d8904a", "#6a3a1f", "#33190f", box=(0, 520, 0, HEIGHT)),
    )
    for n in range(-14, 15):
        x = 800 + n * 110
        c.line([(x, 1040), toward((x, 1040), end, 0.83)], 2.5, "#2b150c", opacity=0.5)
    light = points("740 560, 860 560, 1120 1010, 480 1010")
    c.polygon(light, "#ffd28a", opacity=0.38, blur=24)
    rug = [
        toward((x, 1040), end, d)
        for x, d in ((520, 0), (1080, 0), (1080, 0.8), (520, 0.8))
    ]
    c.polygon(rug, fade("#c65a3c", "#7c2a2c", box=(0, 560, 0, HEIGHT)), opacity=0.9)
    edge = [
        toward((x, 1040), end, d)
        for x, d in ((560, 0), (1040, 0), (1040, 0.8), (560, 0.8))
    ]
    c.polygon(edge, fade("#e58a55", "#97382f", box=(0, 560, 0, HEIGHT)), opacity=0.9)


def _shelves(c: Canvas, end: Point, side: int) -> None:
    """Paint one wall of books in perspective, the far bays first."""
    near = 800 + side * 900
    bays = [0.0, 0.2, 0.37, 0.51, 0.62, 0.71, 0.78, 0.83]
    rows = [-330.0 + n * 187 for n in range(8)]
    for first, last in reversed(list(pairwise(bays))):
        back = [
            toward((near, y), end, d)
            for y, d in (
                (rows[0], first),
                (rows[-1], first),
                (rows[-1], last),
                (rows[0], last),
            )
        ]
        c.polygon(back, "#1d0f0a")
        for top, bottom in pairwise(rows):
            _books(c, end, near, (first, last), (top + 26, bottom - 12))
        for y in rows:
            plank = [
                toward((near, y - 9), end, first),
                toward((near, y - 9), end, last),
                toward((near, y + 9), end, last),
                toward((near, y + 9), end, first),
            ]
            c.polygon(plank, mix("#5a331d", "#e09a52", last * 0.9))
        post = [
            toward((near, rows[0]), end, first),
            toward((near - side * 26, rows[0]), end, first),
            toward((near - side * 26, rows[-1]), end, first),
            toward((near, rows[-1]), end, first),
        ]
        c.polygon(post, mix("#3d2113", "#c07c42", first))


def _books(
    c: Canvas,
    end: Point,
    near: float,
    bay: tuple[float, float],
    row: tuple[float, float],
) -> None:
    depth, last = bay[0] + 0.012 * (1 - bay[0]), bay[1]
    top, bottom = row
    while depth < last:
        thick = c.random.uniform(0.010, 0.026) * (1 - depth)
        nxt = min(depth + thick, last)
        if c.random.random() < 0.05:
            depth = nxt + thick
            continue
        high = top + c.random.uniform(0, 46)
        spine = [
            toward((near, high), end, depth),
            toward((near, high), end, nxt),
            toward((near, bottom), end, nxt),
            toward((near, bottom), end, depth),
        ]
        colour = c.random.choice(BINDINGS)
        lit = 0.28 + 0.72 * depth
        colour = mix(
            mix("#160a08", colour, min(1, lit + 0.25)), "#ffcf87", 0.32 * depth
        )
        c.polygon(spine, colour)
        if c.random.random() < 0.5 and depth < 0.6:
            y = high + (bottom - high) * 0.22
            band = [
                toward((near, y), end, depth),
                toward((near, y), end, nxt),
                toward((near, y + 9), end, nxt),
                toward((near, y + 9), end, depth),
            ]
            c.polygon(band, mix(colour, "#f1cf8a", 0.6))
        depth = nxt + 0.0012


def _ceiling(c: Canvas, end: Point) -> None:
    for depth in (0.78, 0.66, 0.52, 0.34, 0.12):
        x = 900 * (1 - depth)
        y = toward((0, -330), end, depth)[1]
        rib = [(800 - x, y), *arc((800, y), (x, x * 0.32), 180, 360), (800 + x, y)]
        inner = [(px, py + 26 * (1 - depth) + 6) for px, py in reversed(rib)]
        c.polygon([*rib, *inner], mix("#2a160d", "#a86a3a", depth * 0.8))


def _hanging_lamp(c: Canvas, end: Point, depth: float) -> None:
    size = 1 - depth
    x, y = toward((800, -60), end, depth)
    c.line([(x, y - 400 * size), (x, y)], 5 * size, "#1b0d08")
    c.glow((x, y + 20 * size), 330 * size, "#ffd68a", strength=0.9)
    shade = [
        (x - 70 * size, y + 36 * size),
        *arc((x, y + 36 * size), (70 * size, 74 * size), 180, 360),
    ]
    c.polygon(
        shade, fade("#2f6b57", "#17382f", box=(x - 70, 0, x + 70, 0), across=True)
    )
    c.ellipse((x, y + 38 * size), (66 * size, 12 * size), "#fff3cc")


def _reader_on_ladder(c: Canvas) -> None:
    wood = "#d99a55"
    for dx in (0, 74):
        c.line([(1150 + dx, 985), (1216 + dx * 0.72, 190)], 11, wood)
    for n in range(11):
        t = n / 10.6
        x, y = 1150 + 66 * t, 950 - 760 * t
        c.line([(x, y), (x + 74 - 20 * t, y)], 8, "#b87a3f")
    skin, dress, hair = "#8a5337", "#2f7f86", "#23130f"
    c.polygon(
        curve(points("1196 560, 1186 640, 1150 740, 1164 746, 1222 650, 1252 560")),
        "#1d3f52",
    )
    c.polygon(
        curve(points("1222 560, 1226 650, 1204 756, 1220 760, 1262 650, 1274 560")),
        "#24506a",
    )
    c.polygon(points("1140 738, 1172 738, 1168 758, 1122 756"), hair)
    c.polygon(points("1196 752, 1228 754, 1224 774, 1178 770"), hair)
    body = curve(
        points("1206 420, 1258 416, 1284 480, 1284 590, 1188 590, 1190 490"),
        closed=True,
    )
    c.polygon(body, fade("#3f9c9c", "#1f5c68", box=(1186, 0, 1286, 0), across=True))
    c.line(points("1212 448, 1172 512, 1136 486"), 25, dress)
    c.ellipse((1132, 484), (13, 12), skin)
    c.line([(1224, 424), (1222, 396)], 22, skin)
    c.ellipse((1216, 368), (33, 38), skin)
    c.polygon(
        curve(
            points(
                "1192 350, 1206 318, 1244 320, 1262 352, 1256 402, "
                "1238 384, 1236 354, 1206 344"
            ),
            closed=True,
        ),
        hair,
    )
    c.ellipse((1268, 352), (19, 21), hair)
    c.polygon(points("1070 452, 1124 470, 1124 520, 1070 500"), "#fff1cf")
    c.polygon(points("1124 470, 1176 446, 1176 496, 1124 520"), "#f2dba6")
    c.polygon(
        points(
            "1066 456, 1070 452, 1070 500, 1124 520, 1176 496, "
            "1180 500, 1124 528, 1066 506"
        ),
        "#b5402f",
    )
    c.glow((1110, 440), 150, "#ffe2a8", strength=0.5)
