"""The folder of a page store, apart from the pages: how it comes into being, how it is
thrown away, and what the processes of this machine tell each other in it."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from rejoinder.pagestore.index import Index
from rejoinder.pagestore.notes import read_note, this_boot, write_note
from rejoinder.pagestore.stamp import Stamp

#: Room that a full disk does not take: what must not be seen is taken out all the same.
RESERVE_BYTES = 1_000_000


class StoreFolder:
    """`folder`, with the index of its pages, and the stamp of what they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pipe = folder / "wake"
        self.hosts_file = folder / "hosts.json"
        self.scratch = folder / "scratch"
        #: Another number after each change of what `page` finds.
        self.stamp = Stamp(folder / "stamp")
        self.sites = folder / "sites"
        self.reserve = folder / "reserve"
        self._marker = folder / "made-by.json"
        self.index = Index(folder / "index.sqlite3")

    def is_of(self, release: str) -> bool:
        """Whether what lies here was made by `release` since the machine was started,
        and can be used."""
        marker = read_note(self._marker)
        return (
            marker == _marker_of(release) and bool(this_boot()) and self.index.is_usable
        )

    def sign(self, release: str) -> None:
        """Note who made what lies here."""
        write_note(self._marker, _marker_of(release), self.scratch)

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
                self.sites,
                self.scratch,
            ):
                with suppress(FileNotFoundError):
                    old.rename(rubbish / old.name)
            self.sites.mkdir()
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

    def empty_scratch(self) -> None:
        """Delete what those who were killed have left in it."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(exist_ok=True)

    def keep_reserve(self) -> None:
        """Where there is room for it, and again after it was needed."""
        if not self.reserve.exists():
            try:
                self.reserve.write_bytes(bytes(RESERVE_BYTES))
            except OSError:
                with suppress(OSError):
                    self.reserve.unlink()

    @property
    def exists(self) -> bool:
        """Whether anything was ever made here."""
        return self.sites.is_dir()

    @property
    def node(self) -> str:
        """This machine's name among those that share the database."""
        name = read_note(self.folder / "node.json")
        if not isinstance(name, str):
            name = secrets.token_hex(4)
            self.scratch.mkdir(parents=True, exist_ok=True)
            write_note(self.folder / "node.json", name, self.scratch)
        return name

    def say_served_as(self, variables: Mapping[str, str]) -> None:
        """Note by which variables the server knows where it listens: without a public
        address of the site, that is in every page, and who compares pages must know."""
        write_note(self.folder / "served-as.json", dict(variables), self.scratch)

    @property
    def served_as(self) -> dict[str, str]:
        found = read_note(self.folder / "served-as.json")
        return found if isinstance(found, dict) else {}

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


def _marker_of(release: str) -> dict[str, str]:
    return {"release": release, "boot": this_boot()}
