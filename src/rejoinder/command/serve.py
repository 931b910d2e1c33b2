"""`rejoinder serve`: make the site if need be, and serve it."""

from __future__ import annotations

import importlib.util
from argparse import Namespace
from typing import TYPE_CHECKING

from rejoinder.command.demo import print_demo_links
from rejoinder.command.options import add_options, environment_of
from rejoinder.project.certificate import check_certificate
from rejoinder.project.preparing import first_owner_url, prepare
from rejoinder.project.refusals import CannotStart
from rejoinder.project.serving import probe_port, serve
from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from rejoinder.command.options import Commands
    from rejoinder.sites.models import Site


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser(
        "serve", help="make the site if there is none yet, and serve it"
    )
    add_options(parser, "data", "host", "port", "database", "public-url")
    add_options(parser, "trusted-proxy", "processes", "certificate", "key")
    parser.add_argument(
        "--reload", action="store_true", help="For developers: reload changed code."
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help="Fill an empty site with a newsroom to look at.",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    environment = environment_of(options)
    if options.reload and importlib.util.find_spec("watchfiles") is None:
        raise CannotStart("--reload needs watchfiles: pip install 'rejoinder[reload]'")
    check_certificate(environment)
    address = probe_port(environment)
    steps = Steps()
    site = prepare(environment, steps, serves=True, reload=options.reload)
    if options.demo:
        print_demo_links(site, steps)
    else:
        _show_first_owner_link(site, steps)
    serve(environment, address, reload=options.reload)
    return 0


def _show_first_owner_link(site: Site, steps: Steps) -> None:
    if url := first_owner_url(site):
        steps.say("This site has no owner yet. Become its owner here, within 3 days:")
        steps.say(url)
