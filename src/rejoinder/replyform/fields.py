"""What a reply form carries, read leniently and given back whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from rejoinder.errors import Malformed
from rejoinder.text import normalise_source
from rejoinder.web.requests import SiteRequest

# WordPress's names where it has one, so that browsers fill them in as there.
TRAP_FIELD = "subject_line"
REMEMBER_FIELD = "wp-comment-cookies-consent"

_NOT_TEXTS = "A JSON object of texts is expected."


@dataclass(frozen=True)
class Fields:
    """Exactly as sent, but for line ends and what no text may hold (NUL)."""

    comment: str = ""
    author: str = ""
    email: str = ""
    url: str = ""
    parent: str = ""
    remember: bool = False
    trap: str = ""
    made_token: str = ""
    confirmation: str = ""
    wants_preview: bool = False

    @property
    def parent_number(self) -> int | None:
        """The comment answered; None for a new conversation ('', '0', no number).

        Cut to 18 digits: a longer one names no comment, and would not fit its column.
        """
        text = self.parent.strip()
        if not (text.isascii() and text.isdigit()):
            return None
        return int(text[:18]) or None


def read_fields(request: SiteRequest) -> Fields:
    """From a form or, for programs, a JSON object with the same names.

    Raises Malformed for JSON that is not an object of texts.
    """
    sent: Mapping[str, str] = (
        _json_fields(request)
        if request.content_type == "application/json"
        else request.POST
    )

    def text(name: str) -> str:
        return normalise_source(sent.get(name) or "")

    return Fields(
        comment=text("comment"),
        author=text("author"),
        email=text("email"),
        url=text("url"),
        parent=text("comment_parent"),
        remember=bool(sent.get(REMEMBER_FIELD)),
        trap=text(TRAP_FIELD),
        made_token=text("made"),
        confirmation=text("confirmation"),
        wants_preview="preview" in sent,
    )


def _json_fields(request: SiteRequest) -> dict[str, str]:
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Malformed(_NOT_TEXTS, code="not-json") from error
    if not isinstance(sent, dict):
        raise Malformed(_NOT_TEXTS, code="not-json")
    return {str(name): _json_text(name, value) for name, value in sent.items()}


def _json_text(name: str, value: object) -> str:
    """A text as it is; a number or true as a form would send it; '' for nothing."""
    if isinstance(value, str):
        return value
    if value is None or value is False:
        return ""
    if isinstance(value, int):
        return str(value)
    raise Malformed(_NOT_TEXTS, code="not-json", field=name[:100])
