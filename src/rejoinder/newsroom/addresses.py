"""What an address looks like. Pure: no database.

The pattern is WordPress's, so that a site that comes from it keeps its addresses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from django.utils.translation import gettext as _

from rejoinder.errors import Malformed
from rejoinder.sites.rules import RESERVED_FIRST_PARTS
from rejoinder.text import slugify

MAX_PART_BYTES = 200
MAX_PATH_CHARACTERS = 2000
MAX_PATH_BYTES = 2000

# Below an article these lead to its comments, and four digits to a year's articles.
_RESERVED_LAST_PART = re.compile(r"(?:feed|comment|page|embed|comment-page-\d+)")
_DATE_PATH = re.compile(r"/\d{4}/(?:\d{2}/){0,2}")
# Of those that the site needs, what asks for rows when it finds nothing itself.
_ASKED_FOR_ROWS = {"author", "category", "tag", "wp-content"}
_OLD_QUERY = re.compile(
    r"/\?(?:p|page_id|attachment_id|cat|author)=[1-9]\d{0,17}", re.ASCII
)
_TAG = re.compile(r"%([a-z_]+)%")


@dataclass(frozen=True)
class AddressFacts:
    """What the tags of a pattern stand for. `local_time` is in the site's zone.

    `section_path` is the section with those it is a part of, "news/city"; both it and
    `author` may be empty.
    """

    local_time: datetime
    article_id: int
    part: str
    section_path: str
    author: str


def expand_pattern(pattern: str, facts: AddressFacts) -> str:
    """The path of an article, with slashes at both ends.

    Unknown tags vanish. A pattern that would give every article the same path gets
    the article's number at its end.
    """
    values = {
        "year": f"{facts.local_time:%Y}",
        "monthnum": f"{facts.local_time:%m}",
        "day": f"{facts.local_time:%d}",
        "hour": f"{facts.local_time:%H}",
        "minute": f"{facts.local_time:%M}",
        "second": f"{facts.local_time:%S}",
        "post_id": str(facts.article_id),
        "postname": facts.part,
        "category": facts.section_path or "uncategorized",
        "author": facts.author or "newsroom",
    }
    if not {"postname", "post_id"} & set(_TAG.findall(pattern)):
        pattern = f"{pattern}/%post_id%"
    path = _TAG.sub(lambda tag: values.get(tag[1], ""), pattern)
    return "/" + "".join(f"{part}/" for part in path.split("/") if part)


def part_from(text: str, fallback: str) -> str:
    """An address part from a headline; the fallback where no letter is left."""
    return slugify(text, max_bytes=MAX_PART_BYTES) or fallback


def numbered(part: str) -> Iterator[str]:
    """The part itself, then part-2, part-3 and so on, each within the limit."""
    yield part
    number = 2
    while True:
        ending = f"-{number}"
        yield slugify(part, max_bytes=MAX_PART_BYTES - len(ending)) + ending
        number += 1


def is_reserved(path: str) -> bool:
    """Whether the site itself needs this path."""
    parts = path.strip("/").split("/")
    return (
        parts[0] in RESERVED_FIRST_PARTS
        or bool(_RESERVED_LAST_PART.fullmatch(parts[-1]))
        or bool(_DATE_PATH.fullmatch(path))
    )


def may_have_been(path: str) -> bool:
    """Whether an address brought along from another system can be answered here.

    Lists are asked for rows when they find nothing, so theirs may; what the program
    itself needs never gets to them.
    """
    if _OLD_QUERY.fullmatch(path):
        return True
    parts = path.strip("/").split("/")
    return (
        path.startswith("/")
        and not {"\0", "?"} & set(path)
        and bool(parts[0])
        and (parts[0] not in RESERVED_FIRST_PARTS or parts[0] in _ASKED_FOR_ROWS)
        and not (path.endswith("/") and _RESERVED_LAST_PART.fullmatch(parts[-1]))
        and not _DATE_PATH.fullmatch(path)
    )


def with_part(path: str, old: str, new: str) -> str | None:
    """The path with its last part `old` replaced; None if it holds no such part."""
    parts = path.strip("/").split("/")
    if not old or old not in parts:
        return None
    last = len(parts) - 1 - parts[::-1].index(old)
    parts[last] = new
    return f"/{'/'.join(parts)}/"


def exact_path(raw: str) -> str:
    """A path from elsewhere as an Address keeps it: percent-decoded, NFC, with slashes
    at both ends. "" where none can be made: the front page, signs that no request can
    hold, more than 2,000 bytes."""
    path = f"/{_decoded(raw).strip('/')}/"
    parts = path[1:-1].split("/")
    # PostgreSQL's index takes no longer row than 2,704 bytes.
    is_usable = all(map(_is_part, parts)) and len(path.encode()) <= MAX_PATH_BYTES
    return path if is_usable else ""


def exact_part(raw: str) -> str:
    """An address part from elsewhere, kept as it is if it can stand in an address;
    else what a slug of it leaves, which may be nothing."""
    part = _decoded(raw)
    fits = len(part.encode(errors="replace")) <= MAX_PART_BYTES and "/" not in part
    return part if fits and _is_part(part) else part_from(part, "")


def _decoded(raw: str) -> str:
    return unicodedata.normalize("NFC", unquote(raw))


def _is_part(part: str) -> bool:
    return part not in {"", ".", ".."} and not any(
        # What a browser or a server on the way may refuse or change.
        unicodedata.category(sign) in {"Cc", "Cs"} or sign == "\ufffd"
        for sign in part
    )


def usable_link(typed: str) -> str:
    """An address that a menu may lead to: a path of ours, http or https; '' is none.

    Raises Malformed for anything else: `javascript:`, `//host`, control characters.
    """
    link = typed.strip()
    if not link or _leads_somewhere(link):
        return link
    raise Malformed(
        _("This leads nowhere: give a path such as /about/, or https://…"),
        code="unusable-link",
        field="url",
    )


def _leads_somewhere(link: str) -> bool:
    # Browsers drop control characters before they look where a link leads.
    if any(unicodedata.category(c) == "Cc" for c in link):
        return False
    if link.startswith("/"):
        # To them \ is / too, and two of those begin the name of another host.
        return link[1:2] not in {"/", "\\"}
    try:
        parts = urlsplit(link)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def quoted(path: str) -> str:
    """A stored path as it stands in links and headers: percent-encoded UTF-8."""
    return quote(path, safe="/:@!$&'()*+,;=~-._")
