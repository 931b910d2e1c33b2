"""Stand-in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from rejoinder import text
from rejoinder.moving.wordpress.parts import *


@dataclass(frozen=True)
class ConvertedBody:
    parts: tuple
    removed: Counter = field(default_factory=Counter)
    shortcodes: Counter = field(default_factory=Counter)
    missing_pictures: int = 0


def convert_body(content, around):
    return ConvertedBody(
        (Html(text.sanitise_article_html(content)),) if content else ()
    )
