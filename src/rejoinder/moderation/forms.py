"""The owner's form of all settings of the site."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rejoinder.errors import Refusal
from rejoinder.sites.models import Site
from rejoinder.sites.rules import CLEANERS

GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (
        _("Site"),
        (
            "name",
            "tagline",
            "public_url",
            "language",
            "time_zone",
            "address_pattern",
        ),
    ),
    (
        _("Reading"),
        (
            "articles_per_page",
            "feed_length",
            "comment_order",
            "default_comments_page",
        ),
    ),
    (
        _("Who may speak"),
        (
            "who_may_speak",
            "trust_name_and_mail",
            "accounts_only",
            "name_and_mail_required",
            "offer_to_remember",
            "seconds_between_comments",
        ),
    ),
    (_("Holding"), ("max_links", "moderation_words", "disallowed_words")),
    (
        _("Threads"),
        ("comments_open", "close_after_days", "thread_depth", "comments_per_page"),
    ),
    (_("Privacy"), ("keep_network_addresses",)),
)


@dataclass(frozen=True)
class Group:
    title: str
    fields: list[BoundField]


class SettingsForm(forms.ModelForm[Site]):
    """Checks all settings at once; sites.change_settings then sets them."""

    class Meta:
        model = Site
        fields = [name for _title, names in GROUPS for name in names]
        widgets = {
            "name": forms.TextInput(attrs={"dir": "auto"}),
            "tagline": forms.TextInput(attrs={"dir": "auto"}),
            "public_url": forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
            "address_pattern": forms.TextInput(attrs={"dir": "ltr"}),
            "who_may_speak": forms.RadioSelect,
            "comment_order": forms.RadioSelect,
            "default_comments_page": forms.RadioSelect,
            "moderation_words": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            "disallowed_words": forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        }

    def __init__(self, *, site: Site, data: Any = None) -> None:
        # A copy, because checking a form writes its values into the row: the page
        # around a refused form must not show a name that was never saved.
        super().__init__(data, instance=copy(site))
        self._offer("language", [(code, name) for code, name in settings.LANGUAGES])
        zones = sorted(zoneinfo.available_timezones())
        self._offer("time_zone", [(zone, zone) for zone in zones])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """A list to choose from; what is set now is in it, whatever it is."""
        now = getattr(self.instance, name)
        if now not in dict(choices):
            choices = [(now, now), *choices]
        self.fields[name].widget = forms.Select(choices=choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, cleaner in CLEANERS.items():
            if name in cleaned:
                try:
                    cleaned[name] = cleaner(str(cleaned[name]))
                except Refusal as refusal:
                    self.add_error(name, str(refusal))
        return cleaned

    def groups(self) -> Iterator[Group]:
        for title, names in GROUPS:
            yield Group(str(title), [self[name] for name in names])
