"""Changing a site's settings: all of them or none, read as a person means them."""

from __future__ import annotations

from typing import Any

import pytest

from rejoinder.errors import Malformed
from rejoinder.sites.actions import change_settings
from rejoinder.sites.models import Site


def test_several_settings_are_changed_at_once(site: Site) -> None:
    values = {"name": "The Ferry Post", "max_links": "5", "comments_open": "no"}
    change_settings(site=site, values=values)
    fresh = Site.objects.get(pk=site.pk)
    assert (fresh.name, fresh.max_links, fresh.comments_open) == (
        "The Ferry Post",
        5,
        False,
    )


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("public_url", "https://Example.org:443/", "https://example.org"),
        ("public_url", "", ""),
        ("accounts_only", "YES", True),
        ("accounts_only", "off", False),
        ("who_may_speak", "nobody", "nobody"),
        ("time_zone", "Asia/Tehran", "Asia/Tehran"),
        ("address_pattern", "/%postname%/", "/%postname%/"),
        ("moderation_words", "casino\npills", "casino\npills"),
    ],
)
def test_typed_value_is_kept_as_it_is_meant(
    site: Site, name: str, typed: str, kept: object
) -> None:
    change_settings(site=site, values={name: typed})
    assert getattr(Site.objects.get(pk=site.pk), name) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("nonsense", "1"),
        ("id", "9"),
        ("is_demo", "yes"),
        ("created_at", "2026-11-24"),
        ("name", ""),
        ("name", "x" * 201),
        ("max_links", "-1"),
        ("max_links", "two"),
        ("thread_depth", "11"),
        ("close_after_days", "36501"),
        ("accounts_only", "perhaps"),
        ("who_may_speak", "somebody"),
        ("public_url", "https://example.org/blog/"),
        ("public_url", "javascript:alert(1)"),
        ("time_zone", "Europe/Atlantis"),
        ("language", "xx-nowhere"),
        ("language", "en-\nSet-Cookie: a=b"),
        ("address_pattern", "/%year%/"),
        ("address_pattern", "%postname%"),
        ("address_pattern", "/%nonsense%/%postname%/"),
        ("address_pattern", "/feed/%postname%/"),
    ],
)
def test_unusable_value_names_its_setting_and_changes_nothing(
    site: Site, name: str, value: str
) -> None:
    values: dict[str, Any] = {"tagline": "Never saved", name: value}
    with pytest.raises(Malformed) as refused:
        change_settings(site=site, values=values)
    assert refused.value.field == name
    assert site.tagline == ""
    assert Site.objects.get(pk=site.pk).tagline == ""
