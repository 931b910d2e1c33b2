"""Feeds of articles: of the site, a section, a tag, an author."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rejoinder.errors import NotFound
from rejoinder.newsroom import queries
from rejoinder.newsroom.addresses import quoted
from rejoinder.newsroom.feeds import Entry, FeedHead, feed_response
from rejoinder.newsroom.models import Article
from rejoinder.newsroom.queries import ArticleList, Teaser
from rejoinder.newsroom.rendering import feed_html
from rejoinder.newsroom.views.addressed import or_old_address
from rejoinder.pagestore.rendering import depends_on
from rejoinder.sites.queries import site_origin
from rejoinder.sites.tags import layout
from rejoinder.web.requests import SiteRequest


@require_safe
def site_feed(request: SiteRequest, kind: str = "") -> HttpResponse:
    return _feed(request, queries.all_articles(request.site), "", kind)


@or_old_address
@require_safe
def section_feed(request: SiteRequest, path: str, kind: str = "") -> HttpResponse:
    tree = queries.section_tree(request.site)
    section = queries.find_section(tree, path)
    articles = queries.articles_of_section(request.site, section, tree)
    return _feed(request, articles, section.name, kind)


@or_old_address
@require_safe
def tag_feed(request: SiteRequest, slug: str, kind: str = "") -> HttpResponse:
    tag = queries.find_tag(slug)
    articles = queries.articles_of_tag(request.site, tag)
    return _feed(request, articles, tag.name, kind, is_missing_when_empty=True)


@or_old_address
@require_safe
def author_feed(request: SiteRequest, slug: str, kind: str = "") -> HttpResponse:
    writer = queries.find_writer(request.site, slug)
    articles = queries.articles_by(request.site, writer)
    return _feed(request, articles, writer.name, kind, is_missing_when_empty=True)


def _feed(
    request: SiteRequest,
    articles: ArticleList,
    name: str,
    kind: str,
    *,
    is_missing_when_empty: bool = False,
) -> HttpResponse:
    site, origin = request.site, site_origin(request.site)
    depends_on(layout(site.pk))
    newest = articles.newest(site.feed_length)
    if is_missing_when_empty and not newest:
        raise NotFound(_("There is nothing at this address."))
    url = f"{origin}{quoted(articles.path)}"
    guids = queries.feed_guids(article.pk for _teaser, article in newest)
    head = FeedHead(
        title=f"{name} – {site.name}" if name else site.name,
        url=url,
        feed_url=f"{url}feed/{kind}",
        description=site.tagline,
        language=site.language,
        since=site.created_at,
        entries=[
            _entry(teaser, article, origin, guids.get(article.pk))
            for teaser, article in newest
        ],
    )
    return feed_response(head, is_atom=kind == "atom/")


def _entry(teaser: Teaser, article: Article, origin: str, guid: str | None) -> Entry:
    url = f"{origin}{teaser.url}"
    has_thread = teaser.thread is not None
    return Entry(
        title=teaser.headline,
        url=url,
        guid=guid or f"{origin}/?article={teaser.article_id}",
        published_at=teaser.published_on,
        updated_at=article.last_published_at,
        summary=teaser.summary,
        html=feed_html(
            article.body,
            origin=origin,
            language=teaser.language,
            direction=teaser.direction,
        ),
        authors=tuple(link.name for link in teaser.bylines),
        categories=(teaser.section.name,) if teaser.section else (),
        comments_url=f"{url}#comments" if has_thread else "",
        comments_feed_url=f"{url}feed/" if has_thread else "",
    )
