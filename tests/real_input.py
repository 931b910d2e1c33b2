"""Real articles and comments: taken in by a running site, and read back as a browser
reads them.

What *as it was written* means, from the strictest on:

- the source that is kept is what was sent, character by character, once line ends are
  LF and NUL and lone surrogates are U+FFFD;
- whoever writes no markup sees their words: the visible text of the comment is the
  source, without white space at its ends and with runs of it as one, which is how
  every browser shows them;
- whoever writes markup, meaning it or not, sees what rendering promises: the visible
  text is `text.plain_text(text.render_comment(source))`;
- and without typed HTML (which may be dropped), no word is lost: each is in the visible
  text or in the address of a link.
"""

from __future__ import annotations

import csv
import http.client
import json
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import psycopg

from rejoinder import text
from tests.publishing import Published, Story
from tests.running import RunningSite, rejoinder

CLIENTS = 4
FORM_TYPE = "application/x-www-form-urlencoded"

# Characters and beginnings of lines that Markdown or typed HTML may take for markup.
MARKUP = re.compile(r"[\\`*_\[\]<>&#~|]|^\s*([-+=]|\d+[.)])|^( {4}| {0,3}\t)", re.M)
TYPED_HTML = re.compile("[<&]")
WORD = re.compile(r"[^\W_]+")
WHITE_SPACE = re.compile(r"[ \t\n\f\r]+")
BLOCKS = {"blockquote", "br", "hr", "li", "ol", "p", "pre", "ul"}


def collapsed(words: str) -> str:
    """As a browser shows it: every run of HTML's white space is one space."""
    return WHITE_SPACE.sub(" ", words).strip(" ")


def normalised(sent: str) -> str:
    """What is to be kept of it, said here once more and not asked of the product."""
    one_line_end = sent.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub("[\x00\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", one_line_end)


@dataclass(frozen=True)
class Spoken:
    """A comment to post."""

    author: str
    words: str


def wikinews(shared_data: Path) -> list[Story]:
    found = json.loads((shared_data / "articles" / "wikinews-a.json").read_text())
    return [
        Story(
            headline=article["title"],
            paragraphs=[words for words in article["paragraphs"] if words.strip()],
            byline=article["author"],
            published_on=article["dateCreated"],
        )
        for article in found
    ]


