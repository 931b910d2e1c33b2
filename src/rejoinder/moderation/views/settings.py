"""The owner's page of settings."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rejoinder.moderation.actions import change_site_settings
from rejoinder.moderation.forms import SettingsForm
from rejoinder.moderation.views.access import needs, signed_in
from rejoinder.web.redirects import SeeOther
from rejoinder.web.requests import SiteRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs("set_up")
def settings(request: SiteRequest) -> HttpResponse:
    form = SettingsForm(site=request.site, data=request.POST or None)
    if form.is_valid():
        change_site_settings(
            site=request.site, values=form.cleaned_data, by=signed_in(request)
        )
        messages.success(request, _("The settings are saved."))
        return SeeOther(reverse("moderation:settings"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"place": "settings", "form": form}
    return render(request, "moderation/settings.html", context, status=status)
