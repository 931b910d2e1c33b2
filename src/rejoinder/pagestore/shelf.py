"""Stored pages within reach: in the memory of a server process, the last read ones.

A page on the shelf is as fresh as the one on the disk. What the store changes changes
its stamp, and then the page's description is looked at again; so it is once a second
in any case, for whatever happens to files behind the store's back.
"""

from __future__ import annotations

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from rejoinder.pagestore.copies import Copy, Manner, make_copy
from rejoinder.pagestore.pages import DESCRIPTION, NoSuchPage
from rejoinder.pagestore.store import PageStore

#: Compressed pages are about 8 kB: some thousand of them, in each process.
MOST_BYTES = 32 * 1024 * 1024
#: Headers and all else that is kept beside the bytes of a copy.
BYTES_OF_HEADERS = 4_096

SECONDS_BETWEEN_LOOKS = 1.0
#: The builder asks which pages are read; more often it need not know.
SECONDS_BETWEEN_NOTES = 60.0

Key = tuple[int, str]  # site, path


@dataclass(slots=True)
class _Kept:
    """What is kept of a page: copies by encoding, and what its file was like then.

    `good_until` is of the monotonic clock: no look is needed before.
    """

    file: os.PathLike[str]
    version: tuple[int, int, int]
    fresh_until: float
    stamp: int | None
    good_until: float = 0.0
    noted_at: float = 0.0
    copies: dict[str, Copy] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(len(copy.body) + BYTES_OF_HEADERS for copy in self.copies.values())


class Shelf:
    """Copies of the pages in `store`. Every method may be called by any thread."""

    def __init__(
        self,
        store: PageStore,
        manner: Manner,
        most_bytes: int = MOST_BYTES,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._manner = manner
        self._most_bytes = most_bytes
        self._now = now
        self._monotonic = monotonic
        self._stamp = store.stamp
        self._stamp_is_good_until = 0.0
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._bytes = 0
        self._changing = threading.Lock()

    def within_reach(self, key: Key, encoding: str) -> Copy | None:
        """The copy if it is here and still right. Reads no file, at most its date."""
        kept = self._kept.get(key)
        if kept is None:
            return None
        is_good = (
            kept.stamp == self._stamp.value and self._monotonic() < kept.good_until
        )
        if not is_good and not self._is_good_again(key, kept):
            return None
        try:  # noqa: SIM105 - suppress() costs as much as all the rest
            self._kept.move_to_end(key)
        except KeyError:
            pass  # another thread has just removed it: it is still right as it is
        return kept.copies.get(encoding)

    def fetch(self, key: Key, encoding: str) -> Copy | None:
        """The copy from here or from the disk; None if there is no such page, or
        time has made it wrong."""
        copy = self.within_reach(key, encoding)
        if copy is not None:
            return copy
        self._look_at_stamp()
        try:
            return self._read(key, encoding)
        except NoSuchPage:
            return None

    @property
    def size_bytes(self) -> int:
        return self._bytes

    def _is_good_again(self, key: Key, kept: _Kept) -> bool:
        """Look, and remember it for a while."""
        if self._monotonic() >= self._stamp_is_good_until:
            self._look_at_stamp()
        stamp = self._stamp.value  # before the look: what changes after it is seen
        if self._version(kept.file) != kept.version or self._is_outdated(kept):
            self._drop(key)
            return False
        self._set_good(key, kept, stamp)
        return True

    def _set_good(self, key: Key, kept: _Kept, stamp: int | None) -> None:
        now = self._monotonic()
        seconds = SECONDS_BETWEEN_LOOKS
        if kept.fresh_until:
            seconds = min(seconds, kept.fresh_until - self._now())
        # Without a stamp nothing is known between two hits.
        kept.good_until = now + seconds if stamp is not None else 0.0
        kept.stamp = stamp
        if now - kept.noted_at >= SECONDS_BETWEEN_NOTES:
            kept.noted_at = now
            self._store.note_reading(*key)

    def _read(self, key: Key, encoding: str) -> Copy:
        folder = self._store.folder_of(*key)
        if folder is None:
            raise NoSuchPage
        file = folder / DESCRIPTION
        # Both before the page: if it is replaced meanwhile, the next hit looks again.
        stamp, version = self._stamp.value, self._version(file)
        page = self._store.page(*key)
        if version is None or encoding not in page.encodings:
            raise NoSuchPage
        copy = make_copy(page, encoding, self._manner)
        kept = _Kept(file, version, page.description.fresh_until, stamp)
        kept.noted_at = self._monotonic() - SECONDS_BETWEEN_NOTES
        if self._is_outdated(kept):
            raise NoSuchPage
        kept = self._put(key, kept, copy)
        self._set_good(key, kept, stamp)
        return copy

    def _put(self, key: Key, kept: _Kept, copy: Copy) -> _Kept:
        """Keep it, beside the other encodings of the same version."""
        with self._changing:
            old = self._kept.get(key)
            if old is not None and old.version == kept.version:
                kept = old
            elif old is not None:
                self._bytes -= old.size
            self._bytes -= kept.size if kept is old else 0
            kept.copies[copy.encoding] = copy
            self._kept[key] = kept
            self._kept.move_to_end(key)
            self._bytes += kept.size
            while self._bytes > self._most_bytes:
                _, longest_unread = self._kept.popitem(last=False)
                self._bytes -= longest_unread.size
        return kept

    def _drop(self, key: Key) -> None:
        with self._changing:
            kept = self._kept.pop(key, None)
            if kept is not None:
                self._bytes -= kept.size

    def _is_outdated(self, kept: _Kept) -> bool:
        return bool(kept.fresh_until) and kept.fresh_until <= self._now()

    def _look_at_stamp(self) -> None:
        self._stamp.look()
        self._stamp_is_good_until = self._monotonic() + SECONDS_BETWEEN_LOOKS

    @staticmethod
    def _version(file: os.PathLike[str]) -> tuple[int, int, int] | None:
        """Another for each page that is put in place: it is written aside first."""
        try:
            status = os.stat(file)
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size
