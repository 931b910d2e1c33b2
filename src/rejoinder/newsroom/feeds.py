"""RSS and Atom as WordPress writes them. Django's generator does the XML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 cannot hold, however it is escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """An article or a comment in a feed. URLs are absolute, `html` is sanitised."""

    title: str
    url: str
    guid: str
    published_at: datetime
    summary: str
    html: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    updated_at: datetime | None = None
    comments_url: str = ""
    comments_feed_url: str = ""
    answers_url: str = ""


@dataclass(frozen=True)
class FeedHead:
    """`since` is when there was nothing yet: the date of a feed without entries."""

    title: str
    url: str
    feed_url: str
    description: str
    language: str
    since: datetime
    entries: list[Entry] = field(default_factory=list)


class _Dated:
    """Django gives a feed without entries the time at which it is read, and so another
    text each time."""

    feed: dict[str, Any]
    items: list[dict[str, Any]]

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        since: datetime = self.feed["since"]
        return max(dates, default=since)


class _RssFeed(_Dated, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:wfw": "http://wellformedweb.org/CommentAPI/",
        }

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for author in entry.authors:
            handler.addQuickElement("dc:creator", _clean(author))
        handler.addQuickElement("content:encoded", _clean(entry.html))
        if entry.comments_feed_url:
            handler.addQuickElement("wfw:commentRss", entry.comments_feed_url)


class _AtomFeed(_Dated, Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        return {
            **super().root_attributes(),
            "xmlns:thr": "http://purl.org/syndication/thread/1.0",
        }

    def add_item_elements(
        self, handler: SimplerXMLGenerator, item: dict[str, Any]
    ) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for author in entry.authors:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", _clean(author))
            handler.endElement("author")
        handler.addQuickElement("content", _clean(entry.html), {"type": "html"})
        if entry.comments_url:
            handler.addQuickElement(
                "link",
                "",
                {
                    "rel": "replies",
                    "type": "text/html",
                    "href": entry.comments_url,
                },
            )
        if entry.answers_url:
            # https://www.rfc-editor.org/rfc/rfc4685#section-3
            handler.addQuickElement(
                "thr:in-reply-to",
                "",
                {"ref": entry.answers_url, "href": entry.answers_url},
            )


def feed_response(head: FeedHead, *, is_atom: bool) -> HttpResponse:
    """The feed, its newest entries first."""
    kind = _AtomFeed if is_atom else _RssFeed
    feed = kind(
        title=_clean(head.title),
        link=head.url,
        description=_clean(head.description),
        language=head.language,
        feed_url=head.feed_url,
        subtitle=_clean(head.description),
        feed_guid=head.feed_url,
        since=head.since,
    )
    for entry in head.entries:
        feed.add_item(
            title=_clean(entry.title),
            link=entry.url,
            description=_clean(entry.summary),
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            pubdate=entry.published_at,
            updateddate=entry.updated_at or entry.published_at,
            categories=[_clean(category) for category in entry.categories],
            comments=entry.comments_url if not is_atom else None,
            entry=entry,
        )
    content_type = "application/atom+xml" if is_atom else "application/rss+xml"
    response = HttpResponse(content_type=f"{content_type}; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
