"""The stored pages of this machine: put in place, taken out, kept to a size."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rejoinder.pagestore.pages import (
    DESCRIPTION,
    Description,
    NoSuchPage,
    Page,
    last_read_at,
    put_in_place,
    read_description,
    read_page,
    remove_files,
    write_aside,
)
from rejoinder.pagestore.places import place_of
from rejoinder.pagestore.rows import Row
from rejoinder.pagestore.store_folder import StoreFolder

#: Pages that are looked at in one transaction of the index: short enough for others.
AT_ONCE = 100
#: When one page too many is in the store, most often one has to go.
FEW = 50


@dataclass(frozen=True)
class Size:
    pages: int
    bytes: int


class PageStore(StoreFolder):
    """Pages below `folder`, each site's in `sites/<id>/`, named as their addresses.

    Any process may read and publish. Nothing in it is worth a backup: what is lost is
    made again.
    """

    def prepare(self, release: str) -> bool:
        """Make what is missing, and tidy up after a kill; whether it starts afresh.

        `release` names whatever the looks of a page come from: pages of another one
        are worthless. So are all of them when the machine was switched off meanwhile,
        since what was on its way to the disk may be half there.
        """
        is_same = self.is_of(release)
        if is_same:
            while unfinished := self.index.unfinished(AT_ONCE):
                self.remove(unfinished)
            self.empty_scratch()
        else:
            self.start_afresh()
            self.sign(release)
        self.keep_reserve()
        return not is_same

    def folder_of(self, site: int, path: str) -> Path | None:
        """Where the page at this address is or would be; None if it cannot be kept."""
        place = place_of(path)
        return None if place is None else self.sites / str(site) / place

    def description(self, site: int, path: str) -> Description:
        """Raises NoSuchPage."""
        return self._checked(site, path, read_description(self._folder(site, path)))

    def page(self, site: int, path: str) -> Page:
        """Raises NoSuchPage."""
        page = read_page(self._folder(site, path))
        self._checked(site, path, page.description)
        return page

    def begin(self) -> int:
        """What to note before the first query of a render, for `publish`."""
        return self.index.moment

    def publish(
        self, site: int, page: Page, tags: Mapping[str, float], began: int
    ) -> bool:
        """Put a page in place that was made after `began`.

        False if it may show what was taken out meanwhile, or a later one is there.
        Raises OSError for a full disk and the like; the old page then stays.
        """
        path = page.description.path
        folder = self._folder(site, path)
        fresh_until = page.description.fresh_until or None
        self.index.add(site, path, tags, fresh_until)
        written = write_aside(page, self.scratch)
        try:
            return self.index.publish(
                site,
                path,
                tags,
                began=began,
                size=sum(page.description.sizes.values()),
                fresh_until=fresh_until,
                put_in_place=lambda: put_in_place(folder, page, written),
            )
        finally:
            self.stamp.renew()
            for file, _name in written:
                file.unlink(missing_ok=True)

    def take_out(self, tags: Iterable[str]) -> int:
        """Remove every page with one of these tags, and see to it that no render under
        way brings it back. How many there were.

        Raises OSError where a folder cannot be written. A full disk is no hindrance;
        with a damaged index all pages go.
        """
        tags = list(tags)
        try:
            return self._take_out(tags)
        except OSError:
            if not self.index.is_usable:
                # Nobody knows any more which pages these are.
                self.start_afresh()
                return 0
            # Not even a mark finds room. The reserve makes some, and the pages do.
            self.reserve.unlink(missing_ok=True)
            for rows in self._with(tags):
                for row, _slack in rows:
                    self._take_away(row)
            return self._take_out(tags)

    def _take_out(self, tags: list[str]) -> int:
        self.index.mark((), tags, time.time())
        return sum(
            self.remove([row for row, _slack in rows]) for rows in self._with(tags)
        )

    def take_in(self, tags: Iterable[str]) -> None:
        """Changes that are no removals: pages that are being read are due to be
        renewed and stay meanwhile; the others are removed until somebody asks."""
        tags = list(tags)
        now = time.time()
        self.index.mark(tags, (), now)
        for rows in self._with(tags):
            warm = [(row, slack) for row, slack in rows if self.is_read(row)]
            cold = {row for row, _slack in rows} - {row for row, _slack in warm}
            if warm:
                self.index.set_stale(
                    [(row.id, now + slack) for row, slack in warm], now
                )
            if cold:
                self.remove(cold)

    def is_read(self, row: Row) -> bool:
        """Whether anybody read the page since it was built, or it is being built."""
        return not row.bytes or self._read_at(row) > 0

    def note_reading(self, site: int, path: str) -> None:
        """Somebody read it. Written down by us, as file systems may not."""
        folder = self.folder_of(site, path)
        if folder is None:
            return
        with suppress(OSError):
            status = os.stat(folder / DESCRIPTION)
            times = (time.time_ns(), status.st_mtime_ns)
            os.utime(folder / DESCRIPTION, ns=times)

    def remove(self, rows: Iterable[Row]) -> int:
        try:
            return self.index.remove(rows, self._take_away)
        finally:
            self.stamp.renew()

    def shrink(self, most_bytes: int) -> int:
        """Remove the pages that were not read for longest until all others fit.

        A page that was read since the index last knew goes to the end of the queue, so
        each round looks at few. Returns how many went.
        """
        self.keep_reserve()
        removed = 0
        rounds = self.size.pages // FEW + 2
        while (excess := self.size.bytes - most_bytes) > 0:
            rows = self.index.longest_unread(FEW)
            if not rows:
                break
            times = {row.id: self._read_at(row) for row in rows}
            again = [row for row in rows if times[row.id] > row.read_at]
            self.index.set_read_at((row.id, times[row.id]) for row in again)
            rounds -= 1
            # Where each is read while all are looked at, some have to go all the same.
            unread = [row for row in rows if row not in again] if rounds > 0 else rows
            doomed = []
            for row in unread:
                if excess > 0:
                    doomed.append(row)
                    excess -= row.bytes
            removed += self.remove(doomed)
        return removed

    @property
    def size(self) -> Size:
        pages, size = self.index.state("pages"), self.index.state("bytes")
        return Size(int(str(pages or 0)), int(str(size or 0)))

    def _read_at(self, row: Row) -> float:
        folder = self.folder_of(row.site, row.path)
        return 0.0 if folder is None else last_read_at(folder)

    def _folder(self, site: int, path: str) -> Path:
        folder = self.folder_of(site, path)
        if folder is None:
            raise NoSuchPage(path)
        return folder

    def _checked(self, site: int, path: str, description: Description) -> Description:
        """On a file system that takes two addresses for one, it may be the other's."""
        if description.path != path:
            raise NoSuchPage(path)
        return description

    def _with(self, tags: list[str]) -> Iterator[list[tuple[Row, float]]]:
        after = 0
        while rows := self.index.pages_with(tags, after=after, most=AT_ONCE):
            yield rows
            after = rows[-1][0].id

    def _take_away(self, row: Row) -> None:
        folder = self.folder_of(row.site, row.path)
        if folder is not None:
            remove_files(folder)
            # Its folder too, and those above, unless other pages lie below them.
            with suppress(OSError):
                while folder != self.sites:
                    folder.rmdir()
                    folder = folder.parent
