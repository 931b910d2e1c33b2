"""The frame of every page and its parts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from rejoinder.people.models import User
from rejoinder.sites.models import ProxyNotice, Site
from rejoinder.web import context
from rejoinder.web.pagination import page_of
from tests.people import Cast


def render(source: str, **values: object) -> str:
    return engines["django"].from_string(source).render(values)


def request_of(site: Site, user: User | AnonymousUser) -> object:
    request = RequestFactory().get("/")
    request.site = site
    request.user = user
    return request


def test_a_page_names_site_language_and_direction(site: Site) -> None:
    with translation.override("ar"):
        page = render_to_string(
            "web/base.html", request=request_of(site, AnonymousUser())
        )
    assert '<html lang="ar" dir="rtl">' in page
    assert "The Test Gazette" in page


def test_the_first_thing_on_a_page_leads_past_its_head(site: Site) -> None:
    page = render_to_string("web/base.html", request=request_of(site, AnonymousUser()))
    body = page.partition("<body")[2]
    assert body.index('class="skip-link" href="#main"') < body.index("<header")
    assert '<main id="main"' in body


def test_a_demo_says_that_it_is_one_on_every_page(site: Site) -> None:
    request = request_of(site, AnonymousUser())
    assert "This is a demo." not in render_to_string("web/base.html", request=request)
    site.is_demo = True
    assert "This is a demo." in render_to_string("web/base.html", request=request)


def test_a_view_may_name_another_language(site: Site) -> None:
    page = render_to_string(
        "web/base.html",
        {"language": "fa", "direction": "rtl"},
        request=request_of(site, AnonymousUser()),
    )
    assert '<html lang="fa" dir="rtl">' in page


def test_a_stranger_costs_no_query(
    site: Site, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        values = context.page(request_of(site, AnonymousUser()))  # type: ignore[arg-type]
        assert str(values["role"]) == ""
        assert values["origin"] == "http://testserver"


def test_a_role_is_asked_for_only_where_it_is_shown(
    site: Site, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        values = context.page(request_of(site, cast.cy))  # type: ignore[arg-type]
    with django_assert_num_queries(1):
        assert values["role"] == "moderator"


def test_a_moment_is_shown_in_the_zone_of_the_site(site: Site) -> None:
    site.time_zone = "Asia/Tehran"
    shown = render(
        '{% load web %}{% moment at "dt-published" %}',
        at=datetime(2026, 11, 24, 22, 0, tzinfo=UTC),
        site=site,
    )
    assert shown == (
        '<time class="dt-published" datetime="2026-11-25T01:30:00+03:30" dir="auto">'
        "Nov. 25, 2026, 1:30 a.m.</time>"
    )


def test_a_moment_is_shown_in_the_language_of_the_page(site: Site) -> None:
    with translation.override("de"):
        shown = render(
            '{% load web %}{% moment day "" "DATE_FORMAT" %}', day=date(2026, 5, 3)
        )
    assert shown == '<time datetime="2026-05-03" dir="auto">3. Mai 2026</time>'


def test_no_moment_is_nothing() -> None:
    assert render("{% load web %}{% moment at %}", at=None) == ""


def test_an_unknown_zone_breaks_no_page(site: Site) -> None:
    site.time_zone = "Middle/Earth"
    at = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
    assert "T22:00:00" in render("{% load web %}{% moment at %}", at=at, site=site)


class SampleForm(forms.Form):
    mail = forms.EmailField(label="Mail & more", help_text="Never shown.")
    site = forms.CharField(label="Site", required=False)
    agree = forms.BooleanField(label="I agree", required=False)
    colour = forms.ChoiceField(
        label="Colour", choices=[("r", "Red")], widget=forms.RadioSelect
    )


def field(name: str, data: dict[str, str] | None = None) -> str:
    form = SampleForm(data)
    return render_to_string("web/_field.html", {"field": form[name]})


def test_a_label_and_a_hint_are_tied_to_their_field() -> None:
    html = field("mail")
    assert '<label class="field__label" for="id_mail">Mail &amp; more</label>' in html
    assert 'aria-describedby="id_mail_helptext"' in html
    assert 'id="id_mail_helptext">Never shown.' in html


def test_a_mistake_is_tied_to_its_field() -> None:
    html = field("mail", {"mail": "x"})
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_mail_helptext id_mail_error"' in html
    assert 'class="field__error" id="id_mail_error">' in html


def test_what_may_stay_empty_says_so() -> None:
    assert "(optional)" in field("site")
    assert "(optional)" not in field("mail")


def test_a_box_stands_before_its_label() -> None:
    html = field("agree")
    assert html.index('type="checkbox"') < html.index('for="id_agree"')


def test_a_group_of_buttons_has_a_legend() -> None:
    html = field("colour")
    assert "<fieldset" in html
    assert "<legend" in html


def test_pages_are_listed_with_the_current_one_marked() -> None:
    page = page_of(list(range(40)), number=2, per_page=10, base_path="/x/")
    html = render_to_string("web/_pagination.html", {"page": page})
    assert '<a aria-current="page" href="/x/page/2/">' in html
    assert 'rel="prev" href="/x/"' in html
    assert 'rel="next" href="/x/page/3/"' in html


def test_one_page_needs_no_list_of_pages() -> None:
    page = page_of([1], number=1, per_page=10, base_path="/x/")
    assert render_to_string("web/_pagination.html", {"page": page}).strip() == ""


@pytest.fixture
def undeclared(site: Site) -> ProxyNotice:
    return ProxyNotice.objects.create(
        site=site, header="X-Forwarded-For", peer="10.0.0.9", seen_at=timezone.now()
    )


def notices(site: Site, role: str) -> str:
    return render_to_string("web/_owner_notices.html", {"site": site, "role": role})


def test_an_owner_is_told_which_setting_names_the_proxy(
    site: Site, undeclared: ProxyNotice
) -> None:
    assert "--trusted-proxy 10.0.0.9" in notices(site, "owner")


def test_nobody_else_is_told(site: Site, undeclared: ProxyNotice) -> None:
    assert notices(site, "editor").strip() == ""


def test_a_declared_proxy_is_no_news(
    site: Site, undeclared: ProxyNotice, settings: SimpleNamespace
) -> None:
    from ipaddress import ip_network

    settings.TRUSTED_PROXIES = (ip_network("10.0.0.0/8"),)
    assert notices(site, "owner").strip() == ""


def test_an_owner_is_told_that_the_public_address_is_missing(site: Site) -> None:
    assert "--public-url" not in notices(site, "owner")
    site.public_url = ""
    assert "--public-url" in notices(site, "owner")
