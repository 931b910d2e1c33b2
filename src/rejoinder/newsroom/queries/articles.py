"""One article or page made ready for its template; saved, or being previewed."""

from __future__ import annotations

from datetime import datetime

from wagtail.query import PageQuerySet

from rejoinder.newsroom import tags
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, PlainPage, Tag, Writer
from rejoinder.newsroom.pictures import prefetch_sizes
from rejoinder.newsroom.queries.body_pages import (
    BodyPage,
    body_page,
    whole_body,
)
from rejoinder.newsroom.queries.shown import Link, ShownArticle, ShownPage
from rejoinder.newsroom.queries.teasers import (
    SUMMARY_CHARACTERS,
    byline_link,
    section_link,
    section_tree,
    summary_of,
    teaser,
)
from rejoinder.newsroom.rendering import body_excerpt
from rejoinder.newsroom.sections import SectionTree
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.languages import direction_of
from rejoinder.sites.models import Address, Site


def shown_article(
    article: Article,
    site: Site,
    path: str,
    now: datetime,
    body_number: int | None = None,
) -> ShownArticle:
    """`now` stands in for the time of a draft that is being previewed.

    `body_number` is the page of its body, counted from 1; None: all of it on one.
    Raises NotFound past the last page.
    """
    if article.published_on is None:
        article.published_on = article.go_live_at or now
    prefetch_sizes([article.lead_picture])
    tree = section_tree(site)
    first, last = article.first_published_at, article.last_published_at
    return ShownArticle(
        teaser=teaser(article, site, tree, path, _bylines(article)),
        standfirst=article.standfirst,
        body=_body(article, path, body_number),
        further_sections=_further_sections(article, tree),
        tags=_tags(article),
        updated_on=last if first and last and last > first else None,
        search_description=article.search_description or summary_of(article),
    )


def _bylines(article: Article) -> list[Link]:
    # Through the article, since in a preview they are not in the database.
    ids = [byline.writer_id for byline in article.bylines.all()]
    writers = Writer.objects.in_bulk(ids)
    present = [writers[pk] for pk in ids if pk in writers]
    return [byline_link(writer) for writer in present]


def _further_sections(article: Article, tree: SectionTree) -> tuple[Link, ...]:
    """In the order of menus. The main one, should it be among them, is named above."""
    rows = article.further_sections.all()
    ids = {row.section_id for row in rows} - {article.section_id}
    links = (section_link(each, tree) for each in tree.sections if each.pk in ids)
    return tuple(filter(None, links))


def _tags(article: Article) -> tuple[Link, ...]:
    ids = [item.tag_id for item in article.tagged_items.all()]
    depends_on(*(tags.tag(pk) for pk in ids))
    named = Tag.objects.filter(pk__in=ids).order_by("name")
    return tuple(Link(tag.name, quoted(f"/tag/{tag.slug}/")) for tag in named)


def shown_page(
    page: PlainPage, site: Site, path: str, body_number: int | None = None
) -> ShownPage:
    """`body_number` as with shown_article."""
    language = page.language or site.language
    depends_on(tags.plain_page(page.pk), tags.page_tree(site.pk))
    return ShownPage(
        title=page.title,
        url=quoted(path),
        body=_body(page, path, body_number),
        language=language,
        direction=direction_of(language),
        is_foreign=language != site.language,
        description=page.search_description
        or body_excerpt(page.body, SUMMARY_CHARACTERS),
        above=_above(page, site),
        below=_links(site, PlainPage.objects.child_of(page).live().order_by("path")),
    )


def _above(page: PlainPage, site: Site) -> Link | None:
    pages = PlainPage.objects.ancestor_of(page).live().order_by("-depth")[:1]
    return next(iter(_links(site, pages)), None)


def _links(site: Site, pages: PageQuerySet) -> tuple[Link, ...]:
    titles = {page.pk: page.title for page in pages.defer_streamfields()}
    if not titles:
        return ()
    rows = Address.objects.filter(
        site=site,
        kind=PlainPage.address_kind,
        object_id__in=titles,
        is_current=True,
    )
    paths = dict(rows.values_list("object_id", "path"))
    return tuple(
        Link(title, quoted(paths[pk])) for pk, title in titles.items() if pk in paths
    )


def _body(page: Article | PlainPage, path: str, number: int | None) -> BodyPage:
    if number is None:
        return whole_body(page.body, quoted(path))
    return body_page(page.body, quoted(path), number)
