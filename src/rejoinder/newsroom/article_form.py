"""The form in which an article is written. Apart from forms.py: models name it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    def clean_published_on(self) -> datetime | None:
        """A time to come would be shown as if it were past; scheduling waits for it."""
        published_on: datetime | None = self.cleaned_data["published_on"]
        if published_on is not None and published_on > timezone.now():
            raise ValidationError(_("To publish it later, schedule it."))
        return published_on
