"""A baker with a peel before a glowing oven; it is still night outside."""

from math import cos, pi, sin

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, fade, mix
from rejoinder.demo.drawing.shapes import arc, curve, points


def picture() -> Canvas:
    c = Canvas(5, fade("#7a3f22", "#a8622f", "#8a4a26", box=(0, 0, 0, 800)))
    _bakery_wall(c)
    _window(c)
    _oven(c)
    _hanging_bread(c)
    c.rectangle(
        (0, 840, WIDTH, HEIGHT), fade("#5a2f1c", "#2a140d", box=(0, 840, 0, HEIGHT))
    )
    c.ellipse((1130, 880), (520, 60), "#ffb05a", opacity=0.35, blur=24)
    _counter(c)
    _baker(c)
    for _ in range(90):
        x, y = c.random.gauss(980, 190), c.random.uniform(260, 840)
        c.ellipse((x, y), (1.8, 1.8), "#ffe9c0", opacity=c.random.uniform(0.15, 0.7))
    return c


def _bakery_wall(c: Canvas) -> None:
    for row in range(17):
        y = row * 50 + 4
        for n in range(19):
            x = n * 90 - 45 * (row % 2)
            tone = c.random.choice(("#c07a42", "#8a4a28", "#b06a36", "#9a5830"))
            c.rectangle((x, y, x + 84, y + 44), tone, opacity=0.28)


def _window(c: Canvas) -> None:
    c.rectangle((86, 150, 424, 560), "#3a1c10")
    c.rectangle(
        (104, 168, 406, 542),
        Gradient(((0, "#0e1a44"), (0.7, "#2d4a86"), (1, "#7a7fae")), (0, 168, 0, 542)),
    )
    glass = c.mask(points("104 168, 406 168, 406 542, 104 542"))
    for _ in range(40):
        x, y = c.random.uniform(104, 406), c.random.uniform(168, 430)
        c.ellipse((x, y), (1.5, 1.5), "#e8ecff", opacity=0.8)
    c.ellipse((330, 236), (32, 32), "#fbf2cf", within=glass)
    x = 90.0
    while x < 410:
        w, h = c.random.uniform(40, 74), c.random.uniform(36, 96)
        c.polygon(
            [
                (x, 542 - h),
                (x + w / 2, 542 - h - w * 0.4),
                (x + w, 542 - h),
                (x + w, 542),
                (x, 542),
            ],
            "#101a3e",
            within=glass,
        )
        x += w
    for line in ([(255, 168), (255, 542)], [(104, 350), (406, 350)]):
        c.line(line, 9, "#3a1c10")
    c.rectangle((70, 556, 440, 580), "#5a2f1a")
    for x, r in ((140, 26), (200, 20), (370, 24)):
        c.polygon(
            [(x - r, 520), (x + r, 520), (x + r * 0.7, 556), (x - r * 0.7, 556)],
            "#c8643c",
        )
        for n in range(9):
            angle = pi + n * pi / 8
            tip = (x + r * 1.7 * cos(angle), 520 + r * 1.9 * sin(angle))
            c.line(curve([(x, 522), ((x + tip[0]) / 2, 500), tip]), 5, "#4f8a52")


