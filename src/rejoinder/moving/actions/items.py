"""What posts and pages have in common on their way in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import assert_never

from django.db import transaction

from rejoinder import text
from rejoinder.moving import wordpress
from rejoinder.moving.actions.media import FILE, PICTURE
from rejoinder.moving.actions.origins import Book
from rejoinder.moving.actions.run import Run
from rejoinder.moving.actions.surroundings import Around
from rejoinder.moving.wordpress import ConvertedBody, convert_body, title_text
from rejoinder.moving.wordpress.addresses import article_path
from rejoinder.moving.wordpress.dates import feed_time, time_of
from rejoinder.moving.wordpress.states import ArticleState, article_state
from rejoinder.moving.wxr import Item
from rejoinder.newsroom import body
from rejoinder.newsroom.models import File, Picture

# A novel. What is longer is no article, and takes a minute to clean if it was made to.
MAX_CONTENT_CHARACTERS = 2_000_000
MAX_HEADLINE_CHARACTERS = 255
HEADLINE_OF_BODY_CHARACTERS = 60
#: These come out when they are published, unless they have a time in UTC already.
_WAITING = {"draft", "pending"}

IN_THE_BIN = "in the bin"
TWICE = "twice in the files"
HEADLESS = "Items without a headline, which got the text's beginning"
NOT_AT_HAND = "Links that stand where pictures are not at hand"


@dataclass
class Taken:
    """A post or page, read as what it will be here. Asks staging, writes nothing."""

    run: Run
    channel: int
    item: Item
    state: ArticleState
    removed: Counter[str] = field(default_factory=Counter)

    @cached_property
    def key(self) -> str:
        return item_key(self.item)

    @cached_property
    def published_on(self) -> datetime | None:
        """None for a draft that was never given a time."""
        if self.item.status in _WAITING and not time_of(self.item.date_gmt, "", UTC):
            return None
        return published_time(self.run, self.item)

    @cached_property
    def updated_at(self) -> datetime | None:
        return time_of(self.item.modified_gmt, self.item.modified, self.run.zone)

    @cached_property
    def path(self) -> str:
        """Its address there, if it was public there, and no other item's."""
        if self.state == "draft":
            return ""
        path = article_path(self.run.old_sites[self.channel], self.item.link)
        staged = self.run.staging.ordinal_of_path(self.channel, path)
        return path if staged == self.item.ordinal else ""

    @cached_property
    def converted(self) -> ConvertedBody:
        around = Around(self.run, self.channel, self.item)
        return convert_body(self.item.content, around)

    @cached_property
    def headline(self) -> str:
        """WordPress lets a post be without one: then the text's beginning."""
        title = " ".join(title_text(self.item.title).split())
        if not title:
            words = " ".join(
                text.plain_text(part.html)
                for part in self.converted.parts
                if isinstance(part, wordpress.Html)
            )
            title = text.excerpt(words, HEADLINE_OF_BODY_CHARACTERS)
            self.run.remarks[HEADLESS] += 1
        return title[:MAX_HEADLINE_CHARACTERS] or "–"

    @cached_property
    def standfirst(self) -> str:
        return title_text(self.item.excerpt)

    @cached_property
    def language(self) -> str:
        """ "" where it is the site's."""
        theirs = self.run.languages.get(self.channel, "")
        ours = self.run.site.language
        is_same = theirs.partition("-")[0] == ours.partition("-")[0]
        return "" if is_same else theirs

    def body_values(self) -> list[list[str]]:
        """The parts as plain values, to compare with those of another run."""
        return [[type(part).__name__, *map(str, _fields(part))] for part in self.parts]

    @property
    def parts(self) -> Sequence[wordpress.Part]:
        return self.converted.parts

    def remark(self) -> None:
        """Count what came otherwise than it was, once it is sure to come."""
        remarks = self.run.remarks
        for tag, count in self.converted.removed.items():
            self.run.removed_tags[tag] += count
        for name, count in self.converted.shortcodes.items():
            self.run.shortcodes[name] += count
        if self.converted.missing_pictures:
            remarks[NOT_AT_HAND] += self.converted.missing_pictures

    def blocks(self) -> list[body.Block]:
        """The body as it is kept. Reads the rows of its pictures and files."""
        made: list[body.Block] = []
        for part in self.parts:
            block = self._block(part)
            if block is not None:
                made.append(block)
        return made

    def _block(self, part: wordpress.Part) -> body.Block | None:
        match part:
            case wordpress.Html():
                return body.raw_html(part.html)
            case wordpress.Picture():
                return self._picture(part)
            case wordpress.FileLink():
                return self._file(part)
            case wordpress.Card():
                return body.link(part.url, part.title, description=part.description)
            case wordpress.Code():
                return body.code(part.source, language=part.language)
            case wordpress.PageBreak():
                return body.page_break()
        assert_never(part)

    def _picture(self, part: wordpress.Picture) -> body.Block | None:
        picture_id = self.run.book(self.channel, PICTURE).id_of(part.key)
        picture = Picture.objects.filter(pk=picture_id or 0).first()
        if picture is None:
            return None
        return body.picture(picture, alt=part.alt, caption=part.caption)

    def _file(self, part: wordpress.FileLink) -> body.Block | None:
        file_id = self.run.book(self.channel, FILE).id_of(part.key)
        file = File.objects.filter(pk=file_id or 0).first()
        if file is None:
            return None
        return body.link(file.url, part.title or file.title)

    def lead_picture(self) -> Picture | None:
        """WordPress's "featured image", where its file is at hand."""
        key = dict(self.item.meta).get("_thumbnail_id", "")
        picture_id = self.run.book(self.channel, PICTURE).id_of(key) if key else None
        found: Picture | None = Picture.objects.filter(pk=picture_id or 0).first()
        return found

    def lead_key(self) -> str:
        key = dict(self.item.meta).get("_thumbnail_id", "")
        if not key:
            return ""
        is_there = self.run.book(self.channel, PICTURE).id_of(key) is not None
        return key if is_there else ""

    def comments_open(self, *, otherwise: bool | None) -> bool | None:
        """`otherwise` is what an open one means here."""
        return otherwise if self.item.comment_status == "open" else False


