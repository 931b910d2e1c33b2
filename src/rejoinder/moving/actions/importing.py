"""An import from beginning to end: read all, then take kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from rejoinder.moving.actions.article_values import lists_of
from rejoinder.moving.actions.articles import import_articles
from rejoinder.moving.actions.media import import_media, path_of
from rejoinder.moving.actions.menus import import_menus
from rejoinder.moving.actions.others import count_others
from rejoinder.moving.actions.pages import import_pages
from rejoinder.moving.actions.people import import_people
from rejoinder.moving.actions.run import Options, Progress, Run
from rejoinder.moving.actions.settling import add_lists_addresses, settle_site
from rejoinder.moving.actions.taxonomy import import_sections, import_tags
from rejoinder.moving.report import Report
from rejoinder.moving.staging import Staging
from rejoinder.moving.wordpress.addresses import article_path
from rejoinder.moving.wordpress.states import article_state
from rejoinder.moving.wxr import ExportReader
from rejoinder.newsroom.actions import prepare_site
from rejoinder.sites.models import Site


def import_wordpress(
    *,
    site: Site,
    files: Sequence[Path],
    options: Options,
    repair: bool,
    now: datetime,
    progress: Progress,
) -> Report:
    """Take WordPress's export files into a site; what became of every item.

    Raises Malformed or TooMuch for a file that cannot be read whole: then nothing was
    written. Run again, it takes what is new or has changed, and nothing twice.
    """
    reader = ExportReader(files, repair=repair)
    with closing(Staging()) as staging:
        _fill(staging, reader, progress)
        report = Report(files=list(reader.files))
        report.warnings += [f"{m.file}, line {m.line}: {m.what}" for m in reader.mends]
        run = Run(site, staging, report, options, now, progress)
        if not options.is_dry:
            prepare_site(site=site)
        run.know_sources()
        settle_site(run)
        _stage_addresses(run)
        _take_all(run)
        report.warnings += _warnings(run)
    return report


def _fill(staging: Staging, reader: ExportReader, progress: Progress) -> None:
    progress("Reading", 0, reader.total_bytes)
    staging.fill(
        reader, lambda _n: progress("Reading", reader.bytes_read, reader.total_bytes)
    )


def _stage_addresses(run: Run) -> None:
    """Note where everything stood, before any text is asked what it links to."""
    for channel, item in run.staging.items("post", "page"):
        state = article_state(item, None, run.now)
        if state not in {None, "draft"}:
            path = article_path(run.old_sites[channel], item.link)
            run.staging.add_path(channel, path, item.ordinal)
        if state is not None and item.type == "post":
            run.lists_to_come |= {(channel, *named) for named in lists_of(item)}
    for channel, item in run.staging.items("attachment"):
        if (path_below := path_of(item)) is not None:
            run.staging.add_upload(channel, path_below, item.ordinal)


def _take_all(run: Run) -> None:
    import_people(run)
    import_sections(run)
    import_tags(run)
    import_media(run)
    items = run.staging.count_items("post", "page")
    one_more = run.steps(
        "Articles, pages and comments", items + run.staging.count_comments()
    )
    import_pages(run, one_more)
    import_articles(run, one_more)
    import_menus(run)
    count_others(run)
    add_lists_addresses(run)


def _warnings(run: Run) -> list[str]:
    """Sentences, most frequent first."""
    found = [f"{what}: {count:,}." for what, count in _by_frequency(run.remarks)]
    if run.removed_tags:
        found.append(f"Taken out of texts: {_listed(run.removed_tags)}.")
    blocks, shortcodes = Counter[str](), Counter[str]()
    for name, count in run.shortcodes.items():
        is_block = name.startswith("wp:")
        (blocks if is_block else shortcodes)[name.removeprefix("wp:")] += count
    if shortcodes:
        found.append(f"Shortcodes left as they are: {_listed(shortcodes)}.")
    if blocks:
        found.append(f"Blocks that WordPress fills, left out: {_listed(blocks)}.")
    return found


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ({count:,})" for name, count in _by_frequency(counts))


def _by_frequency(counts: Counter[str]) -> list[tuple[str, int]]:
    """Those that are equally frequent by name, so that every run tells them alike."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