def _oven(c: Canvas) -> None:
    dome = [
        (800, 840),
        (800, 420),
        *arc((1180, 420), (380, 330), 180, 360),
        (1560, 420),
        (1560, 840),
    ]
    c.polygon([(x + 10, y + 8) for x, y in dome], "#2a120a", opacity=0.4, blur=14)
    area = c.mask(dome)
    c.paint(
        area, fade("#f0d3a6", "#c98f5a", "#8a5230", box=(800, 0, 1560, 0), across=True)
    )
    for row in range(16):
        y = 96 + row * 48
        for n in range(15):
            x = 790 + n * 56 - 28 * (row % 2)
            c.rectangle(
                (x, y, x + 52, y + 43),
                c.random.choice(("#fbe6c0", "#b5774a", "#d9a56e")),
                opacity=0.22,
                within=area,
            )
    mouth_outer = [
        (960, 700),
        (960, 500),
        *arc((1180, 500), (220, 190), 180, 360),
        (1400, 500),
        (1400, 700),
    ]
    for n in range(13):
        a, b = 180 + n * 180 / 13 + 1, 180 + (n + 1) * 180 / 13 - 1
        stone = [
            *arc((1180, 500), (272, 244), a, b),
            *arc((1180, 500), (218, 190), b, a),
        ]
        c.polygon(stone, mix("#9a5a36", "#e0b07a", (n * 5 % 7) / 7))
    for x0 in (908, 1402):
        for n in range(4):
            c.rectangle(
                (x0, 504 + n * 50, x0 + 50, 550 + n * 50),
                mix("#9a5a36", "#e0b07a", (n * 3 % 5) / 5),
            )
    mouth = c.mask(mouth_outer)
    c.paint(
        mouth,
        Gradient(
            ((0, "#5a1408"), (0.45, "#d9481c"), (0.8, "#ffab3d"), (1, "#ffe08a")),
            (0, 310, 0, 700),
        ),
    )
    for n in range(24):
        x, tall = 990 + n * 17, c.random.uniform(60, 170)
        flame = curve(
            [
                (x - 24, 640),
                (x - 14, 640 - tall * 0.5),
                (x + c.random.uniform(-16, 16), 640 - tall),
                (x + 16, 640 - tall * 0.45),
                (x + 24, 640),
            ]
        )
        c.polygon(
            flame,
            c.random.choice(("#ff8a2b", "#ffc04f", "#f2601d", "#fff0a8")),
            opacity=0.55,
            within=mouth,
            blur=3,
        )
    for row in range(4):
        for n in range(28):
            x, y = 962 + n * 17 + (row % 2) * 8, 636 + row * 17
            pebble = c.random.choice(("#7a3a22", "#a85a30", "#5c2a1c", "#c97a42"))
            c.ellipse((x, y), (10, 8), pebble, within=mouth)
            c.ellipse((x - 2, y - 3), (5, 2.6), "#ffce7a", opacity=0.7, within=mouth)
    for x, w in ((1240, 96), (1070, 70)):
        c.ellipse((x, 634), (w, 15), "#e9b165", within=mouth)
        c.ellipse((x, 630), (w * 0.9, 10), "#ffd892", within=mouth)
    c.rectangle(
        (900, 700, 1460, 728),
        fade("#f3d9ae", "#9a6238", box=(900, 0, 1460, 0), across=True),
    )
    c.glow((1180, 600), 560, "#ff9a3d", strength=0.62)


def _hanging_bread(c: Canvas) -> None:
    c.line([(470, 176), (790, 176)], 9, "#3a1c10")
    for n, x in enumerate((505, 575, 645, 715, 768)):
        tall = 250 - (n % 3) * 26
        c.line([(x, 176), (x, 206)], 3, "#3a1c10")
        loaf = curve(
            [
                (x, 200),
                (x + 22, 214),
                (x + 31, 200 + tall * 0.6),
                (x + 18, 200 + tall),
                (x - 20, 200 + tall - 6),
                (x - 31, 200 + tall * 0.55),
                (x - 20, 214),
            ],
            closed=True,
        )
        area = c.mask(loaf)
        c.paint(
            area,
            fade(
                "#c9803a", "#f0bf72", "#b86c2e", box=(x - 30, 0, x + 30, 0), across=True
            ),
        )
        for _ in range(22):
            px, py = x + c.random.uniform(-24, 24), c.random.uniform(214, 196 + tall)
            c.ellipse((px, py), (5, 4), "#a85f28", opacity=0.5, within=area)
        for _ in range(26):
            px, py = x + c.random.uniform(-24, 24), c.random.uniform(214, 196 + tall)
            c.ellipse((px, py), (2, 3), "#fff1cf", within=area)


