"""The demo newsroom as values: load_newsroom() reads every file and checks nothing
that a test does not check better. Knows neither Django nor a database.

An article is a file articles/NN-slug.md: TOML between two lines `+++`, then a body
as `blocks` describes. Its comments are in the file threads/NN-slug.toml of the same
name, if there is one. Pictures are drawn once by `draw` and kept in pictures/.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, get_args

from rejoinder.demo.blocks import DemoBlock, PictureBlock, read_blocks
from rejoinder.demo.comment import DemoComment
from rejoinder.demo.conversations import read_conversation

ArticleStatus = Literal["published", "draft", "scheduled"]


@dataclass(frozen=True, slots=True)
class DemoSection:
    slug: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class DemoWriter:
    slug: str
    name: str
    email: str
    bio: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article; `section` and `bylines` are slugs, `tags` are words to show.

    `published_days_ago` is None for a draft and negative for a scheduled article:
    -3.0 is three days from now.
    """

    slug: str
    headline: str
    standfirst: str
    language: str
    section: str
    tags: tuple[str, ...]
    bylines: tuple[str, ...]
    lead_picture: PictureBlock
    published_days_ago: float | None
    status: ArticleStatus
    blocks: tuple[DemoBlock, ...]
    comments: tuple[DemoComment, ...]


@dataclass(frozen=True, slots=True)
class DemoPage:
    """A page outside the news, such as the house rules."""

    slug: str
    title: str
    language: str
    blocks: tuple[DemoBlock, ...]


@dataclass(frozen=True, slots=True)
class DemoNewsroom:
    name: str
    tagline: str
    language: str
    sections: tuple[DemoSection, ...]
    writers: tuple[DemoWriter, ...]
    articles: tuple[DemoArticle, ...]
    pages: tuple[DemoPage, ...]


def load_newsroom() -> DemoNewsroom:
    """Return the whole demo; raise ValueError for a file that cannot be read."""
    about = tomllib.loads((_folder() / "newsroom.toml").read_text(encoding="utf-8"))
    return DemoNewsroom(
        name=about["name"],
        tagline=about["tagline"],
        language=about["language"],
        sections=tuple(DemoSection(**row) for row in about["sections"]),
        writers=tuple(DemoWriter(**row) for row in about["writers"]),
        articles=tuple(_article(file) for file in _files_in("articles")),
        pages=tuple(_page(file) for file in _files_in("pages")),
    )


def picture_bytes(file: str) -> bytes:
    """Return a picture by the name that a PictureBlock gives."""
    return (_folder() / "pictures" / file).read_bytes()


def _folder() -> Traversable:
    return files("rejoinder.demo")


def _files_in(folder: str) -> list[Traversable]:
    found = (file for file in (_folder() / folder).iterdir())
    wanted = (file for file in found if file.name.endswith(".md"))
    return sorted(wanted, key=lambda file: file.name)


def _article(file: Traversable) -> DemoArticle:
    head, blocks = _head_and_blocks(file)
    status: ArticleStatus = head["status"]
    if status not in get_args(ArticleStatus):
        raise ValueError(f"{file.name}: not a status of an article: {status!r}")
    return DemoArticle(
        slug=head["slug"],
        headline=head["headline"],
        standfirst=head["standfirst"],
        language=head["language"],
        section=head["section"],
        tags=tuple(head["tags"]),
        bylines=tuple(head["bylines"]),
        lead_picture=PictureBlock(**head["lead_picture"]),
        published_days_ago=head.get("published_days_ago"),
        status=status,
        blocks=blocks,
        comments=_comments(file.name.removesuffix(".md")),
    )


def _page(file: Traversable) -> DemoPage:
    head, blocks = _head_and_blocks(file)
    return DemoPage(head["slug"], head["title"], head["language"], blocks)


def _head_and_blocks(
    file: Traversable,
) -> tuple[dict[str, Any], tuple[DemoBlock, ...]]:
    before, *rest = file.read_text(encoding="utf-8").split("+++\n", 2)
    if before or len(rest) != 2:
        raise ValueError(f"{file.name}: must begin with TOML between lines of +++")
    try:
        return tomllib.loads(rest[0]), read_blocks(rest[1])
    except (ValueError, TypeError) as error:
        raise ValueError(f"{file.name}: {error}") from error


def _comments(stem: str) -> tuple[DemoComment, ...]:
    file = _folder() / "threads" / f"{stem}.toml"
    return read_conversation(file) if file.is_file() else ()
