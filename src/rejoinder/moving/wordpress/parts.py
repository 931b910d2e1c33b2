"""Stand-in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Html:
    html: str


@dataclass(frozen=True)
class Picture:
    key: str
    alt: str = ""
    caption: str = ""
    link_url: str = ""


@dataclass(frozen=True)
class FileLink:
    key: str
    title: str = ""


@dataclass(frozen=True)
class Card:
    url: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Code:
    source: str
    language: str = ""


@dataclass(frozen=True)
class PageBreak:
    pass


Part = Html | Picture | FileLink | Card | Code | PageBreak


@dataclass(frozen=True)
class Words:
    title: str
    caption: str
    alt: str
    url: str
