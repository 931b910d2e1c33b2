"""The owner's page of people: who has which role, add somebody, let somebody go."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rejoinder.errors import Refusal
from rejoinder.people.models import Membership, User
from rejoinder.people.roles import Role
from rejoinder.signin import actions
from rejoinder.signin.forms import PersonForm, RoleForm
from rejoinder.signin.queries import people_of, person_of
from rejoinder.sites.queries import site_origin
from rejoinder.web.pagination import page_of
from rejoinder.web.redirects import SeeOther
from rejoinder.web.refusals import status_of
from rejoinder.web.requests import SiteRequest

PEOPLE_PER_PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def people(request: SiteRequest, number: int = 1) -> HttpResponse:
    page = page_of(
        people_of(request.site, asked_by=_owner(request)),
        number=number,
        per_page=PEOPLE_PER_PAGE,
        base_path=reverse("signin:people"),
    )
    return render(request, "signin/people.html", {"page": page})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SiteRequest) -> HttpResponse:
    """The answer shows the link for the new account once; it is kept nowhere."""
    people_of(request.site, asked_by=_owner(request))
    form = PersonForm(request.POST or None)
    status = HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user, token = actions.add_person(
                by=_owner(request),
                site=request.site,
                name=data["name"],
                mail=data["mail"],
                role=Role(data["role"]),
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, str(refusal))
            status = status_of(refusal)
        else:
            return _link_page(request, user, token)
    elif form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "signin/person_add.html", {"form": form}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def person(request: SiteRequest, user_id: int) -> HttpResponse:
    membership = _membership(request, user_id)
    context = {
        "membership": membership,
        "form": RoleForm(initial={"role": membership.role}),
    }
    return render(request, "signin/person.html", context)


@login_required
@require_POST
def role(request: SiteRequest, user_id: int) -> HttpResponse:
    membership = _membership(request, user_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        actions.change_role(
            by=_owner(request),
            site=request.site,
            user=membership.user,
            role=Role(form.cleaned_data["role"]),
        )
        messages.success(request, _("The role has been changed."))
    return SeeOther(reverse("signin:person", args=[user_id]))


@login_required
@require_POST
def link(request: SiteRequest, user_id: int) -> HttpResponse:
    user = _membership(request, user_id).user
    token = actions.make_password_link(
        by=_owner(request), site=request.site, user=user, now=timezone.now()
    )
    return _link_page(request, user, token)


@login_required
@require_POST
def active(request: SiteRequest, user_id: int) -> HttpResponse:
    """`active=no` deactivates the account, anything else takes that back."""
    user = _membership(request, user_id).user
    if request.POST.get("active") == "no":
        actions.deactivate(by=_owner(request), site=request.site, user=user)
        messages.success(request, _("The account is deactivated."))
    else:
        actions.reactivate(by=_owner(request), site=request.site, user=user)
        messages.success(request, _("The account is active again."))
    return SeeOther(reverse("signin:person", args=[user_id]))


def _owner(request: SiteRequest) -> User:
    """Whoever is signed in; queries and actions ask whether it is an owner."""
    return cast(User, request.user)


def _membership(request: SiteRequest, user_id: int) -> Membership:
    return person_of(request.site, user_id, asked_by=_owner(request))


def _link_page(request: SiteRequest, user: User, token: str) -> HttpResponse:
    path = reverse("signin:welcome", args=[token])
    context = {"person": user, "link": site_origin(request.site) + path}
    return render(request, "signin/person_link.html", context)
