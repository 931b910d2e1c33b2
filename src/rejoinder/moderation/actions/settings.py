"""Changing the site's settings from the desk."""

from __future__ import annotations

from collections.abc import Mapping

from rejoinder.moderation.permission import must_set_up
from rejoinder.people.models import User
from rejoinder.sites.actions import change_settings
from rejoinder.sites.models import Site


def change_site_settings(*, site: Site, values: Mapping[str, object], by: User) -> Site:
    """As sites.change_settings, for owners only."""
    must_set_up(by, site)
    return change_settings(site=site, values=values)
