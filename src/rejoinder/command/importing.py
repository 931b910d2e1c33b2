"""`rejoinder import wordpress`: bring another site's articles and comments along."""

from __future__ import annotations

import json
import os
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from rejoinder.command.options import add_options
from rejoinder.command.sites import make_or_open_site
from rejoinder.errors import Malformed
from rejoinder.project.refusals import CannotStart
from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from rejoinder.command.options import Commands
    from rejoinder.moving.report import Report

WIDTH_OF_BAR = 24
MAX_COMMENTS_PER_PAGE = 500


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("import", help="bring another site's content along")
    systems = parser.add_subparsers(required=True, metavar="SYSTEM")
    wordpress = systems.add_parser(
        "wordpress", help="from WordPress's export files (Tools > Export)"
    )
    wordpress.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="An export: .xml, .xml.gz, or a .zip with several, as WordPress.com sends",
    )
    add_options(wordpress, "data", "database")
    wordpress.add_argument(
        "--dry-run",
        action="store_true",
        help="Write nothing; tell what would become of every item.",
    )
    wordpress.add_argument(
        "--repair",
        action="store_true",
        help="Mend what WordPress is known to write wrong, and tell each mend.",
    )
    wordpress.add_argument(
        "--report",
        type=Path,
        metavar="FILE.json",
        help="Write what became of every item there as well, as JSON.",
    )
    wordpress.add_argument(
        "--uploads",
        type=Path,
        metavar="DIR",
        help="A copy of wp-content/uploads, for pictures and files.",
    )
    wordpress.add_argument(
        "--comments-per-page",
        type=_comments_per_page,
        metavar="N",
        help="As set in WordPress under Settings > Discussion. Default: the site's.",
    )
    wordpress.set_defaults(run=run)


def _comments_per_page(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_COMMENTS_PER_PAGE:
        raise ArgumentTypeError(f"{text}: from 1 to {MAX_COMMENTS_PER_PAGE}")
    return int(text)


def run(options: Namespace) -> int:
    _refuse_what_is_not_there(options)
    site = make_or_open_site(options)
    from django.utils import timezone

    from rejoinder.moving.actions import Options, import_wordpress

    steps = Steps()
    with steps.step("Importing" if not options.dry_run else "Trying the import"):
        report = import_wordpress(
            site=site,
            files=options.files,
            options=Options(
                is_dry=options.dry_run,
                uploads=options.uploads,
                comments_per_page=options.comments_per_page,
            ),
            repair=options.repair,
            now=timezone.now(),
            progress=lambda *how_far: steps.progress(progress_line(*how_far)),
        )
    for line in table(report):
        steps.say(line)
    if options.report is not None:
        _write(report, options.report, is_dry=options.dry_run)
    if options.dry_run:
        steps.say("Nothing was written: this was a dry run.")
    else:
        for line in next_steps(report, site.public_url):
            steps.say(line)
    return 0


def _refuse_what_is_not_there(options: Namespace) -> None:
    """Before anything is made: a slip of the pen leaves no empty site behind."""
    for file in options.files:
        if not file.is_file():
            raise CannotStart(f"{file} is not there.")
    if options.uploads is not None and not options.uploads.is_dir():
        raise CannotStart(f"{options.uploads} is no folder.")
    # Long imports end with it, which would be late to hear of a mistyped path.
    if options.report is not None and not _may_write(options.report):
        raise CannotStart(f"The report cannot be written to {options.report}.")


def _may_write(path: Path) -> bool:
    if path.is_dir():
        return False
    return os.access(path if path.exists() else path.parent, os.W_OK)


def progress_line(step: str, done: int, total: int) -> str:
    """ "Articles  ██████░░░░░░  51 %", the name first, since it is what changes."""
    share = min(done / total, 1.0) if total else 1.0
    full = round(share * WIDTH_OF_BAR)
    bar = "█" * full + "░" * (WIDTH_OF_BAR - full)
    return f"{step}  {bar}  {share:.0%}"


def table(report: Report) -> list[str]:
    """The report for a terminal, one line each."""
    lines = [_row("", "seen", "created", "updated", "unchanged", "left out")]
    for kind, tally in report.tallies.items():
        of = tally.outcomes
        counts = (of["created"], of["updated"], of["unchanged"], of["left_out"])
        lines.append(_row(kind, *(f"{n:,}" for n in (tally.seen, *counts))))
    for kind, tally in report.tallies.items():
        for reason, count in tally.reasons.most_common():
            lines.append(f"Left out: {count:,} {kind}: {reason}.")
    return [*lines, *(f"Note: {warning}" for warning in report.warnings)]


def next_steps(report: Report, public_url: str) -> list[str]:
    """What an owner does after an import, one sentence or two each. A site that was
    never served has no `public_url` yet."""
    address = public_url.rstrip("/")
    where = f"at {address}/ (started by: rejoinder serve)"
    steps = [f"Look at your site {where if address else 'with: rejoinder serve'}."]
    if report.tallies["people"].outcomes["created"]:
        steps.append(
            "The people who came cannot sign in yet. An owner sends each a link: "
            f"{address}/account/people/"
        )
    if any("uploads" in reason for reason in report.tallies["media"].reasons):
        steps.append(
            "Pictures and files that were not there are links now. With a copy of "
            "wp-content/uploads, run this once more with --uploads DIR: they take "
            "their places."
        )
    return steps


def _row(name: str, *cells: str) -> str:
    return f"{name:<10}" + "".join(f"{cell:>11}" for cell in cells)


def _write(report: Report, path: Path, *, is_dry: bool) -> None:
    content = json.dumps(report.as_json(), ensure_ascii=False, indent=2)
    try:
        path.write_text(f"{content}\n", encoding="utf-8")
    except OSError as error:
        done = "This was a dry run" if is_dry else "The import is done"
        raise Malformed(
            f"{done}, but the report cannot be written to {path}: {error.strerror}."
        ) from error
