"""`rejoinder demo`: fill an empty site with a newsroom to look at."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from rejoinder.command.options import add_options
from rejoinder.command.sites import make_or_open_site
from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from rejoinder.command.options import Commands
    from rejoinder.sites.models import Site


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser(
        "demo", help="fill an empty site with a newsroom to look at"
    )
    add_options(parser, "data", "database")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    print_demo_links(make_or_open_site(options), Steps())
    return 0


def print_demo_links(site: Site, steps: Steps) -> None:
    """Fill the site unless it is the demo already; a link for each role to look as."""
    from django.utils import timezone

    from rejoinder.demo.filling import fill_site
    from rejoinder.sites.queries import site_origin

    with steps.step("Filling the demo"):
        paths = fill_site(
            site=site,
            now=timezone.now(),
            progress=lambda what: steps.progress(f"Filling the demo: {what}"),
        )
    steps.say("This is a demo. Look at it as:")
    for role, path in paths.items():
        steps.say(f"  {role.value}: {site_origin(site)}{path}")
