"""A canvas with soft brushes: flat shapes, gradients, glows and a little grain.

Coordinates are those of the finished picture, 1600 by 1000, as floats. Everything is
painted at twice that size and reduced at the end, which makes the edges smooth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

from rejoinder.demo.drawing.shapes import Point, arc

WIDTH = 1600
HEIGHT = 1000
SCALE = 2

Box = tuple[float, float, float, float]
Mask = Image.Image


@dataclass(frozen=True, slots=True)
class Gradient:
    """Colours at shares of a box, from the top down or from left to right."""

    stops: tuple[tuple[float, str], ...]
    box: Box = (0, 0, WIDTH, HEIGHT)
    across: bool = False


Fill = str | Gradient


def fade(*colours: str, box: Box, across: bool = False) -> Gradient:
    """Return a gradient with its colours at equal distances over a box."""
    steps = max(len(colours) - 1, 1)
    stops = tuple((n / steps, colour) for n, colour in enumerate(colours))
    return Gradient(stops, box, across)


def mix(one: str, other: str, share: float) -> str:
    """Return the colour that lies between two, `share` of the way to the other."""
    a, b = ImageColor.getrgb(one), ImageColor.getrgb(other)
    parts = (round(x + (y - x) * share) for x, y in zip(a[:3], b[:3], strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


class Canvas:
    """A picture while it is painted; `random` is seeded, so it repeats itself."""

    def __init__(self, seed: int, ground: Fill) -> None:
        # A picture must come out the same each time; nothing here is a secret.
        self.random = Random(seed)  # noqa: S311 - no secret
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.paint(Image.new("L", self.image.size, 255), ground)

    # Shapes. Each takes the same keywords as `polygon`.

    def polygon(
        self,
        points: Sequence[Point],
        fill: Fill,
        *,
        opacity: float = 1,
        blur: float = 0,
        within: Mask | None = None,
    ) -> None:
        """Paint a shape; `blur` is in pixels, `within` keeps it inside a mask."""
        if isinstance(fill, str) and opacity == 1 and not blur and within is None:
            # The common case needs no mask and is a hundred times faster.
            ImageDraw.Draw(self.image).polygon(_scaled(points), fill=fill)
            return
        box = self._around(points, blur * 3)
        if box:
            mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
            moved = [(x - box[0], y - box[1]) for x, y in _scaled(points)]
            ImageDraw.Draw(mask).polygon(moved, fill=255)
            self._paint(box, _blurred(mask, blur), fill, opacity, within)

    def ellipse(
        self,
        centre: Point,
        radius: tuple[float, float],
        fill: Fill,
        *,
        opacity: float = 1,
        blur: float = 0,
        within: Mask | None = None,
    ) -> None:
        around = arc(centre, radius, 0, 360)
        self.polygon(around, fill, opacity=opacity, blur=blur, within=within)

    def rectangle(
        self,
        box: Box,
        fill: Fill,
        *,
        opacity: float = 1,
        blur: float = 0,
        within: Mask | None = None,
    ) -> None:
        x0, y0, x1, y1 = box
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        self.polygon(corners, fill, opacity=opacity, blur=blur, within=within)

    def line(
        self,
        points: Sequence[Point],
        width: float,
        fill: Fill,
        *,
        opacity: float = 1,
        blur: float = 0,
        within: Mask | None = None,
    ) -> None:
        """Paint a line with round ends."""
        box = self._around(points, blur * 3 + width)
        if not box:
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        pen = ImageDraw.Draw(mask)
        moved = [(x - box[0], y - box[1]) for x, y in _scaled(points)]
        pen.line(moved, fill=255, width=max(1, round(width * SCALE)))
        # Discs instead of Pillow's joints, which leave spikes on tight bends.
        r = width * SCALE / 2
        for x, y in moved:
            pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
        self._paint(box, _blurred(mask, blur), fill, opacity, within)

    # Light.

    def glow(
        self,
        centre: Point,
        radius: float,
        colour: str,
        *,
        strength: float = 1,
        within: Mask | None = None,
    ) -> None:
        """Add light that falls off to nothing at `radius`."""
        size = round(2 * radius * SCALE)
        spot = ImageChops.invert(Image.radial_gradient("L")).resize(
            (size, size), Image.Resampling.BICUBIC
        )
        # The stock gradient reaches the corners; light has to end at the circle.
        lut = [round(255 * max(0, (v - 75) / 180) ** 1.9) for v in range(256)]
        spot = spot.point([round(v * strength) for v in lut])
        light = Image.new("L", self.image.size)
        x, y = (round((part - radius) * SCALE) for part in centre)
        light.paste(spot, (x, y))
        if within is not None:
            light = ImageChops.multiply(light, within)
        lit = ImageChops.screen(self.image, Image.new("RGB", light.size, colour))
        self.image.paste(lit, (0, 0), light)

    # Masks.

    def mask(self, *shapes: Sequence[Point], blur: float = 0) -> Mask:
        """Return the area of some shapes, to paint or to stay within."""
        mask = Image.new("L", self.image.size)
        pen = ImageDraw.Draw(mask)
        for points in shapes:
            pen.polygon(_scaled(points), fill=255)
        return _blurred(mask, blur)

    def paint(
        self,
        mask: Mask,
        fill: Fill,
        *,
        opacity: float = 1,
        within: Mask | None = None,
    ) -> None:
        """Paint an area with a colour or a gradient."""
        self._paint((0, 0, *mask.size), mask, fill, opacity, within)

    def stipple(self, mask: Mask, colour: str, *, amount: float = 0.5) -> None:
        """Dust an area with coarse grain, denser where the mask is lighter."""
        size = (WIDTH * SCALE // 3, HEIGHT * SCALE // 3)
        noise = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
        thin = mask.resize(size).point([round(v * amount) for v in range(256)])
        dust = ImageChops.subtract(thin, noise, scale=0.08)
        dust = dust.resize(self.image.size, Image.Resampling.BICUBIC)
        self.image.paste(colour, (0, 0, *self.image.size), dust)

    def finished(self, *, grain: float = 0.06, vignette: float = 0.2) -> Image.Image:
        """Return the picture at its size, with grain and darker corners."""
        image = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        dark = Image.radial_gradient("L").resize(image.size, Image.Resampling.BICUBIC)
        dark = dark.point([round(max(0, v - 110) * vignette) for v in range(256)])
        image.paste("#05060f", (0, 0, WIDTH, HEIGHT), dark)
        noise = Image.frombytes(
            "L", image.size, self.random.randbytes(WIDTH * HEIGHT)
        ).filter(ImageFilter.GaussianBlur(0.8))
        grainy = ImageChops.overlay(image, Image.merge("RGB", (noise,) * 3))
        return Image.blend(image, grainy, grain)

    def _around(self, points: Sequence[Point], pad: float) -> tuple[int, ...] | None:
        """Return the scaled box about the points, or None if it is off the canvas."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        width, height = self.image.size
        x0 = max(0, int((min(xs) - pad) * SCALE) - 2)
        y0 = max(0, int((min(ys) - pad) * SCALE) - 2)
        x1 = min(width, int((max(xs) + pad) * SCALE) + 3)
        y1 = min(height, int((max(ys) + pad) * SCALE) + 3)
        return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None

    def _paint(
        self,
        box: tuple[int, ...],
        mask: Mask,
        fill: Fill,
        opacity: float,
        within: Mask | None,
    ) -> None:
        x0, y0, x1, y1 = box
        if within is not None:
            mask = ImageChops.multiply(mask, within.crop((x0, y0, x1, y1)))
        if opacity < 1:
            mask = mask.point([round(v * opacity) for v in range(256)])
        if isinstance(fill, str):
            self.image.paste(fill, (x0, y0, x1, y1), mask)
        else:
            self.image.paste(_gradient_image(fill, (x0, y0, x1, y1)), (x0, y0), mask)


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _blurred(mask: Mask, blur: float) -> Mask:
    return mask.filter(ImageFilter.GaussianBlur(blur * SCALE)) if blur else mask


def _gradient_image(gradient: Gradient, box: tuple[int, int, int, int]) -> Image.Image:
    """Return a piece of the canvas filled; past its ends the last colours go on."""
    x0, y0, x1, y1 = box
    first, last = (x0, x1) if gradient.across else (y0, y1)
    start, end = gradient.box[::2] if gradient.across else gradient.box[1::2]
    span = max((end - start) * SCALE, 1)
    length = last - first
    strip = Image.new("RGB", (length, 1) if gradient.across else (1, length))
    shares = ((n - start * SCALE) / span for n in range(first, last))
    strip.putdata([_colour_at(gradient, share) for share in shares])
    return strip.resize((x1 - x0, y1 - y0), Image.Resampling.NEAREST)


def _colour_at(gradient: Gradient, share: float) -> tuple[int, ...]:
    stops = gradient.stops
    if share <= stops[0][0]:
        return ImageColor.getrgb(stops[0][1])
    for (a, one), (b, other) in pairwise(stops):
        if share <= b:
            return ImageColor.getrgb(mix(one, other, (share - a) / (b - a)))
    return ImageColor.getrgb(stops[-1][1])
