"""Tags of general use: moments in time, and which way a language runs."""

from __future__ import annotations

import ipaddress
from datetime import date, datetime

from django import template
from django.conf import settings
from django.template import Context
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rejoinder.sites.languages import direction_of as direction
from rejoinder.sites.models import ProxyNotice, Site
from rejoinder.sites.queries import zone_of

register = template.Library()


@register.simple_tag(takes_context=True)
def moment(
    context: Context,
    value: date | datetime | None,
    css_class: str = "",
    shown: str = "DATETIME_FORMAT",
) -> SafeString | str:
    """`<time>` in the zone of the site and the form of the page's language.

    `shown` names one of Django's formats: DATETIME_FORMAT, DATE_FORMAT, …
    """
    if value is None:
        return ""
    local = value
    if isinstance(value, datetime):
        local = timezone.localtime(value, zone_of(context.get("site")))
    return format_html(
        '<time{} datetime="{}" dir="auto">{}</time>',
        format_html(' class="{}"', css_class) if css_class else "",
        local.isoformat(timespec="seconds")
        if isinstance(local, datetime)
        else local.isoformat(),
        formats.date_format(local, shown, use_l10n=True),
    )


@register.simple_tag
def undeclared_proxy(site: Site) -> ProxyNotice | None:
    """The proxy that was seen without being named in the settings, if it still is."""
    notice = ProxyNotice.objects.filter(site=site).first()
    return None if notice is None or _is_declared(notice.peer) else notice


def _is_declared(peer: str) -> bool:
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return False
    return any(address in network for network in settings.TRUSTED_PROXIES)


@register.filter
def direction_of(language: str) -> str:
    """`ltr` or `rtl`, for a `dir` attribute."""
    return direction(language)
