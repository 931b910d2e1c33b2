"""What the text of a post is made into, and what it asks about the site around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Html:
    """Prose, sanitised for an article."""

    html: str


@dataclass(frozen=True)
class Picture:
    """A picture that is at hand. Words are plain text; `link_url` may be empty."""

    key: str
    alt: str
    caption: str
    link_url: str


@dataclass(frozen=True)
class FileLink:
    """A document, sound or film that is at hand."""

    key: str
    title: str


@dataclass(frozen=True)
class Card:
    """A link to something that was embedded; `url` is absolute, http or https."""

    url: str
    title: str
    description: str


@dataclass(frozen=True)
class Code:
    source: str
    language: str


@dataclass(frozen=True)
class PageBreak:
    """Here the next page of the same post begins (`/slug/2/`)."""


Part = Html | Picture | FileLink | Card | Code | PageBreak


@dataclass(frozen=True)
class ConvertedBody:
    """A post's text in parts, and what its author would miss in them.

    `removed` counts tags that were taken out, `shortcodes` those that stay visible by
    name, and dynamic blocks, which go without a trace, as "wp:name".
    """

    parts: tuple[Part, ...]
    removed: Mapping[str, int]
    shortcodes: Mapping[str, int]
    missing_pictures: int


@dataclass(frozen=True)
class Words:
    """What an attachment is called, at hand or not. Plain text, and its address."""

    title: str
    caption: str
    alt: str
    url: str


class Surroundings(Protocol):
    """The site that a text stands in."""

    def link(self, url: str) -> str:
        """Where an address leads now: a path of ours, or the address as it was."""

    def picture(self, url: str, attachment_id: int | None) -> str | None:
        """The key of the picture of which this is a size, if its file is at hand."""

    def file(self, url: str, attachment_id: int | None) -> str | None:
        """The key of a document, sound or film, if it is at hand."""

    def inline_address(self, key: str) -> str:
        """A path of ours that shows the picture within running text."""

    def words(self, attachment_id: int) -> Words | None:
        """The words of an attachment, at hand or not; None if there is none."""

    def attached_pictures(self) -> Sequence[int]:
        """The numbers of the post's own pictures, in their order."""
