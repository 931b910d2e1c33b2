"""A row of hand-made jars and bowls on a shelf."""

from rejoinder.demo.drawing.kit import HEIGHT, WIDTH, Canvas, Gradient, Mask, fade, mix
from rejoinder.demo.drawing.shapes import arc, curve, mirrored, points


def picture() -> Canvas:
    c = Canvas(1250, fade("#c96a48", "#b4553b", "#8f3f30", box=(0, 0, 0, HEIGHT)))
    for _ in range(900):
        x, y = c.random.uniform(0, WIDTH), c.random.uniform(0, 800)
        c.ellipse(
            (x, y),
            (c.random.uniform(10, 60), c.random.uniform(4, 14)),
            c.random.choice(("#d98058", "#9f4632")),
            opacity=0.06,
            blur=4,
        )
    light = points("-100 -50, 700 -50, 1500 900, 300 900")
    c.polygon(light, "#ffd9a6", opacity=0.2, blur=40)
    for x0 in (330, 560, 790):
        pane = [(x0 - 240, -20), (x0 - 50, -20), (x0 + 330, 800), (x0 + 80, 800)]
        c.polygon(pane, "#ffe3b5", opacity=0.13, blur=10)
    c.rectangle((0, 800, WIDTH, 850), fade("#e0a76a", "#a86a3c", box=(0, 800, 0, 850)))
    c.rectangle(
        (0, 850, WIDTH, HEIGHT), fade("#5a2a20", "#34150f", box=(0, 850, 0, HEIGHT))
    )
    for _ in range(26):
        y = c.random.uniform(804, 846)
        x = c.random.uniform(-100, 1500)
        c.line(
            curve([(x, y), (x + 160, y + 3), (x + 330, y)]), 1.6, "#8a5230", opacity=0.5
        )
    pots = (
        (
            222,
            400,
            (
                (0.26, 0),
                (0.30, 0.05),
                (0.22, 0.14),
                (0.42, 0.34),
                (0.46, 0.6),
                (0.3, 1),
            ),
            ("#dfe6df", "#7f9aa3", "#3c5560"),
            "#39555f",
        ),
        (
            452,
            210,
            ((0.62, 0), (0.6, 0.3), (0.42, 0.8), (0.26, 1)),
            ("#f4e3c4", "#d9a878", "#8a4a34"),
            "#b5603a",
        ),
        (
            660,
            520,
            (
                (0.13, 0),
                (0.16, 0.03),
                (0.1, 0.12),
                (0.12, 0.3),
                (0.3, 0.52),
                (0.33, 0.7),
                (0.2, 1),
            ),
            ("#c9a26a", "#8a5a34", "#3d2418"),
            "#5d7b52",
        ),
        (
            900,
            330,
            ((0.36, 0), (0.39, 0.06), (0.34, 0.12), (0.52, 0.4), (0.5, 0.7), (0.32, 1)),
            ("#a9bfc4", "#5d7f92", "#22384c"),
            "#dce8e2",
        ),
        (
            1130,
            150,
            ((0.62, 0), (0.62, 0.4), (0.5, 0.82), (0.4, 1)),
            ("#f7efe0", "#d9c9b3", "#8f7a6a"),
            "#d98f7a",
        ),
        (
            1330,
            440,
            (
                (0.2, 0),
                (0.24, 0.05),
                (0.16, 0.13),
                (0.36, 0.3),
                (0.42, 0.5),
                (0.36, 0.75),
                (0.24, 1),
            ),
            ("#e9b98a", "#b5603a", "#5a2418"),
            "#f3e0b8",
        ),
        (
            1510,
            200,
            ((0.34, 0), (0.36, 0.1), (0.34, 0.9), (0.3, 1)),
            ("#cfd6c4", "#7f8f72", "#3d4a3a"),
            "#9a5a3c",
        ),
    )
    for x, tall, profile, tones, glaze in pots:
        _pot(c, x, tall, profile, tones, glaze)
    return c


def _pot(
    c: Canvas,
    x: float,
    tall: float,
    profile: tuple[tuple[float, float], ...],
    tones: tuple[str, str, str],
    glaze: str,
) -> None:
    base = 812.0
    right = curve([(x + w * tall, base - tall + down * tall) for w, down in profile])
    widest = max(px - x for px, _ in right)
    outline = [*right, *mirrored(right[::-1], at=x)]
    shadow = [
        (px + 0.55 * (base - py) * 0.5 + 26, py + (base - py) * 0.28)
        for px, py in outline
    ]
    c.polygon(shadow, "#3d130d", opacity=0.42, blur=12)
    c.ellipse((x + 16, base + 4), (widest * 0.9, 13), "#3d130d", opacity=0.55, blur=7)
    area = c.mask(outline)
    light, middle, dark = tones
    c.paint(
        area,
        Gradient(
            ((0, middle), (0.3, light), (0.62, middle), (1, dark)),
            (x - widest, 0, x + widest, 0),
            across=True,
        ),
    )
    _glaze_run(c, x, base - tall, tall, widest, glaze, area)
    for n in range(int(tall / 13)):
        y = base - tall + 10 + n * 13
        c.line(
            arc((x, y - 6), (widest * 1.05, 9), 5, 175),
            1.3,
            dark,
            opacity=0.22,
            within=area,
        )
    for _ in range(int(tall * 0.5)):
        px, py = x + c.random.uniform(-widest, widest), base - c.random.random() * tall
        r = c.random.uniform(0.8, 2.6)
        c.ellipse(
            (px, py),
            (r, r),
            c.random.choice((dark, light, "#2a1712")),
            opacity=0.55,
            within=area,
        )
    c.ellipse(
        (x - widest * 0.42, base - tall * 0.52),
        (widest * 0.1, tall * 0.2),
        "#ffffff",
        opacity=0.35,
        blur=6,
        within=area,
    )
    rim = profile[0][0] * tall
    c.ellipse((x, base - tall), (rim, max(6, rim * 0.14)), mix(light, dark, 0.25))
    c.ellipse(
        (x, base - tall + 1),
        (rim * 0.88, max(4, rim * 0.1)),
        mix(dark, "#120806", 0.55),
    )


def _glaze_run(
    c: Canvas, x: float, top: float, tall: float, widest: float, glaze: str, area: Mask
) -> None:
    """Let ash glaze run down from the shoulder in uneven tongues."""
    drips = [(x - widest * 1.1, top - 10)]
    for n in range(15):
        t = n / 14
        deep = 0.34 + 0.2 * c.random.random() + (0.18 if n % 4 == 1 else 0)
        drips.append((x - widest * 1.1 + 2.2 * widest * t, top + tall * deep))
    drips.append((x + widest * 1.1, top - 10))
    shape = curve(drips)
    shade = Gradient(
        (
            (0, mix(glaze, "#ffffff", 0.2)),
            (0.5, glaze),
            (1, mix(glaze, "#1a0d0a", 0.55)),
        ),
        (x - widest, 0, x + widest, 0),
        across=True,
    )
    c.polygon(shape, shade, opacity=0.85, blur=3, within=area)
