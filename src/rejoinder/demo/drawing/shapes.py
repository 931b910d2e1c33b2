"""Outlines as lists of points: written out, rounded, turned about and moved."""

from collections.abc import Sequence
from math import cos, pi, sin

Point = tuple[float, float]


def points(written: str) -> list[Point]:
    """Return the points of a text such as "10 20, 30 45"."""
    pairs = (pair.split() for pair in written.split(","))
    return [(float(x), float(y)) for x, y in pairs]


def curve(points: Sequence[Point], *, closed: bool = False) -> list[Point]:
    """Return a smooth line through the points (Catmull-Rom)."""
    pts = list(points)
    ends = [pts[-1], *pts, pts[0], pts[1]] if closed else [pts[0], *pts, pts[-1]]
    line: list[Point] = []
    for p0, p1, p2, p3 in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(24):
            t = step / 24
            line.append(
                (
                    _between(p0[0], p1[0], p2[0], p3[0], t),
                    _between(p0[1], p1[1], p2[1], p3[1], t),
                )
            )
    return line if closed else [*line, pts[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    bend = 2 * a - 5 * b + 4 * c - d
    return 0.5 * (
        2 * b + (c - a) * t + bend * t * t + (3 * b - a - 3 * c + d) * t * t * t
    )


def arc(
    centre: Point, radius: tuple[float, float], start: float, end: float
) -> list[Point]:
    """Return points on an ellipse between two angles in degrees, 0 to the right."""
    (x, y), (rx, ry) = centre, radius
    angles = (start + (end - start) * n / 60 for n in range(61))
    return [(x + rx * cos(a * pi / 180), y + ry * sin(a * pi / 180)) for a in angles]


def toward(a: Point, b: Point, share: float) -> Point:
    """Return the point `share` of the way from a to b; b may be a vanishing point."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def mirrored(points: Sequence[Point], *, at: float) -> list[Point]:
    """Return the points reflected in the upright line x = `at`."""
    return [(2 * at - x, y) for x, y in points]
