"""Opening a site that exists, for the commands that do not serve it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from rejoinder.command.options import environment_of
from rejoinder.project.data_folder import need_data_folder
from rejoinder.project.postgresql import postgresql_is_ready
from rejoinder.project.preparing import prepare, set_up_django
from rejoinder.project.refusals import CannotStart
from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from rejoinder.sites.models import Site


def open_site(options: Namespace) -> Site:
    """The site of the data folder, with Django loaded.

    Raises CannotStart where there is none, or its database is not this version's.
    """
    environment = environment_of(options)
    need_data_folder(environment.data)
    with postgresql_is_ready(environment):
        set_up_django()
    from rejoinder.project.schema import refuse_newer_schema, schema_state
    from rejoinder.sites.queries import current_site

    state = schema_state()
    refuse_newer_schema(state)
    if state.missing:
        raise CannotStart(
            "This site's database is older than the program. Start it once, which "
            f"brings it up to date: rejoinder serve --data {environment.data}"
        )
    site = current_site()
    if site is None:
        raise CannotStart(f"The site in {environment.data} was never started.")
    return site


def make_or_open_site(options: Namespace) -> Site:
    """As `serve` prepares it: made if it is not there, brought up to date."""
    return prepare(environment_of(options), Steps())
