"""Posts become articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import transaction

from rejoinder.discussion.models import Thread
from rejoinder.moving.actions.article_values import (
    KIND,
    article_values,
    bring_along,
    old_addresses,
)
from rejoinder.moving.actions.comments import (
    COMMENTS_AT_ONCE,
    import_comments,
    leave_comments_out,
)
from rejoinder.moving.actions.items import (
    IN_THE_BIN,
    Taken,
    item_key,
    once,
    take_back,
    taken,
)
from rejoinder.moving.actions.origins import Book, Known
from rejoinder.moving.actions.run import Run
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.staging import packed
from rejoinder.moving.wxr import Item
from rejoinder.newsroom.actions import (
    ArticleToKeep,
    OldAddress,
    add_old_addresses,
    bin_article,
    keep_articles,
    keep_feed_guids,
    open_article_thread,
    publish_article,
    restore_article,
    unpublish_article,
    update_kept_article,
)
from rejoinder.newsroom.models import Article
from rejoinder.newsroom.queries import article_fingerprint, thread_of_article

# A transaction of a quarter of a second, which is as long as readers who post wait.
# Fewer at a time take longer in all: each batch has its price in the search index.
ARTICLES_AT_ONCE = 50


def import_articles(run: Run, one_more: Callable[[], None]) -> None:
    new: list[_New] = []
    for channel, item in run.staging.items("post"):
        article = _import_article(run, channel, item, one_more)
        if article is not None:
            new.append(article)
        if len(new) >= ARTICLES_AT_ONCE:
            _keep(run, new, one_more)
            new.clear()
        one_more()
    _keep(run, new, one_more)


@dataclass(frozen=True)
class _New:
    article: Taken
    book: Book
    wanted: str


def _import_article(
    run: Run, channel: int, item: Item, one_more: Callable[[], None]
) -> _New | None:
    """Deal with one that is known or left out; one that is new is given back, to be
    kept together with others."""
    book = run.book(channel, KIND)
    article = once(book, item, taken(run, channel, item))
    if isinstance(article, str):
        run.report.leave_out("articles", article)
        if article == IN_THE_BIN and not run.is_dry:
            take_back(run, book, item_key(item), _kept_hash, _bin)
        reason = "what they are about was left out"
        leave_comments_out(run, item.ordinal, reason, one_more)
        return None
    wanted = _wanted_hash(article)
    fate = book.fate(article.key, wanted, _kept_hash)
    run.report.count_fate("articles", fate)
    if fate == "create":
        article.remark()
        if not run.is_dry:
            return _New(article, book, wanted)
        _plan(article, book, wanted)
    elif fate == "update":
        article.remark()
        if not run.is_dry:
            _update(article, book, wanted)
    if fate == "deleted here":
        reason = "what they are about was deleted here"
        leave_comments_out(run, item.ordinal, reason, one_more)
    else:
        _import_comments(article, _known_thread(article, book), one_more)
    return None


def _plan(article: Taken, book: Book, wanted: str) -> None:
    """In a dry run: note what it would bring along that the file does not list."""
    bring_along(article)
    book.plan(article.key, wanted)


def _import_comments(
    article: Taken, thread: Thread | None, one_more: Callable[[], None]
) -> None:
    import_comments(
        article.run,
        article.channel,
        article.item.ordinal,
        thread=thread,
        otherwise_at=article.published_on,
        one_more=one_more,
    )


def _wanted_hash(article: Taken) -> str:
    item = article.item
    return fingerprint(
        [article.headline, article.standfirst, article.body_values()],
        [article.state, article.path, article.published_on, article.language],
        [[ref.taxonomy, ref.slug, ref.name] for ref in item.terms],
        [item.creator, item.name, article.lead_key()],
        [item.comment_status, item.is_sticky],
    )


def _kept_hash(article_id: int) -> str | None:
    article: Article | None = Article.objects.filter(pk=article_id).first()
    return article_fingerprint(article) if article else None


def _keep(run: Run, new: list[_New], one_more: Callable[[], None]) -> None:
    """Articles in one transaction; then their comments, several short threads in one,
    a long one in as many as it takes."""
    if not new:
        return
    # What takes time is done before the transaction, which others wait for.
    size = run.options.comments_per_page
    values = [
        ArticleToKeep(article_values(each.article), each.article.state, size)
        for each in new
    ]
    with transaction.atomic():
        rows = keep_articles(site=run.site, articles=values, now=run.now)
        _remember(run, new, rows)
    for group in _groups(run, new, rows):
        with transaction.atomic() if len(group) > 1 else nullcontext():
            for article, row in group:
                _import_comments(article, _thread(article, row), one_more)


def _groups(
    run: Run, new: list[_New], rows: list[Article]
) -> Iterator[list[tuple[Taken, Article]]]:
    """Articles with comments, as many together as have few."""
    group: list[tuple[Taken, Article]] = []
    comments = 0
    for each, row in zip(new, rows, strict=True):
        count = run.staging.count_comments(each.article.item.ordinal)
        if comments + count > COMMENTS_AT_ONCE and group:
            yield group
            group, comments = [], 0
        if count:
            group.append((each.article, row))
            comments += count
    if group:
        yield group


def _remember(run: Run, new: list[_New], rows: list[Article]) -> None:
    old: list[OldAddress] = []
    guids: dict[int, str] = {}
    origins: dict[int, dict[str, tuple[Known, str]]] = {}
    for each, row in zip(new, rows, strict=True):
        article = each.article
        old += old_addresses(article, row.pk)
        guids[row.pk] = article.item.guid
        known = Known(row.pk, each.wanted, article_fingerprint(row))
        mine = origins.setdefault(article.channel, {})
        mine[article.key] = known, packed(article.item)
    for channel, mine in origins.items():
        run.book(channel, KIND).remember_new(mine, run.now)
    keep_feed_guids(guids=guids)
    add_old_addresses(site=run.site, addresses=old)


def _update(article: Taken, book: Book, wanted: str) -> None:
    run = article.run
    values = article_values(article)
    with transaction.atomic():
        kept: Article = Article.objects.get(pk=book.id_of(article.key) or 0)
        row = update_kept_article(article=kept, values=values, now=run.now)
        row = _in_state(article, row)
        book.remember(
            article.key,
            object_id=row.pk,
            wanted_hash=wanted,
            kept_hash=article_fingerprint(row),
            raw=packed(article.item),
            now=run.now,
        )


def _in_state(article: Taken, row: Article) -> Article:
    """Published there since: here too, where its old address leads to it. Taken from
    readers there: here too."""
    row = restore_article(article=row, now=article.run.now)
    if article.state == "published" and not row.live:
        row = publish_article(article=row)
        old = [OldAddress(article.path, KIND, row.pk)] if article.path else []
        add_old_addresses(site=article.run.site, addresses=old)
    elif article.state == "draft" and row.live:
        row = unpublish_article(article=row)
    return row


def _bin(run: Run, article_id: int) -> str:
    row: Article = Article.objects.get(pk=article_id)
    bin_article(article=row, now=run.now)
    return article_fingerprint(row)


def _known_thread(article: Taken, book: Book) -> Thread | None:
    article_id = book.id_of(article.key)
    row: Article | None = Article.objects.filter(pk=article_id or 0).first()
    return _thread(article, row) if row is not None else None


def _thread(article: Taken, row: Article) -> Thread | None:
    """Where its comments go. One that nobody may read yet has a thread that nobody
    can reach; without comments none is made."""
    link = getattr(row, "thread_link", None)  # read already, of one just kept
    thread = link.thread if link else thread_of_article(row)
    has_comments = article.run.staging.has_comments(article.item.ordinal)
    if thread is None and has_comments and not article.run.is_dry:
        size = article.run.options.comments_per_page
        thread = open_article_thread(article=row, page_size=size, now=article.run.now)
    return thread