def item_key(item: Item) -> str:
    """Its number, or for the few files without numbers what else tells it apart."""
    if item.id:
        return str(item.id)
    return (item.guid or item.link or f"{item.date} {item.title}")[:300]


def published_time(run: Run, item: Item) -> datetime | None:
    own = time_of(item.date_gmt, item.date, run.zone)
    return own or feed_time(item.pub_date)


def taken(run: Run, channel: int, item: Item) -> Taken | str:
    """The item, or the reason why it is left out."""
    if item.status == "trash":
        return IN_THE_BIN
    if item.status == "auto-draft":
        return "an empty draft"
    if len(item.content) > MAX_CONTENT_CHARACTERS:
        return f"longer than {MAX_CONTENT_CHARACTERS:,} characters"
    state = article_state(item, published_time(run, item), run.now)
    return IN_THE_BIN if state is None else Taken(run, channel, item, state)


def once(book: Book, item: Item, found: Taken | str) -> Taken | str:
    """`found`, unless an item of the same number came before it: what that one was, in
    the bin or not, is what counts, or each run would undo what the last one did."""
    counts = isinstance(found, Taken) or found == IN_THE_BIN
    return TWICE if counts and not book.meet(item_key(item)) else found


def _fields(part: wordpress.Part) -> list[object]:
    return [getattr(part, name) for name in part.__dataclass_fields__]


def take_back(
    run: Run,
    book: Book,
    key: str,
    kept_hash_now: Callable[[int], str | None],
    hide: Callable[[Run, int], str],
) -> None:
    """Binned there since it was taken: out of readers' sight here too, unless it was
    changed here. `hide` does it, and tells the fingerprint afterwards."""
    origin = book.known.get(key)
    # Without a wish of the source it was taken back before.
    if origin is None or not origin.wanted_hash:
        return
    if kept_hash_now(origin.object_id) != origin.kept_hash:
        return
    with transaction.atomic():
        book.remember(
            key,
            object_id=origin.object_id,
            wanted_hash="",
            kept_hash=hide(run, origin.object_id),
            raw="",
            now=run.now,
        )
