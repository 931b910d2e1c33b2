"""Reads of the newsroom: what is published, made ready for templates and feeds."""

from rejoinder.newsroom.queries.articles import shown_article, shown_page
from rejoinder.newsroom.queries.destinations import Moved, destination
from rejoinder.newsroom.queries.feed_guids import feed_guids
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

__all__ = [
    "ArticleList",
    "Found",
    "Link",
    "Moved",
    "ShownArticle",
    "ShownPage",
    "Teaser",
    "all_articles",
    "articles_by",
    "articles_of_period",
    "articles_of_section",
    "articles_of_tag",
    "destination",
    "feed_guids",
    "find_section",
    "find_tag",
    "find_writer",
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
    "without_old_prefix",
]
