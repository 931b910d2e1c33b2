"""The folder of stored pages of this machine, and its index."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rejoinder.pagestore.index import Index, Row
from rejoinder.pagestore.notes import read_note, this_boot, write_note
from rejoinder.pagestore.pages import (
    DESCRIPTION,
    Description,
    NoSuchPage,
    Page,
    last_read_at,
    read_description,
    read_page,
    remove_files,
    rename_into,
    write_aside,
)
from rejoinder.pagestore.places import place_of
from rejoinder.pagestore.stamp import Stamp

#: Pages that are looked at in one transaction of the index: short enough for others.
AT_ONCE = 100
#: Room that a full disk does not take: what must not be seen is taken out all the same.
RESERVE_BYTES = 1_000_000
#: When one page too many is in the store, most often one has to go.
FEW = 50


@dataclass(frozen=True)
class Size:
    pages: int
    bytes: int


class PageStore:
    """Pages below `folder`, each site's in `sites/<id>/`, named as their addresses.

    Any process may read and publish. Nothing in it is worth a backup: what is lost is
    made again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pipe = folder / "wake"
        self.hosts_file = folder / "hosts.json"
        self.scratch = folder / "scratch"
        #: Another number after each change of what `page` finds.
        self.stamp = Stamp(folder / "stamp")
        self._sites = folder / "sites"
        self._reserve = folder / "reserve"
        self.index = Index(folder / "index.sqlite3")

    def prepare(self, release: str) -> bool:
        """Make what is missing, and tidy up after a kill; whether it starts afresh.

        `release` names whatever the looks of a page come from: pages of another one
        are worthless. So are all of them when the machine was switched off meanwhile,
        since what was on its way to the disk may be half there.
        """
        boot = this_boot()
        marker = {"release": release, "boot": boot}
        is_same = read_note(self.folder / "made-by.json") == marker
        if not (is_same and boot and self.index.is_usable):
            self.start_afresh()
            write_note(self.folder / "made-by.json", marker, self.scratch)
            self._keep_reserve()
            return True
        while unfinished := self.index.unfinished(AT_ONCE):
            self.remove(unfinished)
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(exist_ok=True)
        self._keep_reserve()
        return False

    def start_afresh(self) -> None:
        """Throw everything away. Whoever reads meanwhile finds whole pages or none, and
        whoever publishes has to begin again. See `empty_rubbish`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        rubbish = self.folder / f"rubbish-{secrets.token_hex(6)}"
        rubbish.mkdir()
        moment = self._later_moment()
        with self.index.alone():
            self.index.close()
            # The index first: without it the next start would throw away the rest.
            for old in (
                *self.folder.glob("index.sqlite3*"),
                self._sites,
                self.scratch,
            ):
                with suppress(FileNotFoundError):
                    old.rename(rubbish / old.name)
            self._sites.mkdir()
            self.scratch.mkdir()
            self.index.make(moment)
        self.stamp.renew()

    def _later_moment(self) -> int:
        """One that no render can have begun at: those that are under way know nothing
        of what the next index will be told."""
        last = 0
        with suppress(OSError):
            last = self.index.moment
        # Microseconds go by faster than changes are taken in. The last one is asked
        # for all the same, as clocks are set back.
        return max(last + 1_000, time.time_ns() // 1_000)

    def empty_rubbish(self) -> None:
        """Delete what a fresh start has put aside: for a million pages that takes a
        minute, for which nothing should have to wait."""
        for old in self.folder.glob("rubbish-*"):
            shutil.rmtree(old, ignore_errors=True)

    @property
    def exists(self) -> bool:
        """Whether anything was ever made here."""
        return self._sites.is_dir()

    @property
    def node(self) -> str:
        """This machine's name among those that share the database."""
        name = read_note(self.folder / "node.json")
        if not isinstance(name, str):
            name = secrets.token_hex(4)
            self.scratch.mkdir(parents=True, exist_ok=True)
            write_note(self.folder / "node.json", name, self.scratch)
        return name

    def folder_of(self, site: int, path: str) -> Path | None:
        """Where the page at this address is or would be; None if it cannot be kept."""
        place = place_of(path)
        return None if place is None else self._sites / str(site) / place

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
                put_in_place=lambda: rename_into(folder, written),
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
            self._reserve.unlink(missing_ok=True)
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
        self._keep_reserve()
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

    def say_served_at(self, host: str, port: int) -> None:
        """Note where the server listens: without a public address of the site, that is
        in every page, and who compares pages must know it."""
        write_note(self.folder / "served-at.json", [host, port], self.scratch)

    @property
    def served_at(self) -> tuple[str, int] | None:
        found = read_note(self.folder / "served-at.json")
        return (str(found[0]), int(found[1])) if isinstance(found, list) else None

    def say_connected(self, held_back_since: datetime | None) -> None:
        """Note that the log could be read just now, and since when a transaction
        somewhere holds our position back."""
        (self.folder / "connected").touch()
        since = held_back_since.timestamp() if held_back_since else None
        if self.index.state("held_back_since") != since:
            self.index.set_state(held_back_since=since)

    @property
    def connected_at(self) -> float:
        """When the log could last be read, in seconds since 1970; 0 for never."""
        try:
            return os.stat(self.folder / "connected").st_mtime
        except OSError:
            return 0.0

    def set_hosts(self, hosts: Mapping[str, int]) -> None:
        """Which site is meant by each host that a request may name."""
        if self.hosts() != hosts:
            write_note(self.hosts_file, dict(hosts), self.scratch)

    def hosts(self) -> dict[str, int]:
        known = read_note(self.hosts_file)
        return known if isinstance(known, dict) else {}

    def _read_at(self, row: Row) -> float:
        folder = self.folder_of(row.site, row.path)
        return 0.0 if folder is None else last_read_at(folder)

    def _keep_reserve(self) -> None:
        """Where there is room for it, and again after it was needed."""
        if not self._reserve.exists():
            try:
                self._reserve.write_bytes(bytes(RESERVE_BYTES))
            except OSError:
                with suppress(OSError):
                    self._reserve.unlink()

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
                while folder != self._sites:
                    folder.rmdir()
                    folder = folder.parent
