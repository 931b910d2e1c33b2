"""What the steps of one import share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from rejoinder.moving.actions.origins import Book
from rejoinder.moving.models import CommentOrigin, Source
from rejoinder.moving.report import Report
from rejoinder.moving.staging import Staging
from rejoinder.moving.wordpress.addresses import OldSite, old_site
from rejoinder.newsroom.models import Section
from rejoinder.people.models import Person
from rejoinder.sites.models import Site
from rejoinder.sites.queries import zone_of


class Progress(Protocol):
    """Told how far a step is: its name, what is done, and of how many (0: unknown)."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


@dataclass(frozen=True)
class Options:
    """`uploads` is a folder like WordPress's own of that name. `comments_per_page` is
    for the threads of this import; None: as the site does."""

    is_dry: bool = False
    uploads: Path | None = None
    comments_per_page: int | None = None


@dataclass
class Run:
    """One import: what it reads, where it writes, and what it counted."""

    site: Site
    staging: Staging
    report: Report
    options: Options
    now: datetime
    progress: Progress
    sources: dict[int, Source] = field(default_factory=dict)
    old_sites: dict[int, OldSite] = field(default_factory=dict)
    books: dict[tuple[int, str], Book] = field(default_factory=dict)
    #: Those who had an account there, by channel and number, as far as they were met.
    people: dict[int, dict[str, Person]] = field(default_factory=dict)
    #: The language of each channel, as we write languages; "" for one we do not know.
    languages: dict[int, str] = field(default_factory=dict)
    #: Sections, tags and writers that only articles name: channel, kind and key.
    lists_to_come: set[tuple[int, str, str]] = field(default_factory=set)
    removed_tags: Counter[str] = field(default_factory=Counter)
    shortcodes: Counter[str] = field(default_factory=Counter)
    #: Sentences with how often each was true: warnings, once the run is over.
    remarks: Counter[str] = field(default_factory=Counter)

    _comment_numbers: dict[int, set[int]] = field(default_factory=dict)
    _category_slugs: dict[int, dict[str, str]] = field(default_factory=dict)
    _sections: dict[int, Section] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        return zone_of(self.site)

    @property
    def is_dry(self) -> bool:
        return self.options.is_dry

    def know_sources(self) -> None:
        """The rows of the sites that the files come from; in a dry run not saved."""
        for number, channel in self.staging.channels():
            site = old_site(channel)
            self.old_sites[number] = site
            self.sources[number] = self._source(site.address[:300])

    def _source(self, address: str) -> Source:
        for known in self.sources.values():
            if known.address == address:
                return known
        wanted = {
            "site": self.site,
            "system": Source.System.WORDPRESS,
            "address": address,
        }
        if self.is_dry:
            return Source.objects.filter(**wanted).first() or Source(**wanted)
        return Source.objects.get_or_create(**wanted)[0]

    def book(self, channel: int, kind: str) -> Book:
        """The origins of one kind in the source of a channel, read once."""
        source = self.sources[channel]
        # In a dry run a new source has no key; its address tells it from others.
        key = (id(source), kind)
        if key not in self.books:
            self.books[key] = Book.of(source, kind)
        return self.books[key]

    def comment_numbers(self, channel: int) -> set[int]:
        """Numbers of the source's comments that were ever taken, this run included:
        most comments are new, and need not be asked for."""
        source = self.sources[channel]
        if id(source) not in self._comment_numbers:
            rows = CommentOrigin.objects.filter(source_id=source.pk or 0)
            numbers = set(rows.values_list("number", flat=True).iterator())
            self._comment_numbers[id(source)] = numbers
        return self._comment_numbers[id(source)]

    def category_slugs(self, channel: int) -> dict[str, str]:
        """Slugs of categories by their number, as text."""
        if channel not in self._category_slugs:
            terms = self.staging.terms(channel, "category")
            self._category_slugs[channel] = {str(t.id): t.slug for t in terms if t.id}
        return self._category_slugs[channel]

    def sections(self, ids: Iterable[int]) -> list[Section]:
        """These sections, once each, read once in a run: every article asks."""
        wanted = list(dict.fromkeys(ids))
        unknown = [pk for pk in wanted if pk and pk not in self._sections]
        self._sections |= Section.objects.in_bulk(unknown) if unknown else {}
        return [self._sections[pk] for pk in wanted if pk in self._sections]

    def steps(self, name: str, total: int) -> Callable[[], None]:
        """A function to call after each item of a step."""
        done = 0
        self.progress(name, 0, total)

        def one_more() -> None:
            nonlocal done
            done += 1
            self.progress(name, done, total)

        return one_more
