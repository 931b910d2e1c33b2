"""From nothing to a site that can be served; asked again at every start.

Order matters: what can be refused is asked before anything is written, and nothing
is half done after a kill: the next start goes on.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rejoinder.project.data_folder import make_data_folder, preparation_lock
from rejoinder.project.environment import Environment, key_of
from rejoinder.project.postgresql import postgresql_is_ready
from rejoinder.project.steps import Steps

if TYPE_CHECKING:
    from rejoinder.sites.models import Site


def set_up_django(settings_module: str = "production") -> None:
    """Load Django with our settings. The data folder must be there already."""
    import django

    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", f"rejoinder.project.settings.{settings_module}"
    )
    django.setup()


def prepare(
    environment: Environment,
    steps: Steps,
    *,
    serves: bool = False,
    reload: bool = False,
) -> Site:
    """Folder, keys, schema, site, static files: whatever is missing or has changed.

    With `serves` the stored pages too. Where they are served decides what is in them,
    so other commands, beside a running server, leave them alone.

    Raises CannotStart in one sentence, with nothing damaged.
    """
    is_new = not (environment.data / "keys").exists()
    make_data_folder(environment.data)
    if is_new:
        steps.say(f"Making a site in {environment.data}")
    with (
        preparation_lock(
            environment.data,
            lambda: steps.say("Waiting for another start of this site"),
        ),
        postgresql_is_ready(environment),
    ):
        for name in ("signing", "hashing"):
            key_of(environment, name)
        with steps.step("Loading Rejoinder"):
            set_up_django("development" if reload else "production")
        return _prepare_with_django(environment, steps, serves=serves)


def _prepare_with_django(
    environment: Environment, steps: Steps, *, serves: bool
) -> Site:
    from django.conf import settings

    from rejoinder.project.schema import (
        bring_up_to_date,
        refuse_newer_schema,
        schema_state,
    )
    from rejoinder.project.static_files import collect_static_files

    state = schema_state()
    refuse_newer_schema(state)
    # Written last: rights and the front page follow the schema, and may be missing
    # although it is complete, after a kill.
    stamp = environment.data / "prepared-for"
    is_changed = not stamp.exists() or stamp.read_text() != state.fingerprint
    if state.missing or is_changed:
        bring_up_to_date(steps)
    site = _site(environment, is_changed=bool(state.missing or is_changed))
    stamp.write_text(state.fingerprint)
    if not settings.STATIC_FILES_FROM_SOURCE:
        collect_static_files(steps)
    if serves and settings.PAGES_ARE_KEPT:
        from rejoinder.project.page_builder import prepare_store

        prepare_store(site)
    return site


def _site(environment: Environment, *, is_changed: bool) -> Site:
    """The site's row and its front page, made if they are not there."""
    from django.db import transaction

    from rejoinder.newsroom.actions import prepare_site
    from rejoinder.sites.actions import change_settings
    from rejoinder.sites.models import Site
    from rejoinder.sites.queries import current_site

    site = current_site()
    if site is None or is_changed:
        with transaction.atomic():
            site = site or Site.objects.create()
            prepare_site(site=site)
    if environment.public_url not in {"", site.public_url}:
        change_settings(site=site, values={"public_url": environment.public_url})
    return site


def first_owner_url(site: Site) -> str:
    """A new one-time link while the site has no owner, else ''.

    Only its hash is kept, and the last one stops working: so it is made only where
    it is shown.
    """
    from django.utils import timezone

    from rejoinder.people.actions import make_one_time_link
    from rejoinder.people.models import Membership, OneTimeLink
    from rejoinder.people.roles import Role
    from rejoinder.sites.queries import site_origin

    if Membership.objects.filter(site=site, role=Role.OWNER).exists():
        return ""
    token = make_one_time_link(
        site=site,
        purpose=OneTimeLink.Purpose.FIRST_OWNER,
        user=None,
        now=timezone.now(),
    )
    return f"{site_origin(site)}/account/welcome/{token}/"
