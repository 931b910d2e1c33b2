"""Tags and filters of the newsroom's templates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString
from wagtail.blocks import BoundBlock
from wagtail.rich_text import RichText

from rejoinder.newsroom import rendering
from rejoinder.newsroom.models import Picture
from rejoinder.newsroom.pictures import ShownPicture, shown_picture

register = template.Library()

_LANGUAGE = re.compile(r"[\w+#.-]{1,40}")


@register.filter
def rich_text(value: RichText) -> SafeString:
    return rendering.rich_text_html(value)


@register.filter
def prose(source: str, kind: str) -> SafeString:
    """Sanitised HTML of Markdown or HTML: `kind` is "markdown" or "html"."""
    return rendering.prose_html(kind, source)


@register.filter
def body(blocks: Iterable[BoundBlock]) -> SafeString:
    return rendering.body_html(blocks)


@register.filter
def sizes_of(picture: Picture) -> ShownPicture:
    return shown_picture(picture)


@register.filter
def alt_of(picture: Picture) -> str:
    """What the place says, or the picture itself; nothing for a decoration."""
    if picture.decorative:
        return ""
    return picture.contextual_alt_text or picture.default_alt_text


@register.filter
def web_address(url: str) -> str:
    """The address if it is http or https, else nothing: `javascript:` is not a link.

    Wagtail's form checks it, but not every road into a body is a form.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


@register.filter
def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""


@register.filter
def language_class(language: str) -> str:
    """The class that says which language a block of code is in."""
    return f"language-{language}" if _LANGUAGE.fullmatch(language or "") else ""
