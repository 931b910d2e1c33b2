"""Links of a post, to the site around it and to places in itself."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from rejoinder.moving.wordpress.parts import Surroundings
from rejoinder.text import ID_PREFIX

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*+:", re.IGNORECASE)
_KNOWN_SCHEME = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_SPACE = re.compile(r"[\x00-\x20]")
_NOT_IN_NAME = re.compile(r"[^\w.:-]+")
_MAX_NAME_CHARS = 100


def name_of_place(raw_id: str) -> str:
    """An id as a text of ours may have it; "" if nothing of it is left."""
    name = _NOT_IN_NAME.sub("-", raw_id.strip())[:_MAX_NAME_CHARS].strip("-")
    return f"{ID_PREFIX}{name}" if name else ""


@dataclass(frozen=True)
class Links:
    around: Surroundings
    # The places that this post names.
    places: Set[str]

    def target(self, href: str) -> str:
        """Where a link leads now; "" if it may lead nowhere (javascript: and such)."""
        href = _CONTROLS.sub("", href).strip()
        if not href or not _is_harmless(href):
            return ""
        if href.startswith("#"):
            return f"#{name_of_place(href[1:])}" if href[1:] in self.places else href
        if href.startswith("//"):
            href = f"https:{href}"
        target = self.around.link(href)
        return target if _is_harmless(target) else ""


def _is_harmless(url: str) -> bool:
    # Space within a scheme makes it none today; a program that drops it may come.
    url = _SPACE.sub("", url)
    return _KNOWN_SCHEME.match(url) is not None or not _SCHEME.match(url)
