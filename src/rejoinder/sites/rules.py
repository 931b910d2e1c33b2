"""What the values of a site's settings must be like. Pure: no database."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from rejoinder.errors import Malformed
from rejoinder.sites.origins import parse_origin

ADDRESS_TAGS = frozenset(
    {"year", "monthnum", "day", "hour", "minute", "second"}
    | {"post_id", "postname", "category", "author"}
)
#: First parts of a path that lead to something else on every site.
RESERVED_FIRST_PARTS = frozenset(
    {"account", "admin", "author", "category", "comments", "discussion", "documents"}
    | {"embed", "feed", "media", "moderation", "page", "robots.txt", "sitemap.xml"}
    | {"static", "tag", "wp-admin", "wp-content", "wp-includes", "wp-json"}
)
_TAG = re.compile(r"%([^%/]*)%")
# Of the form of BCP 47: it stands in headers, where nothing else may.
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)


def clean_public_url(text: str) -> str:
    """Scheme and host only: the site lives at the root of its host."""
    try:
        return parse_origin(text.strip())
    except ValueError as error:
        raise Malformed(
            _("The public address must be like https://example.org, without a path.")
        ) from error


def clean_time_zone(text: str) -> str:
    if text not in zoneinfo.available_timezones():
        raise Malformed(_("There is no time zone of this name, such as Europe/Berlin."))
    return text


def clean_language(text: str) -> str:
    try:
        if not _LANGUAGE.fullmatch(text):
            raise KeyError(text)
        get_language_info(text)
    except KeyError as error:
        raise Malformed(
            _("There is no language of this code, such as en, de or pt-br.")
        ) from error
    return text


def clean_address_pattern(text: str) -> str:
    """A path made of known tags that tells every article from every other."""
    tags = set(_TAG.findall(text))
    if not (text.startswith("/") and text.endswith("/")) or "//" in text:
        raise Malformed(_("The address pattern must begin and end with a slash."))
    if tags - ADDRESS_TAGS or "%" in _TAG.sub("", text):
        raise Malformed(_("The address pattern has a tag that is not known."))
    if not tags & {"postname", "post_id"}:
        raise Malformed(_("The address pattern needs %postname% or %post_id%."))
    first = text.split("/")[1]
    if first in RESERVED_FIRST_PARTS:
        sentence = _("Addresses cannot begin with “/%(part)s/”: the site uses that.")
        raise Malformed(sentence % {"part": first})
    return text


#: By name of the column; what the column itself checks is not repeated here.
CLEANERS: dict[str, Callable[[str], str]] = {
    "public_url": clean_public_url,
    "time_zone": clean_time_zone,
    "language": clean_language,
    "address_pattern": clean_address_pattern,
}
