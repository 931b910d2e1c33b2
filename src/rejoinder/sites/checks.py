"""Whether the site's settings can be used."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError

from rejoinder.errors import Refusal
from rejoinder.problems import Problem
from rejoinder.sites.models import ProxyNotice, Site
from rejoinder.sites.rules import CLEANERS


def find_problems() -> Iterator[Problem]:
    sites = list(Site.objects.all())
    if not sites:
        yield Problem("There is no site yet.", "Start it once: rejoinder serve")
    for site in sites:
        yield from _unusable_settings(site)
        yield from _unknown_proxy(site)


def _unusable_settings(site: Site) -> Iterator[Problem]:
    remedy = "Set it with: rejoinder settings set {}=…"
    try:
        site.full_clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            what = f"The setting {name} cannot be used: {' '.join(messages)}"
            yield Problem(what, remedy.format(name))
    for name, clean in CLEANERS.items():
        try:
            clean(getattr(site, name))
        except Refusal as refusal:
            what = f"The setting {name} cannot be used: {refusal}"
            yield Problem(what, remedy.format(name))


def _unknown_proxy(site: Site) -> Iterator[Problem]:
    for notice in ProxyNotice.objects.filter(site=site):
        peer = ipaddress.ip_address(notice.peer)
        if not any(peer in network for network in settings.TRUSTED_PROXIES):
            yield Problem(
                f"Requests come through {notice.peer}, which is not a trusted proxy: "
                "all readers behind it share one rate limit.",
                f"If it is yours: rejoinder serve --trusted-proxy {notice.peer}",
            )
