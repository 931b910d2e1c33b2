"""`rejoinder person add`: an account with a role, from the terminal."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from rejoinder.command.options import add_options
from rejoinder.command.sites import make_or_open_site
from rejoinder.errors import Malformed

if TYPE_CHECKING:
    from rejoinder.command.options import Commands
    from rejoinder.people.models import User
    from rejoinder.sites.models import Site

# people.roles needs Django, which needs a site's folder; a test compares the two.
ROLES = ("reader", "author", "moderator", "editor", "owner")


def add_parser(commands: Commands) -> None:
    person = commands.add_parser("person", help="accounts of the site")
    actions = person.add_subparsers(required=True, metavar="ACTION")
    parser = actions.add_parser(
        "add",
        help="add an account",
        description="Reads the password from standard input, one line. From a "
        "terminal, or without one, it prints a link to choose it.",
    )
    parser.add_argument("--email", required=True, metavar="ADDRESS")
    parser.add_argument("--name", required=True)
    parser.add_argument("--role", required=True, choices=ROLES)
    add_options(parser, "data", "database")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    password = _password()
    site = make_or_open_site(options)
    from rejoinder.people.actions import add_account
    from rejoinder.people.roles import Role

    _refuse_weak(password)
    user = add_account(
        site=site,
        name=options.name,
        mail=options.email,
        role=Role(options.role),
        password=password or None,
    )
    print(f"{user.name} is now {user.role_on(site)} of {site.name}.")
    if not password:
        print(f"Choose the password here, within 3 days: {_link(site, user)}")
    return 0


def _password() -> str:
    """Read before anything is made. Never asked for: a program may be the caller."""
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    return sys.stdin.readline().rstrip("\r\n")


def _refuse_weak(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if not password:
        return
    try:
        validate_password(password)
    except ValidationError as error:
        raise Malformed(" ".join(error.messages), field="password") from error


def _link(site: Site, user: User) -> str:
    from django.utils import timezone

    from rejoinder.people.actions import make_one_time_link
    from rejoinder.people.models import OneTimeLink
    from rejoinder.sites.queries import site_origin

    token = make_one_time_link(
        site=site,
        purpose=OneTimeLink.Purpose.SET_PASSWORD,
        user=user,
        now=timezone.now(),
    )
    return f"{site_origin(site)}/account/welcome/{token}/"
