"""Rows of the newsroom, one subject a module."""

from rejoinder.newsroom.models.articles import (
    Article,
    ArticleByline,
    ArticleSection,
    ArticleTag,
)
from rejoinder.newsroom.models.files import File, Picture, PictureRendition
from rejoinder.newsroom.models.links import (
    ArticleThread,
    BinnedArticle,
    FeedGuid,
    PageThread,
)
from rejoinder.newsroom.models.menus import Menu, MenuItem
from rejoinder.newsroom.models.pages import ArticleIndex, FrontPage, PlainPage
from rejoinder.newsroom.models.taxonomy import Section, Tag, Writer

__all__ = [
    "Article",
    "ArticleByline",
    "ArticleIndex",
    "ArticleSection",
    "ArticleTag",
    "ArticleThread",
    "BinnedArticle",
    "FeedGuid",
    "File",
    "FrontPage",
    "Menu",
    "MenuItem",
    "PageThread",
    "Picture",
    "PictureRendition",
    "PlainPage",
    "Section",
    "Tag",
    "Writer",
]
