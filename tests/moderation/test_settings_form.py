"""The owner's form of settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rejoinder.moderation.forms import GROUPS, SettingsForm
from rejoinder.people.models import User
from rejoinder.sites.models import Site
from rejoinder.sites.queries import editable_settings
from tests.people import Cast

SETTINGS = "/moderation/settings/"


@pytest.fixture
def owner(cast: Cast, browser_of: Callable[[User], Client]) -> Client:
    return browser_of(cast.olga)


def sent(site: Site, **changes: Any) -> dict[str, Any]:
    """What the form sends when only `changes` were typed; None leaves a box empty."""
    values = {setting.name: setting.value for setting in editable_settings(site)}
    data = {**values, **changes}
    return {
        name: value
        for name, value in data.items()
        if value is not None and value is not False
    }


def test_every_setting_is_in_one_group(site: Site) -> None:
    grouped = [name for _title, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(s.name for s in editable_settings(site))


def test_form_as_it_is_shown_is_valid_and_changes_nothing(
    owner: Client, site: Site
) -> None:
    before = {setting.name: setting.value for setting in editable_settings(site)}
    assert owner.post(SETTINGS, sent(site)).status_code == 303
    after = Site.objects.get(pk=site.pk)
    assert {s.name: s.value for s in editable_settings(after)} == before


def test_changed_settings_are_saved_and_told(owner: Client, site: Site) -> None:
    data = sent(
        site,
        name="The Ferry Post",
        who_may_speak="nobody",
        comments_open=None,
        max_links="5",
        moderation_words="casino\r\npills",
        time_zone="Europe/Berlin",
    )
    response = owner.post(SETTINGS, data)
    assert (response.status_code, response["Location"]) == (303, SETTINGS)
    html = owner.get(SETTINGS).content.decode()
    assert "The settings are saved." in html
    site.refresh_from_db()
    assert (site.name, site.who_may_speak, site.comments_open) == (
        "The Ferry Post",
        "nobody",
        False,
    )
    assert (site.max_links, site.time_zone) == (5, "Europe/Berlin")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("public_url", "javascript:alert(1)"),
        ("public_url", "https://example.org/path/"),
        ("language", "xx-nowhere"),
        ("time_zone", "Europe/Atlantis"),
        ("address_pattern", "/%year%/"),
        ("articles_per_page", "0"),
        ("thread_depth", "11"),
        ("comments_per_page", "many"),
        ("max_links", "-1"),
        ("close_after_days", "2000000000"),
        ("who_may_speak", "somebody"),
        ("seconds_between_comments", ""),
    ],
)
def test_unusable_value_is_shown_at_its_field_and_nothing_is_saved(
    owner: Client, site: Site, field: str, value: str
) -> None:
    data = sent(site, tagline="Never saved", **{field: value})
    response = owner.post(SETTINGS, data)
    assert response.status_code == 422
    form: SettingsForm = response.context["form"]
    assert set(form.errors) == {field}
    html = response.content.decode()
    assert f'id="id_{field}_error"' in html
    site.refresh_from_db()
    assert site.tagline == ""


def test_all_mistakes_are_shown_at_once(owner: Client, site: Site) -> None:
    data = sent(site, name="", thread_depth="0", public_url="nonsense")
    form = owner.post(SETTINGS, data).context["form"]
    assert set(form.errors) == {"name", "thread_depth", "public_url"}


def test_refused_form_does_not_rename_the_page_around_it(
    owner: Client, site: Site
) -> None:
    data = sent(site, name="Not yet saved", thread_depth="0")
    response = owner.post(SETTINGS, data)
    assert response.context["site"].name == "The Test Gazette"
    assert 'value="Not yet saved"' in response.content.decode()


def test_hostile_values_stay_text(owner: Client, site: Site) -> None:
    hostile = '"><script>alert(1)</script>'
    words = "</textarea><script>alert(1)</script>"
    owner.post(SETTINGS, sent(site, name=hostile, moderation_words=words))
    html = owner.get(SETTINGS).content.decode()
    assert "<script>alert(1)" not in html
