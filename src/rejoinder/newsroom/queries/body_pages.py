"""The pages of a long article or plain page, at its own address, then …/2/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.blocks import BoundBlock, StreamValue

from rejoinder.errors import NotFound
from rejoinder.newsroom.rendering import body_pages
from rejoinder.web.pagination import PageLink


@dataclass(frozen=True)
class BodyPage:
    """One page of a body. `url` is its own; `links` leads to all, if there are more
    than one; both URLs beside it are empty where there is no such page."""

    blocks: Sequence[BoundBlock]
    number: int
    url: str
    links: tuple[PageLink, ...] = ()
    previous_url: str = ""
    next_url: str = ""


def body_page(body: StreamValue, url: str, number: int) -> BodyPage:
    """The page `number`, counted from 1, of what stands at `url`.

    Raises NotFound past the last page.
    """
    pages = body_pages(body)
    if not 1 <= number <= len(pages):
        raise NotFound(_("There is nothing at this address."))
    urls = [url, *(f"{url}{other}/" for other in range(2, len(pages) + 1))]
    links = [PageLink(n, each, n == number) for n, each in enumerate(urls, start=1)]
    return BodyPage(
        blocks=pages[number - 1],
        number=number,
        url=urls[number - 1],
        links=tuple(links) if len(links) > 1 else (),
        previous_url=urls[number - 2] if number > 1 else "",
        next_url=urls[number] if number < len(urls) else "",
    )


def whole_body(body: StreamValue, url: str) -> BodyPage:
    """All of it on one page, with a sign at each page break: for previews."""
    return BodyPage(blocks=body, number=1, url=url)