def _counter(c: Canvas) -> None:
    c.rectangle((-10, 720, 560, 752), fade("#e0a868", "#b8743e", box=(0, 720, 0, 752)))
    c.rectangle(
        (10, 752, 540, HEIGHT), fade("#7a4224", "#3d1e12", box=(0, 752, 0, HEIGHT))
    )
    for x in range(40, 540, 88):
        c.line([(x, 752), (x, HEIGHT)], 3, "#3d1e12")
    for x, tone in ((120, "#f6e2bb"), (230, "#f3dcb0"), (340, "#f9e8c6")):
        c.ellipse((x, 712), (50, 24), "#b98a58")
        c.ellipse((x, 704), (50, 24), tone)
    c.polygon(
        curve(points("420 716, 410 640, 440 600, 520 604, 542 650, 530 716")),
        fade("#f7ecd4", "#cbb08a", box=(410, 0, 540, 0), across=True),
    )
    c.polygon(
        points("440 604, 430 580, 456 590, 480 574, 500 590, 528 578, 518 606"),
        "#e6d3ae",
    )


def _baker(c: Canvas) -> None:
    skin, shirt = "#a9673f", "#35566b"
    c.line([(640, 704), (1160, 640)], 12, "#d9a564")
    c.polygon(
        curve(
            points("1090 640, 1150 616, 1300 612, 1330 628, 1300 644, 1150 652"),
            closed=True,
        ),
        "#e6b878",
    )
    c.ellipse((1230, 622), (90, 13), "#f3c983")
    c.ellipse((730, 938), (140, 16), "#1a0b07", opacity=0.5, blur=6)
    for x in (690, 758):
        c.polygon(
            [(x - 26, 720), (x + 26, 720), (x + 20, 926), (x - 22, 926)], "#2b3440"
        )
        c.polygon(
            [(x - 24, 916), (x + 20, 916), (x + 50, 938), (x - 24, 938)], "#1a0f0c"
        )
    torso = curve(
        points(
            "678 420, 770 416, 806 500, 800 640, 796 740, 656 740, 652 620, 650 500"
        ),
        closed=True,
    )
    area = c.mask(torso)
    c.paint(area, fade("#24404f", shirt, "#c07a48", box=(640, 0, 830, 0), across=True))
    c.polygon(
        points("690 500, 800 492, 806 836, 650 836, 664 600"),
        fade("#d9cdb8", "#fff4dc", "#ffd9a0", box=(650, 0, 806, 0), across=True),
    )
    c.line([(696, 504), (704, 424)], 9, "#f3e6cc")
    c.line([(786, 496), (764, 420)], 9, "#f3e6cc")
    c.line([(656, 618), (802, 606)], 7, "#cbbd9f")
    c.line(curve(points("680 452, 628 560, 664 694")), 42, "#2f5064")
    c.line([(650, 664), (668, 704)], 30, skin)
    c.ellipse((672, 704), (21, 18), skin)
    c.line(curve(points("772 452, 846 540, 876 640")), 40, "#5f7a80")
    c.line([(866, 610), (886, 664)], 30, "#d08a55")
    c.ellipse((890, 670), (21, 18), "#d99a62")
    c.line([(726, 424), (734, 386)], 36, skin)
    c.ellipse(
        (740, 338),
        (50, 58),
        fade("#8f5533", "#d99560", box=(690, 0, 790, 0), across=True),
    )
    c.polygon(curve(points("782 330, 806 352, 784 364"), closed=True), "#d99560")
    c.polygon(
        curve(points("742 372, 770 366, 792 372, 784 392, 752 398"), closed=True),
        "#e9e2d6",
    )
    c.ellipse((764, 334), (4, 5), "#2a120a")
    cap = curve(
        points("690 318, 694 270, 730 250, 778 256, 800 290, 792 312, 740 300"),
        closed=True,
    )
    c.polygon(cap, fade("#cfc2aa", "#fff6e2", box=(690, 0, 800, 0), across=True))
    c.ellipse((702, 344), (11, 16), skin)
