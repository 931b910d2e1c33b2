"""Articles made ready for lists, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rejoinder.discussion.tags import thread, thread_count
from rejoinder.newsroom import tags
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.models import Article, ArticleByline, Section, Writer
from rejoinder.newsroom.pictures import prefetch_sizes, shown_picture
from rejoinder.newsroom.queries.shown import LeadPicture, Link, Teaser
from rejoinder.newsroom.rendering import body_excerpt
from rejoinder.newsroom.sections import SectionTree
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.languages import direction_of
from rejoinder.sites.models import Address, Site

SUMMARY_CHARACTERS = 220
#: How late a list may be with the number of comments: it shows many, and each changes
#: with every comment.
COUNT_SLACK_SECONDS = 10


def section_tree(site: Site) -> SectionTree:
    return SectionTree(list(Section.objects.filter(site=site)))


def teasers(articles: Sequence[Article], site: Site, tree: SectionTree) -> list[Teaser]:
    """Three queries for any number of articles: addresses, bylines, sizes."""
    ids = [article.pk for article in articles]
    paths = paths_of(site, ids)
    bylines = _bylines_of(ids)
    prefetch_sizes(article.lead_picture for article in articles)
    return [
        teaser(article, site, tree, paths.get(article.pk, "/"), bylines[article.pk])
        for article in articles
    ]


def teaser(
    article: Article, site: Site, tree: SectionTree, path: str, bylines: Sequence[Link]
) -> Teaser:
    language = article.language or site.language
    section = tree.by_id.get(article.section_id or 0)
    link = getattr(article, "thread_link", None)
    depends_on(tags.article(article.pk))
    return Teaser(
        article_id=article.pk,
        headline=article.title,
        url=quoted(path),
        summary=summary_of(article),
        language=language,
        direction=direction_of(language),
        is_foreign=language != site.language,
        published_on=article.published_on or article.first_published_at,
        section=section_link(section, tree),
        bylines=tuple(bylines),
        lead=lead_of(article),
        thread=link.thread if link else None,
    )


def summary_of(article: Article) -> str:
    """The standfirst, or the description for search engines, or how it begins."""
    return (
        article.standfirst
        or article.search_description
        or body_excerpt(article.body, SUMMARY_CHARACTERS)
    )


def section_link(section: Section | None, tree: SectionTree) -> Link | None:
    return Link(section.name, quoted(tree.path(section))) if section else None


def lead_of(article: Article) -> LeadPicture | None:
    picture = article.lead_picture
    if picture is None:
        return None
    return LeadPicture(
        picture=shown_picture(picture),
        alt=article.lead_alt or picture.default_alt_text,
        caption=article.lead_caption or picture.caption,
        credit=picture.credit,
        licence=picture.licence,
    )


def paths_of(site: Site, article_ids: Sequence[int]) -> dict[int, str]:
    """Current paths by article; one query."""
    rows = Address.objects.filter(
        site=site,
        kind=Article.address_kind,
        object_id__in=article_ids,
        is_current=True,
    )
    return dict(rows.values_list("object_id", "path"))


def _bylines_of(article_ids: Sequence[int]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    rows = ArticleByline.objects.filter(article_id__in=article_ids)
    for row in rows.select_related("writer").order_by("sort_order", "pk"):
        found[row.article_id].append(byline_link(row.writer))
    return found


def byline_link(writer: Writer) -> Link:
    depends_on(tags.writer(writer.pk))
    return Link(writer.name, quoted(f"/author/{writer.slug}/"))


def with_comment_counts(teasers: Sequence[Teaser]) -> list[Teaser]:
    """For the one list that shows them; elsewhere each comment would change pages of
    the site, of a section, of tags, of writers and of dates."""
    return [_with_comment_count(each) for each in teasers]


def _with_comment_count(teaser: Teaser) -> Teaser:
    if teaser.thread is None:
        return teaser
    its_tags = thread(teaser.thread.pk), thread_count(teaser.thread.pk)
    depends_on(*its_tags, slack_seconds=COUNT_SLACK_SECONDS)
    return replace(teaser, comment_count=teaser.thread.published_count)