def spam(shared_data: Path) -> list[Spoken]:
    """Each text once, under the name that it was written under."""
    rows: dict[str, Spoken] = {}
    for path in sorted((shared_data / "spam").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                rows.setdefault(row["CONTENT"], Spoken(row["AUTHOR"], row["CONTENT"]))
    return list(rows.values())


def sentences(shared_data: Path, most: int | None = None) -> list[Spoken]:
    """Of each language the first lines, or all."""
    found: list[Spoken] = []
    for path in sorted((shared_data / "languages").glob("*.txt")):
        lines = dict.fromkeys(path.read_text(encoding="utf-8").split("\n"))
        spoken = [Spoken(path.stem, line) for line in lines if line]
        found += spoken[:most]
    return found


def naughty_strings(shared_data: Path) -> list[Spoken]:
    path = shared_data / "unicode" / "blns.json"
    return [
        Spoken("Gil", words) for words in dict.fromkeys(json.loads(path.read_text()))
    ]


@dataclass(frozen=True)
class Form:
    """The reply form of a page: where it goes, and what it carries when untouched."""

    action: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Answer:
    sent: Spoken
    status: int
    location: str
    page: str

    @property
    def number(self) -> int:
        return int(self.location.rpartition("#comment-")[2])


@dataclass
class Reader:
    """Reads one site, and posts over one connection a thread."""

    site: RunningSite
    _here: threading.local = field(default_factory=threading.local)
    _connections: list[http.client.HTTPConnection] = field(default_factory=list)

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def get(self, path: str) -> Element:
        return parsed(self.site.get(path))

    def post_all(
        self, articles: Sequence[Published], comments: Iterable[Spoken]
    ) -> list[tuple[Published, Answer]]:
        """Post each below the next of the articles, several at a time."""
        forms = {article: self._form(article) for article in articles}
        with ThreadPoolExecutor(CLIENTS) as pool:
            turns = list(zip(cycle(articles), enumerate(comments), strict=False))
            answers = pool.map(lambda turn: self._post(forms[turn[0]], *turn[1]), turns)
            return list(zip([turn[0] for turn in turns], answers, strict=True))

    def _form(self, article: Published) -> Form:
        page = self.get(quote(article.path))
        form = one(page, "form", "id", "commentform")
        fields = {
            name: element.get("value", "")
            for element in form.iter()
            if (name := element.get("name"))
            and element.tag in {"input", "textarea"}
            and element.get("type") not in {"checkbox", "submit"}
        }
        return Form(form.get("action", ""), fields)

    def _post(self, form: Form, index: int, spoken: Spoken) -> Answer:
        fields = form.fields | {
            # Browsers send CRLF, whatever was typed.
            "comment": normalised(spoken.words).replace("\n", "\r\n"),
            "author": spoken.author,
            "email": f"reader{index}@example.org",
            "submit": "post",
        }
        connection = self._connection()
        headers = {"Origin": self.site.url, "Content-Type": FORM_TYPE}
        connection.request("POST", form.action, urlencode(fields), headers)
        answer = connection.getresponse()
        location = answer.headers.get("Location", "")
        return Answer(spoken, answer.status, location, answer.read().decode())

    def _connection(self) -> http.client.HTTPConnection:
        kept: http.client.HTTPConnection | None
        kept = getattr(self._here, "connection", None)
        if kept is None:
            host = urlsplit(self.site.url).netloc
            kept = http.client.HTTPConnection(host, timeout=60)
            self._here.connection = kept
            self._connections.append(kept)
        return kept

    def comments(self, article: Published) -> dict[int, ShownComment]:
        """All that are shown below the article, from the last page to the first."""
        shown: dict[int, ShownComment] = {}
        path = quote(article.path)
        while path:
            page = self.get(path)
            for element in page.iter("li"):
                if (name := element.get("id", "")).startswith("comment-"):
                    shown[int(name.removeprefix("comment-"))] = shown_comment(element)
            older = [link for link in page.iter("a") if link.get("rel") == "prev"]
            path = older[0].get("href", "").partition("#")[0] if older else ""
        return shown


@dataclass(frozen=True)
class ShownComment:
    author: str
    words: str
    addresses: str


def shown_comment(element: Element) -> ShownComment:
    author = one(element, None, "class", "p-name")
    body = one(element, "div", "class", "e-content")
    links = [unquote(link.get("href", "")) for link in body.iter("a")]
    return ShownComment(visible(author), visible(body), " ".join(links))


def parsed(page: str) -> Element:
    tree: Element = html5lib.parse(page, namespaceHTMLElements=False)
    return tree


def one(tree: Element, tag: str | None, attribute: str, word: str) -> Element:
    found = [
        element
        for element in tree.iter(tag)
        if word in (element.get(attribute) or "").split()
    ]
    assert len(found) == 1, f"{len(found)} with {attribute}={word}"
    return found[0]


def visible(element: Element) -> str:
    """The words that a browser shows, in one line."""
    return collapsed("".join(_words(element)))


def _words(element: Element) -> Iterator[str]:
    if element.tag in BLOCKS:
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""
    if element.tag in BLOCKS:
        yield "\n"


def differences(sent: Spoken, shown: ShownComment, kept: str) -> Iterator[str]:
    """Where a comment is not as it was written; nothing when all is well."""
    if kept != normalised(sent.words):
        yield f"kept {kept!r} of {sent.words!r}"
    rendered = collapsed(text.plain_text(text.render_comment(sent.words)))
    if shown.words != rendered:
        yield f"shown {shown.words!r}, promised {rendered!r}"
    written = normalised(sent.words)
    if not MARKUP.search(written) and shown.words != collapsed(written.strip()):
        yield f"shown {shown.words!r}, written {written!r}"
    if not TYPED_HTML.search(written):
        lost = [
            word
            for word in WORD.findall(written)
            if word not in shown.words and word not in shown.addresses
        ]
        if lost:
            yield f"shown {shown.words!r} without {lost} of {written!r}"
    if shown.author != " ".join(normalised(sent.author).split()):
        yield f"shown as by {shown.author!r}, written by {sent.author!r}"


def speak_freely(data: Path, database_url: str = "") -> None:
    """Everybody is published at once, however fast, however many links."""
    rejoinder(
        *("settings", "set", "who_may_speak=everyone", "max_links=0"),
        *("seconds_between_comments=0", "--data", data),
        REJOINDER_DATABASE_URL=database_url,
    )


def check_article(reader: Reader, story: Story, article: Published) -> None:
    """Headline, byline, date and every paragraph, in order."""
    page = reader.get(quote(article.path))
    assert visible(one(page, "h1", "class", "p-name")) == collapsed(story.headline)
    assert article.path.startswith(f"/{story.published_on.replace('-', '/')}/")
    # Readers' comments below it, which may be there, are content as well.
    body = one(page, "div", "class", "article__body")
    paragraphs = [visible(element) for element in body.iter("p")]
    assert paragraphs == [collapsed(words) for words in story.paragraphs]
    assert story.byline in visible(one(page, "p", "class", "article__facts"))


def check_comments(
    reader: Reader, articles: Sequence[Published], comments: Sequence[Spoken]
) -> None:
    """Post them all; each is published and shown as it was written, or is blank and
    comes back in its box."""
    answers = reader.post_all(articles, comments)
    failed = [a for _, a in answers if a.status not in {303, 422}]
    assert not failed, f"{failed[0].status} for {failed[0].sent}\n{failed[0].page}"
    for _, answer in answers:
        assert (answer.status == 422) == is_blank(answer.sent.words), answer.sent
        if answer.status == 422:
            box = one(parsed(answer.page), "textarea", "id", "comment")
            assert (box.text or "") == normalised(answer.sent.words)
    kept = kept_sources(reader.site)
    wrong: list[str] = []
    for article in articles:
        shown = reader.comments(article)
        mine = {a.number: a.sent for to, a in answers if to == article and a.location}
        assert shown.keys() == mine.keys()
        for number, sent in mine.items():
            source = kept[article.thread_id, number]
            wrong += differences(sent, shown[number], source)
    assert not wrong, f"{len(wrong)} differ:\n" + "\n".join(wrong[:20])


# Format characters that are drawn: https://www.unicode.org/Public/14.0.0/ucd/PropList.txt
PREPENDED_MARKS = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\U000110bd")


def is_blank(words: str) -> bool:
    """Nothing in it has a shape of its own: separators, controls, format characters."""
    return all(
        unicodedata.category(character) in {"Zs", "Zl", "Zp", "Cc", "Cf"}
        for character in set(words) - PREPENDED_MARKS
    ) and not PREPENDED_MARKS.intersection(words)


def kept_sources(site: RunningSite) -> dict[tuple[int, int], str]:
    """What the database holds, by thread and number."""
    query = "SELECT thread_id, number, source_text FROM discussion_comment"
    address = site.environment.get("REJOINDER_DATABASE_URL")
    if address:
        with psycopg.connect(address) as server:
            rows = server.execute(query).fetchall()
    else:
        with closing(sqlite3.connect(site.data / "rejoinder.sqlite3")) as database:
            rows = database.execute(query).fetchall()
    return {(thread, number): source for thread, number, source in rows}
