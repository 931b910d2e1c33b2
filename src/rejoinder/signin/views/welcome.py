"""Where one-time links lead. GET shows a page; only POST uses the link up, because
mail scanners and link previews open every address they see (CVE-2019-1020018)."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from rejoinder.errors import NotFound, Refusal
from rejoinder.people.actions import (
    become_first_owner,
    choose_password,
    find_one_time_link,
    use_one_time_link,
)
from rejoinder.people.models import OneTimeLink
from rejoinder.signin.forms import FirstOwnerForm, NewPasswordForm
from rejoinder.web.redirects import SeeOther
from rejoinder.web.requests import SiteRequest

Purpose = OneTimeLink.Purpose


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: SiteRequest, token: str) -> HttpResponse:
    try:
        link = _usable_link(request, token)
        response = _PAGES[Purpose(link.purpose)](request, link)
    except NotFound as refusal:
        response = render(
            request,
            "signin/link_unusable.html",
            {"refusal": refusal},
            status=HTTPStatus.GONE,
        )
    # The address is the secret: it must not travel to other sites. Within this one
    # it may, or browsers would send our own forms with `Origin: null`.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _usable_link(request: SiteRequest, token: str) -> OneTimeLink:
    link = find_one_time_link(site=request.site, token=token, now=timezone.now())
    is_demo = link.purpose == Purpose.DEMO
    if is_demo and not request.site.is_demo:
        raise NotFound(_("This link leads into a demo, and this site is none."))
    needs_account = link.purpose != Purpose.FIRST_OWNER
    if needs_account and not (link.user and link.user.is_active):
        raise NotFound(_("This account is not active."))
    return link


def _first_owner(request: SiteRequest, link: OneTimeLink) -> HttpResponse:
    form = FirstOwnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = become_first_owner(
                link=link,
                name=data["name"],
                mail=data["mail"],
                password=data["password"],
                now=timezone.now(),
            )
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            auth.login(request, user)
            return SeeOther(reverse("signin:first-steps"))
    return _form_page(request, "signin/welcome_first_owner.html", form, link)


def _set_password(request: SiteRequest, link: OneTimeLink) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["password"]
        user = choose_password(link=link, password=password, now=timezone.now())
        auth.login(request, user)
        return SeeOther(reverse("signin:account"))
    return _form_page(request, "signin/welcome_set_password.html", form, link)


def _demo(request: SiteRequest, link: OneTimeLink) -> HttpResponse:
    user = link.user
    if request.method == "POST" and user is not None:
        use_one_time_link(link=link, now=timezone.now())
        auth.login(request, user)
        return SeeOther(reverse("signin:first-steps"))
    context = {"person": user, "person_role": user and user.role_on(request.site)}
    return render(request, "signin/welcome_demo.html", context)


def _form_page(
    request: SiteRequest, template: str, form: NewPasswordForm, link: OneTimeLink
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, "person": link.user}, status=status)


_PAGES = {
    Purpose.FIRST_OWNER: _first_owner,
    Purpose.SET_PASSWORD: _set_password,
    Purpose.DEMO: _demo,
}
