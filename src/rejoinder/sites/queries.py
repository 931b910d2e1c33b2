"""Reads of the site and its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db.models import Field

from rejoinder.sites.models import Address, Site
from rejoinder.statements import Question

# Asked at the beginning of every request.
_first_site = Question(lambda: Site.objects.order_by("pk")[:1])


def current_site() -> Site | None:
    """The site of this installation; None before it has been set up."""
    return _first_site.first()


def site_origin(site: Site) -> str:
    """Scheme and host of all absolute links: the setting, or where we listen."""
    return site.public_url or settings.BOUND_URL


def known_origins(site: Site) -> frozenset[str]:
    """The origins under which this site may be opened.

    The public one, and the names of this very machine with the port that we listen
    on: whoever can use those is already here.
    """
    bound = urlsplit(settings.BOUND_URL)
    hosts = ("127.0.0.1", "localhost", "[::1]")
    local = {f"{bound.scheme}://{host}:{bound.port}" for host in hosts}
    return frozenset({site_origin(site), settings.BOUND_URL} | local)


def current_path(site: Site, kind: str, object_id: int) -> str | None:
    """The path that leads to this thing today, percent-decoded."""
    return (
        Address.objects.filter(
            site=site, kind=kind, object_id=object_id, is_current=True
        )
        .values_list("path", flat=True)
        .first()
    )


@dataclass(frozen=True)
class Setting:
    """One thing that an owner may decide. `choices` are values and their meanings."""

    name: str
    value: object
    title: str
    help_text: str
    choices: tuple[tuple[str, str], ...]


def editable_settings(site: Site) -> Iterator[Setting]:
    """The columns of a site that its owner may change, in the order of the model."""
    for field in Site._meta.get_fields():
        if isinstance(field, Field) and field.editable and not field.primary_key:
            yield Setting(
                name=field.name,
                value=getattr(site, field.name),
                title=str(field.verbose_name),
                help_text=str(field.help_text),
                choices=tuple((str(v), str(t)) for v, t in field.choices or ()),
            )


def zone_of(site: Site | None) -> ZoneInfo:
    """The zone that the site's readers live by; UTC where it is not known."""
    try:
        return ZoneInfo(site.time_zone if site else "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
