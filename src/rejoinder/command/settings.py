"""`rejoinder settings`: what the owner decides, listed or changed from the terminal."""

from __future__ import annotations

import textwrap
from argparse import Namespace
from typing import TYPE_CHECKING

from rejoinder.command.options import add_options
from rejoinder.command.sites import open_site
from rejoinder.errors import Malformed

if TYPE_CHECKING:
    from rejoinder.command.options import Commands

WIDTH = 88


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser(
        "settings", help="list the site's settings, or change some"
    )
    add_options(parser, "data", "database")
    parser.set_defaults(run=run_list)
    actions = parser.add_subparsers(metavar="ACTION")
    change = actions.add_parser("set", help="change settings")
    change.add_argument("assignments", nargs="+", metavar="NAME=VALUE")
    add_options(change, "data", "database")
    change.set_defaults(run=run_set)


def run_list(options: Namespace) -> int:
    site = open_site(options)
    from rejoinder.sites.queries import editable_settings

    for setting in editable_settings(site):
        print(f"{setting.name}={_shown(setting.value)}")
        meaning = [
            setting.title[:1].upper() + setting.title[1:] + ".",
            setting.help_text,
        ]
        for line in textwrap.wrap(" ".join(filter(None, meaning)), WIDTH - 4):
            print(f"    {line}")
        for value, title in setting.choices:
            print(f"    {value}: {title}")
    return 0


def run_set(options: Namespace) -> int:
    """All of them or none."""
    values = dict(_split(assignment) for assignment in options.assignments)
    site = open_site(options)
    from rejoinder.sites.actions import change_settings

    try:
        change_settings(site=site, values=values)
    except Malformed as refusal:
        given = f"{refusal.field}={values[refusal.field]}" if refusal.field else ""
        raise Malformed(f"{given}: {refusal}", field=refusal.field) from refusal
    for name in values:
        print(f"{name}={_shown(getattr(site, name))}")
    return 0


def _split(assignment: str) -> tuple[str, str]:
    name, separator, value = assignment.partition("=")
    if not separator:
        raise Malformed(f"{assignment}: write it as NAME=VALUE")
    # One line of a terminal holds a list of words with \n between them.
    return name.strip(), value.replace("\\n", "\n")


def _shown(value: object) -> str:
    """As `settings set` takes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("\r\n", "\n").replace("\n", "\\n")
