"""One's own account: who am I, and my password."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import auth, messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rejoinder.people.models import User
from rejoinder.people.roles import CAPABILITIES, Role
from rejoinder.signin.actions import change_password, prove_password
from rejoinder.signin.errors import TooManyAttempts, WrongCredentials
from rejoinder.signin.forms import ChangePasswordForm
from rejoinder.web.redirects import SeeOther
from rejoinder.web.refusals import wait_in_words
from rejoinder.web.requests import SiteRequest


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def account(request: SiteRequest) -> HttpResponse:
    return render(request, "signin/account.html", _whoever(request))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def first_steps(request: SiteRequest) -> HttpResponse:
    """What somebody new can do next, by what their role allows."""
    return render(request, "signin/first_steps.html", _whoever(request))


@never_cache
@login_required
@sensitive_post_parameters("old_password", "password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: SiteRequest) -> HttpResponse:
    user = cast(User, request.user)
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and _is_proven(request, form):
        change_password(user=user, password=form.cleaned_data["password"])
        auth.login(request, user)  # this session goes on, under a new key
        messages.success(request, _("Your password has been changed."))
        return SeeOther(reverse("signin:account"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "signin/password.html", {"form": form}, status=status)


def _is_proven(request: SiteRequest, form: ChangePasswordForm) -> bool:
    """Whether the old password is right; asked at the pace of signing in."""
    try:
        prove_password(
            site=request.site,
            mail=cast(User, request.user).email or "",
            password=form.cleaned_data["old_password"],
            network_address=request.client_address,
            now=timezone.now(),
        )
    except WrongCredentials:
        form.add_error("old_password", _("This is not your password."))
    except TooManyAttempts as refusal:
        wait = wait_in_words(refusal.retry_after_seconds or 0)
        form.add_error("old_password", f"{refusal} {wait}")
    return form.is_valid()


def _whoever(request: SiteRequest) -> dict[str, object]:
    role = cast(User, request.user).role_on(request.site)
    return {"role": role or "", "may": CAPABILITIES.get(role or Role.READER)}
