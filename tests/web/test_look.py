"""What the style sheets promise: readable colours, both directions of text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rejoinder.web

SHEETS = Path(rejoinder.web.__file__).parent / "static/web/css"
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, level AA
EDGE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what shows where a field is

# (words, what they stand on)
TEXT_PAIRS = [
    *[
        (words, ground)
        for words in ("ink", "muted", "blue", "red")
        for ground in ("paper", "raised", "sunk")
    ],
    ("visited", "paper"),
    ("on-colour", "blue"),
    ("on-colour", "red"),
    ("ink", "red-tint"),
    ("ink", "blue-tint"),
    ("muted", "blue-tint"),
    ("blue", "blue-tint"),
    ("ink", "amber-tint"),
    ("blue", "amber-tint"),
    ("ink", "green-tint"),
    ("amber", "raised"),
    ("green", "raised"),
]


def colours(scheme: str) -> dict[str, str]:
    light, _dark_query, dark = (
        (SHEETS / "tokens.css").read_text().partition("@media (prefers-color-scheme")
    )
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), TEXT_PAIRS)
def test_words_can_be_read(scheme: str, words: str, ground: str) -> None:
    known = colours(scheme)
    assert contrast(known[words], known[ground]) >= TEXT_CONTRAST


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised"])
def test_fields_can_be_seen(scheme: str, ground: str) -> None:
    known = colours(scheme)
    assert contrast(known["edge"], known[ground]) >= EDGE_CONTRAST


@pytest.mark.parametrize("path", sorted(SHEETS.rglob("*.css")), ids=lambda p: p.name)
def test_rules_serve_both_directions_of_text(path: Path) -> None:
    physical = re.compile(
        r"^\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)\b"
        r"|(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:"
        r"|(?:margin|padding): \S+ \S+ \S+ \S+;"  # names a left and a right side
        r"|float: (?:left|right)|text-align: right)",
        re.MULTILINE,
    )
    assert physical.findall(path.read_text()) == []


@pytest.mark.parametrize("path", sorted(SHEETS.rglob("*.css")), ids=lambda p: p.name)
def test_nothing_is_asked_of_other_sites(path: Path) -> None:
    assert not re.search(r"https?:|//[\w.]+/", path.read_text())


def test_every_depth_of_a_thread_has_its_place() -> None:
    sheet = (SHEETS / "components/comment.css").read_text()
    steps = []
    for depth in range(10):
        rule = re.search(rf"\.comment--depth-{depth} {{([^}}]*)}}", sheet)
        assert rule is not None
        steps.append(sum(map(int, re.findall(r"-steps: (\d)", rule[1]))))
    assert steps == list(range(10))
