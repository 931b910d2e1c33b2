"""Logging in and out."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rejoinder.signin.actions import prove_password
from rejoinder.signin.errors import TooManyAttempts, WrongCredentials
from rejoinder.signin.forms import LogInForm
from rejoinder.web.redirects import SeeOther, own_path
from rejoinder.web.refusals import status_of, wait_in_words
from rejoinder.web.requests import SiteRequest

ACCOUNT_PATH = "/account/"
FRONT_PATH = "/"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: SiteRequest) -> HttpResponse:
    """GET never forwards somebody who is signed in: a page that sends people here
    because they may not see it would send them back and forth."""
    if request.method == "POST":
        return _log_in(request)
    next_path = own_path(request.GET.get("next", ""))
    return _form_page(request, LogInForm(), next_path)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request: SiteRequest) -> HttpResponse:
    """POST forgets the session; GET only asks, since a picture's address can GET."""
    if request.method == "POST":
        auth.logout(request)
        return SeeOther(own_path(request.POST.get("next", "")) or FRONT_PATH)
    next_path = own_path(request.GET.get("next", ""))
    return render(request, "signin/logout.html", {"next_path": next_path})


def _log_in(request: SiteRequest) -> HttpResponse:
    next_path = own_path(request.POST.get("next", ""))
    form = LogInForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, next_path, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        user = prove_password(
            site=request.site,
            mail=form.cleaned_data["mail"],
            password=form.cleaned_data["password"],
            network_address=request.client_address,
            now=timezone.now(),
        )
    except WrongCredentials as refusal:
        form.add_error(None, str(refusal))
        return _form_page(request, form, next_path, status_of(refusal))
    except TooManyAttempts as refusal:
        wait = refusal.retry_after_seconds or 0
        form.add_error(None, f"{refusal} {wait_in_words(wait)}")
        response = _form_page(request, form, next_path, status_of(refusal))
        response.headers["Retry-After"] = str(wait)
        return response
    auth.login(request, user)  # gives the session a new key
    return SeeOther(next_path or ACCOUNT_PATH)


def _form_page(
    request: SiteRequest,
    form: LogInForm,
    next_path: str,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {"form": form, "next_path": next_path}
    return render(request, "signin/login.html", context, status=status)
