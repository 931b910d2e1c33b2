"""Remembering what an item was, and deciding what to do when it comes again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from rejoinder.bulk import insert_rows, take_keys
from rejoinder.moving.models import Origin, Source
from rejoinder.moving.report import Fate
from rejoinder.newsroom.models import Article, Menu, PlainPage, Section, Tag, Writer

_MODELS: dict[str, type[models.Model]] = {
    "article": Article,
    "menu": Menu,
    "page": PlainPage,
    "person": Writer,
    "section": Section,
    "tag": Tag,
}


@dataclass
class Known:
    """An origin, without its raw text. In a dry run `object_id` may be 0: not made."""

    object_id: int
    wanted_hash: str
    kept_hash: str


@dataclass
class Book:
    """All origins of one kind in one source, by their keys.

    `seen` are the keys that this run has met, so that an item that stands twice in the
    files is taken once.
    """

    source: Source
    kind: str
    known: dict[str, Known] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    #: Numbers of things that were deleted here.
    gone: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, source: Source, kind: str) -> Book:
        book = cls(source, kind)
        if source.pk is not None:
            rows = Origin.objects.filter(source=source, kind=kind).values_list(
                "key", "object_id", "wanted_hash", "kept_hash"
            )
            book.known = {
                key: Known(object_id, wanted, kept)
                for key, object_id, wanted, kept in rows.iterator()
            }
        if book.known and kind in _MODELS:
            here = _MODELS[kind]._default_manager.values_list("pk", flat=True)
            book.gone = {known.object_id for known in book.known.values()} - {*here}
        return book

    def meet(self, key: str) -> bool:
        """Whether this run meets the key for the first time."""
        is_new = key not in self.seen
        self.seen.add(key)
        return is_new

    def fate(
        self, key: str, wanted_hash: str, kept_hash_now: Callable[[int], str | None]
    ) -> Fate:
        """What to do with an item that asks for `wanted_hash`: the three-way question.

        `kept_hash_now` tells the fingerprint of a thing as it stands here, or None for
        one that is gone. It is asked only where the source has changed.
        """
        origin = self.known.get(key)
        if origin is None:
            return "create"
        if origin.object_id in self.gone:
            return "deleted here"
        if origin.wanted_hash == wanted_hash:
            return "unchanged"
        now = kept_hash_now(origin.object_id)
        if now is None:
            return "deleted here"
        return "update" if now == origin.kept_hash else "changed here"

    def id_of(self, key: str) -> int | None:
        origin = self.known.get(key)
        return origin.object_id if origin else None

    def plan(self, key: str, wanted_hash: str) -> None:
        """In a dry run: it would be made, so what refers to it finds it."""
        if key not in self.known:
            self.known[key] = Known(0, wanted_hash, "")

    def remember(
        self,
        key: str,
        *,
        object_id: int,
        wanted_hash: str,
        kept_hash: str,
        raw: str,
        now: datetime,
    ) -> None:
        """Write the origin, in the transaction that writes the thing."""
        known = Known(object_id, wanted_hash, kept_hash)
        if key in self.known:
            Origin.objects.filter(
                source=self.source, kind=self.kind, key=key[:300]
            ).update(**vars(known), raw=raw, imported_at=now)
            self.known[key] = known
        else:
            self.remember_new({key: (known, raw)}, now)

    def remember_new(self, new: Mapping[str, tuple[Known, str]], now: datetime) -> None:
        """The same for many that were not known before, with their raw texts."""
        keys = take_keys(Origin, len(new))
        insert_rows(
            [
                Origin(
                    pk=pk,
                    source=self.source,
                    kind=self.kind,
                    key=key[:300],
                    raw=raw,
                    imported_at=now,
                    **vars(known),
                )
                for pk, (key, (known, raw)) in zip(keys, new.items(), strict=True)
            ]
        )
        self.known |= {key: known for key, (known, _raw) in new.items()}
