"""What of the newsroom can change, as tags of the change log.

A thing is one tag, whatever shows it: pages and lists say that they show it. A list
has a tag of its own for what is in it and in which order. Sections have none: their
names and order are in the menus of all pages, so they are `sites.tags.layout`.
"""

from __future__ import annotations

from datetime import date


def article(article_id: int) -> str:
    """What its own page and its teasers say, and where they lead."""
    return f"article:{article_id}"


def plain_page(page_id: int) -> str:
    return f"page:{page_id}"


def page_tree(site_id: int) -> str:
    """Titles, addresses and order of plain pages, which others show around them."""
    return f"site:{site_id}:pages"


def address(page_id: int) -> str:
    """Where an article or plain page stands: links in texts lead there. The two are
    numbered together."""
    return f"address:{page_id}"


def tag(tag_id: int) -> str:
    """Its name."""
    return f"tag:{tag_id}"


def writer(writer_id: int) -> str:
    """Name, address, words about them, picture."""
    return f"writer:{writer_id}"


def picture(picture_id: int) -> str:
    """Its sizes and its own words."""
    return f"picture:{picture_id}"


def file(file_id: int) -> str:
    """Where it is downloaded."""
    return f"file:{file_id}"


def lists(site_id: int) -> str:
    """All lists of articles, where many articles change at once."""
    return f"site:{site_id}:lists"


def front(site_id: int) -> str:
    """All articles of the site as a list, the pinned ones first."""
    return f"site:{site_id}:front"


def in_section(section_id: int) -> str:
    """The list of articles in a section or its parts."""
    return f"list:section:{section_id}"


def with_tag(tag_id: int) -> str:
    """The list of articles that have a tag."""
    return f"list:tag:{tag_id}"


def by_writer(writer_id: int) -> str:
    """The list of articles that somebody signed."""
    return f"list:writer:{writer_id}"


def in_period(site_id: int, year: int, month: int = 0, day: int = 0) -> str:
    """The list of articles of a year, month or day (0: not given)."""
    return f"site:{site_id}:{year:04}-{month:02}-{day:02}"


def periods(site_id: int, on: date) -> tuple[str, str, str]:
    """The lists of the year, the month and the day that an article is of."""
    return (
        in_period(site_id, on.year),
        in_period(site_id, on.year, on.month),
        in_period(site_id, on.year, on.month, on.day),
    )


def sitemap(site_id: int) -> str:
    """All addresses of the site, and when each was changed."""
    return f"site:{site_id}:sitemap"
