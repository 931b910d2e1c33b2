"""Walks through a whole site as a reader would: from the front page, by links only."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.test import Client

MOST_PAGES = 3_000
REDIRECTS = {301, 302, 303, 307, 308}
#: Where readers' links lead on, but no other page of the publication stands.
NOT_WALKED = re.compile(r"/(?:account|admin|moderation|media|static|documents)/|/feed/")


@dataclass
class Walk:
    """What was seen: addresses that answered, those that did not, and comments by the
    path of what they are about."""

    seen: set[str] = field(default_factory=set)
    broken: dict[str, str] = field(default_factory=dict)
    comments: set[tuple[str, int]] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.comments: list[int] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag in {"img", "script", "iframe", "source", "video", "audio", "embed"}:
            self.loaded += [found[name] for name in ("src", "srcset") if name in found]
        if tag == "li" and found.get("id", "").startswith("comment-"):
            number = found["id"].removeprefix("comment-")
            if number.isdecimal():
                self.comments.append(int(number))


def walk(client: Client) -> Walk:
    """From the front page, until nothing new is found."""
    found = Walk()
    waiting = deque([("/", "")])
    while waiting and len(found.seen) < MOST_PAGES:
        path, by = waiting.popleft()
        if path in found.seen:
            continue
        found.seen.add(path)
        answer = client.get(path)
        if answer.status_code in REDIRECTS:
            # Every comment's address leads to its page, which need be read only once.
            target = urlsplit(urljoin(path, answer.headers["Location"]))
            waiting.append((_address(target), path))
            continue
        if answer.status_code != 200:
            found.broken[path] = by
            continue
        if "html" not in answer.headers["Content-Type"]:
            continue
        reader = _Reader()
        reader.feed(answer.content.decode())
        subject = unquote(
            re.sub(r"comment-page-\d+/.*|\d+/\Z", "", urlsplit(path).path)
        )
        found.comments |= {(subject, number) for number in reader.comments}
        found.foreign |= {url for url in reader.loaded if _is_foreign(url)}
        for link in reader.links:
            target = urlsplit(urljoin(path, link))
            if target.netloc in {"", "testserver"} and target.scheme in {"", "http"}:
                is_walked = not NOT_WALKED.search(target.path)
                if is_walked and "replytocom" not in target.query:
                    waiting.append((_address(target), path))
    return found


def _address(url: SplitResult) -> str:
    return f"{url.path}?{url.query}" if url.query else url.path


def _is_foreign(urls: str) -> bool:
    return any(
        urlsplit(url.split()[0]).netloc for url in urls.split(",") if url.strip()
    )
