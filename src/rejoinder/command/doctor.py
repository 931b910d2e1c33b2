"""`rejoinder doctor`: is the site well, and if not, what to do."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rejoinder.command.options import add_options, environment_of
from rejoinder.project.data_folder import need_data_folder
from rejoinder.project.postgresql import postgresql_is_ready
from rejoinder.project.preparing import set_up_django

if TYPE_CHECKING:
    from rejoinder.command.options import Commands
    from rejoinder.problems import Problem

WELL = 0
UNWELL = 1


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("doctor", help="check a site and say what to do")
    add_options(parser, "data", "database")
    parser.add_argument(
        "--recount",
        action="store_true",
        help="First count the comments of every thread again.",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Reads only, unless told to recount: a site may be checked while it is served."""
    environment = environment_of(options)
    need_data_folder(environment.data)
    with postgresql_is_ready(environment):
        set_up_django()
    if options.recount:
        _recount()
    count = 0
    for problem in _problems():
        count += 1
        print(f"✗ {problem.what}\n  {problem.remedy}", flush=True)
    print(f"Problems found: {count}" if count else "All is well.")
    return UNWELL if count else WELL


def _recount() -> None:
    from rejoinder.discussion.actions import recount_threads

    print(f"{recount_threads()} threads were set right.")


def _problems() -> Iterator[Problem]:
    """Those of every room. With a schema that is not ours the rows cannot be asked."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from rejoinder.project.checks import find_schema_problems

    schema_problems = list(find_schema_problems())
    if schema_problems:
        yield from schema_problems
        return
    for dotted_path in settings.REJOINDER_DOCTOR:
        yield from import_string(dotted_path)()
