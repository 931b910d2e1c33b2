"""`rejoinder version`: which version this is."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rejoinder.command.options import Commands

import rejoinder


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser("version", help="print the version")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    print(f"rejoinder {rejoinder.__version__}")
    return 0
