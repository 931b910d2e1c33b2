"""What a post asks for as an article: sections, tags, writers, its old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote

from rejoinder.moving.actions.items import Taken
from rejoinder.moving.actions.people import KIND as WRITER
from rejoinder.moving.actions.people import writer_key, writer_of
from rejoinder.moving.actions.taxonomy import SECTION, TAG, section_of, tag_of, term_key
from rejoinder.moving.wordpress.dates import UNKNOWN
from rejoinder.moving.wxr import Item, TermRef
from rejoinder.newsroom.actions import ArticleAsItWas, OldAddress
from rejoinder.newsroom.models import Section, Tag, Writer

KIND = "article"
UNSORTED = "uncategorized"


def bring_along(article: Taken) -> None:
    """Make, or in a dry run plan, what an article names and the file does not list."""
    _section_ids(article)
    _tag_ids(article)
    _writer_ids(article)


def article_values(article: Taken) -> ArticleAsItWas:
    run, item = article.run, article.item
    sections = run.sections(_section_ids(article))
    main = _main_section(article, sections)
    is_open = None if run.site.comments_open else True
    lead = article.lead_picture()
    return ArticleAsItWas(
        headline=article.headline,
        body=article.blocks(),
        standfirst=article.standfirst,
        section=main,
        further_sections=[s for s in sections if s != main],
        tags=_tags(article),
        bylines=_bylines(article),
        language=article.language,
        lead_picture=lead,
        lead_alt="",
        lead_caption="",
        address_part=unquote(item.name),
        path=article.path,
        comments_open=article.comments_open(otherwise=is_open),
        is_pinned=item.is_sticky,
        published_on=article.published_on or _if_published(article),
        updated_at=article.updated_at,
        owner=None,
    )


def _if_published(article: Taken) -> datetime | None:
    """What is public has a time, even where the file tells none."""
    return UNKNOWN if article.state == "published" else None


def _section_ids(article: Taken) -> list[int]:
    refs = _refs(article.item, "category")
    return [section_of(article.run, article.channel, ref) for ref in refs]


def _refs(item: Item, taxonomy: str) -> list[TermRef]:
    return [ref for ref in item.terms if ref.taxonomy == taxonomy]


def _main_section(article: Taken, sections: list[Section]) -> Section | None:
    """The one that an SEO plug-in was told is the main one, else the first that says
    something."""
    primary = dict(article.item.meta).get("_yoast_wpseo_primary_category", "")
    slug = article.run.category_slugs(article.channel).get(primary, "")
    main_id = article.run.book(article.channel, SECTION).id_of(term_key(slug, ""))
    for section in sections:
        if section.pk == main_id:
            return section
    named = [section for section in sections if section.slug != UNSORTED]
    return next(iter(named or sections), None)


def _tag_ids(article: Taken) -> list[int]:
    refs = _refs(article.item, "post_tag")
    return [tag_of(article.run, article.channel, ref) for ref in refs]


def lists_of(item: Item) -> Iterator[tuple[str, str]]:
    """Kind and key of the sections, tags and writers that an item brings along."""
    for taxonomy, kind in (("category", SECTION), ("post_tag", TAG)):
        for ref in _refs(item, taxonomy):
            yield kind, term_key(ref.slug, ref.name)
    for login in _logins(item):
        yield WRITER, writer_key(login)


def _tags(article: Taken) -> list[Tag]:
    ids = _tag_ids(article)
    found = Tag.objects.in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def _writer_ids(article: Taken) -> list[int | None]:
    """Several where the plug-in for it was in use, which sorts posts under authors."""
    logins = _logins(article.item)
    return [writer_of(article.run, article.channel, login) for login in logins]


def _logins(item: Item) -> list[str]:
    several = [ref.slug.removeprefix("cap-") for ref in _refs(item, "author")]
    return several or [item.creator]


def _bylines(article: Taken) -> list[Writer]:
    ids = _writer_ids(article)
    found = Writer.objects.in_bulk([pk for pk in ids if pk])
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def old_addresses(article: Taken, article_id: int) -> list[OldAddress]:
    item = article.item
    # Without the folder that the old site lay in, if any: it is taken off requests.
    paths = [f"/?p={item.id}"] if item.id else []
    if article.path and item.name:
        # WordPress keeps what a post was called before, and leads on from there.
        last = article.path.strip("/").rpartition("/")[2]
        for name, value in item.meta:
            if name == "_wp_old_slug" and last == unquote(item.name):
                base = article.path.removesuffix(f"{last}/")
                paths.append(f"{base}{unquote(value)}/")
    return [OldAddress(path, KIND, article_id) for path in paths]
