"""`rejoinder nginx`: print a configuration for nginx in front of this site."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rejoinder.command.options import add_options
from rejoinder.command.sites import open_site

if TYPE_CHECKING:
    from rejoinder.command.options import Commands


def add_parser(commands: Commands) -> None:
    parser = commands.add_parser(
        "nginx", help="print a configuration for nginx in front of the site"
    )
    add_options(parser, "data", "host", "port", "database")
    parser.add_argument(
        "--brotli",
        action="store_true",
        help="This nginx has the module ngx_brotli: send the smaller files.",
    )
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    site = open_site(options)
    from django.conf import settings

    from rejoinder.project.nginx import NginxSite, nginx_configuration
    from rejoinder.sites.queries import site_origin

    environment = settings.ENVIRONMENT
    described = NginxSite(
        data=environment.data,
        site_id=site.pk,
        origin=site_origin(site),
        application=urlsplit(environment.bound_url).netloc,
        max_upload_bytes=environment.max_upload_bytes,
        has_brotli=options.brotli,
    )
    print(nginx_configuration(described), end="")
    return 0
