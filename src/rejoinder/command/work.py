"""`rejoinder work`: a worker alone, for sites that run more than one machine."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from rejoinder.command.options import add_options
from rejoinder.command.sites import open_site

if TYPE_CHECKING:
    from rejoinder.command.options import Commands


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser(
        "work", help="run a worker alone (serve has one already)"
    )
    add_options(parser, "data", "database")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Until Ctrl-C or SIGTERM; what is under way is finished."""
    open_site(options)
    from rejoinder.work.loop import work_until_told

    print("The worker is running. Ctrl-C ends it.", flush=True)
    work_until_told()
    return 0
