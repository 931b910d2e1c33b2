"""`rejoinder pages`: how the page store is, whether it is right, and making it anew."""

from __future__ import annotations

import os
import time
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from rejoinder.command.importing import progress_line
from rejoinder.command.options import add_options, environment_of
from rejoinder.command.sites import open_site
from rejoinder.project.environment import PREFIX
from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from rejoinder.command.options import Commands
    from rejoinder.pagestore.rows import Row
    from rejoinder.pagestore.status import Status
    from rejoinder.pagestore.store import PageStore
    from rejoinder.sites.models import Site

Digest = Callable[[str], str | None]

#: Wrong pages that are named one by one.
MOST_NAMED = 20


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("pages", help="look after the pages kept as files")
    tasks = parser.add_subparsers(required=True, metavar="TASK")
    for name, run, help_text in (
        ("status", run_status, "how many pages are kept, and how fresh they are"),
        ("verify", run_verify, "compare every page that is kept with a fresh one"),
        ("rebuild", run_rebuild, "make every public page anew"),
    ):
        task = tasks.add_parser(name, help=help_text)
        add_options(task, "data", "database")
        task.set_defaults(run=run)


def _open_as_served(options: Namespace) -> Site:
    """The site with the address at which it is served: it stands in the pages."""
    from rejoinder.pagestore.store import PageStore

    store = PageStore(environment_of(options).data / "pages")
    for name, value in store.served_as.items():
        os.environ.setdefault(f"{PREFIX}{name}", value)
    return open_site(options)


def run_status(options: Namespace) -> int:
    open_site(options)
    from rejoinder.pagestore.local import local_store
    from rejoinder.pagestore.status import store_status

    for line in status_lines(store_status(local_store())):
        print(line)
    return 0


def status_lines(status: Status) -> Iterator[str]:
    """The figures, one line each."""
    yield f"Pages: {status.pages:,} in {status.bytes / 1e6:,.1f} MB"
    yield f"Waiting to be renewed: {status.stale:,}"
    if status.stale_seconds is not None:
        yield f"The longest of them waits for {status.stale_seconds:.1f} s"
    yield f"Changes not taken in yet: {status.behind:,}"
    if status.unpurged is not None:
        yield f"Changes that the cache in front was not told of: {status.unpurged:,}"
    if status.connected_seconds is None:
        yield "The log was never read here: is the site served?"
    else:
        yield f"The log was read {status.connected_seconds:.0f} s ago"
    if status.held_back_seconds is not None:
        yield (
            f"A transaction somewhere has been open for {status.held_back_seconds:.0f} "
            "s: the log cannot be cleared meanwhile"
        )
    if status.is_full:
        yield "The disk is full: pages stay as they are until there is room on it"


def run_verify(options: Namespace) -> int:
    """Exit status 1 if a page is wrong that is not about to be renewed."""
    _open_as_served(options)
    from django.conf import settings

    from rejoinder.pagestore.local import local_store
    from rejoinder.project.storing import StoringApplication
    from rejoinder.project.wsgi import pages_application

    store = local_store()
    storing = StoringApplication(pages_application(), store, settings.BOUND_URL)
    steps = Steps()
    total, wrong, waiting = store.size.pages, 0, 0
    with steps.step("Comparing pages"):
        for number, row in enumerate(store.index.all_pages(), 1):
            steps.progress(progress_line("Comparing pages", number, total))
            verdict = _verdict(store, storing.digest, row)
            waiting += verdict == "waiting"
            if verdict == "wrong":
                wrong += 1
                if wrong <= MOST_NAMED:
                    steps.say(f"✗ {row.path}")
    steps.say(f"{total:,} pages: {wrong:,} wrong, {waiting:,} about to be renewed.")
    return 1 if wrong else 0


def _verdict(store: PageStore, digest: Digest, row: Row) -> str:
    """Either "right", "waiting" for its renewal, or "wrong". Looked at twice: what is
    written between two looks is not wrong."""
    from rejoinder.pagestore.pages import NoSuchPage

    for _look in range(2):
        known = store.index.find(row.site, row.path)
        if known is None:
            return "right"  # gone meanwhile
        if known.stale_since is not None or not known.bytes:
            return "waiting"
        try:
            kept = store.description(row.site, row.path).digests["identity"]
        except NoSuchPage:
            continue
        if kept == digest(row.path):
            return "right"
    known = store.index.find(row.site, row.path)
    is_waiting = known is not None and known.stale_since is not None
    return "waiting" if is_waiting else "wrong"


def run_rebuild(options: Namespace) -> int:
    """Every public page, by all processors; readers get the old ones meanwhile."""
    site = _open_as_served(options)
    from django.conf import settings

    from rejoinder.pagestore.building import Outcome
    from rejoinder.pagestore.local import local_store
    from rejoinder.project.crew import build_many
    from rejoinder.project.storing import StoringApplication
    from rejoinder.project.wsgi import pages_application

    store = local_store()
    storing = StoringApplication(pages_application(), store, settings.BOUND_URL)

    def build(site_id: int, path: str) -> Outcome:
        return storing.build(site_id, path).outcome

    pages = list(dict.fromkeys(_all_pages(site, store)))
    steps = Steps()
    failed = 0
    began = time.perf_counter()
    with steps.step("Making pages"):
        together = build_many(pages, build, os.cpu_count() or 1)
        for number, (page, outcome) in enumerate(together, 1):
            steps.progress(progress_line("Making pages", number, len(pages)))
            if outcome == "failed":
                failed += 1
                if failed <= MOST_NAMED:
                    steps.say(f"✗ {page[1]}")
    seconds = time.perf_counter() - began
    steps.say(
        f"{len(pages) - failed:,} pages made in {seconds:.1f} s; {failed:,} failed."
    )
    return 1 if failed else 0


def _all_pages(site: Site, store: PageStore) -> Iterable[tuple[int, str]]:
    """Those that are kept, those that readers are about to ask for first of all."""
    from urllib.parse import unquote

    from rejoinder.newsroom.queries.sitemap import sitemap_file, sitemap_file_count

    for row in store.index.all_pages():
        yield row.site, row.path
    for number in range(1, sitemap_file_count(site) + 1):
        for entry in sitemap_file(site, number):
            yield site.pk, unquote(entry.url)
