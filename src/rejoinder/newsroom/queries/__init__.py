"""Reads of the newsroom: what is published, made ready for templates and feeds."""

from rejoinder.newsroom.queries.articles import shown_article, shown_page
from rejoinder.newsroom.queries.destinations import Moved, destination
from rejoinder.newsroom.queries.feed_guids import feed_guids
from rejoinder.newsroom.queries.fingerprints import (
    article_fingerprint,
    page_fingerprint,
)
from rejoinder.newsroom.queries.lists import (
    ArticleList,
    all_articles,
    articles_by,
    articles_of_period,
    articles_of_section,
    articles_of_tag,
    find_section,
    find_tag,
    find_writer,
    front_articles,
    published,
)
from rejoinder.newsroom.queries.resolving import (
    Found,
    resolve_address,
    resolve_query,
    resolve_upload,
    without_old_prefix,
)
from rejoinder.newsroom.queries.searching import search_page, searched_words
from rejoinder.newsroom.queries.shown import Link, ShownArticle, ShownPage, Teaser
from rejoinder.newsroom.queries.teasers import paths_of, section_tree
from rejoinder.newsroom.queries.threads import thread_of_article, thread_of_page

__all__ = [
    "ArticleList",
    "Found",
    "Link",
    "Moved",
    "ShownArticle",
    "ShownPage",
    "Teaser",
    "all_articles",
    "article_fingerprint",
    "articles_by",
    "articles_of_period",
    "articles_of_section",
    "articles_of_tag",
    "destination",
    "feed_guids",
    "find_section",
    "find_tag",
    "find_writer",
    "front_articles",
    "page_fingerprint",
    "paths_of",
    "published",
    "resolve_address",
    "resolve_query",
    "resolve_upload",
    "search_page",
    "searched_words",
    "section_tree",
    "shown_article",
    "shown_page",
    "thread_of_article",
    "thread_of_page",
    "without_old_prefix",
]
