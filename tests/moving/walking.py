"""Walks through a whole site as a reader would: from the front page, by links only."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from django.test import Client

MOST_PAGES = 3_000
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
        answer = client.get(path, follow=True)
        if answer.status_code != 200:
            found.broken[path] = by
            continue
        if "html" not in answer.headers["Content-Type"]:
            continue
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else path
        reader = _Reader()
        reader.feed(answer.content.decode())
        subject = unquote(re.sub(r"comment-page-\d+/.*|comment/\d+/|\d+/\Z", "", here))
        found.comments |= {(subject, number) for number in reader.comments}
        found.foreign |= {url for url in reader.loaded if _is_foreign(url)}
        for link in reader.links:
            target = urlsplit(urljoin(here, link))
            if target.netloc in {"", "testserver"} and target.scheme in {"", "http"}:
                query = f"?{target.query}" if target.query else ""
                if not NOT_WALKED.search(target.path) and "replytocom" not in query:
                    waiting.append((f"{target.path}{query}", here))
    return found


def _is_foreign(urls: str) -> bool:
    return any(
        urlsplit(url.split()[0]).netloc for url in urls.split(",") if url.strip()
    )
