"""The entry point: which command was asked for, and how its refusals are told."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rejoinder.command import (
    demo,
    doctor,
    importing,
    nginx,
    pages,
    person,
    serve,
    settings,
    version,
    work,
)
from rejoinder.command.options import Parser
from rejoinder.errors import Refusal
from rejoinder.project.data_folder import DISK_IS_FULL
from rejoinder.project.environment import EnvironmentMistake
from rejoinder.project.refusals import CannotStart

#: One module a command: `add_parser(commands)` and, as its default `run`, what it does.
COMMANDS = (
    serve,
    person,
    settings,
    importing,
    pages,
    nginx,
    doctor,
    demo,
    work,
    version,
)

REFUSED = 2
INTERRUPTED = 130  # what a shell reports for Ctrl-C


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. A refusal is one line and status 2."""
    parser = Parser(prog="rejoinder", description="A news site with its own comments.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(options)
    except (CannotStart, EnvironmentMistake, Refusal) as refusal:
        return _refused(str(refusal))
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if not _disk_is_full(error):
            raise
        return _refused("The disk is full. Make room, then start again.")
    return status


def _refused(sentence: str) -> int:
    print(f"rejoinder: {sentence}", file=sys.stderr)
    return REFUSED


def _disk_is_full(error: Exception) -> bool:
    """As Python or SQLite says it; Django wraps the latter, text kept."""
    if isinstance(error, OSError) and error.errno in DISK_IS_FULL:
        return True
    return "disk is full" in str(error)
