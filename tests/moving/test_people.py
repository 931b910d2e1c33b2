"""Those who signed articles in an export."""

from __future__ import annotations

import pytest

from rejoinder.newsroom.models import Writer
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from tests.moving.old_sites import OldSite, counts, reasons
from tests.moving.posts import Post, author
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(cast: Cast) -> Cast:
    """Everybody, since accounts are looked for here by their mail addresses."""
    return cast.everybody()


def test_an_author_is_a_writer_with_an_account(old_site: OldSite) -> None:
    report = old_site.take(head=author("dan", name="Dan D."))
    assert counts(report, "people") == {"seen": 1, "created": 1}
    writer = Writer.objects.get()
    assert (writer.name, writer.slug) == ("Dan D.", "dan")
    assert writer.user is not None and writer.user.email == "dan@example.org"
    assert writer.user.role_on(old_site.site) == Role.AUTHOR


def test_nobody_can_sign_in_until_a_link_is_sent(old_site: OldSite) -> None:
    old_site.take(head=author("dan"))
    assert not User.objects.get(email="dan@example.org").has_usable_password()


def test_without_mail_there_is_no_account(old_site: OldSite) -> None:
    old_site.take(head=author("dan").replace("dan@example.org", ""))
    assert Writer.objects.get().user is None
    assert not User.objects.exists()


def test_mail_that_is_none_makes_no_account_and_is_told(old_site: OldSite) -> None:
    report = old_site.take(head=author("dan").replace("dan@example.org", "dan"))
    assert Writer.objects.get().user is None
    assert any("their mail address is none" in line for line in report.warnings)


def test_who_works_here_under_the_same_mail_is_the_same(
    old_site: OldSite, cast: Cast
) -> None:
    old_site.take(head=author("ada"))
    assert Writer.objects.get().user == cast.ada
    assert cast.ada.role_on(old_site.site) == Role.EDITOR


def test_a_reader_here_is_not_made_an_author(old_site: OldSite, cast: Cast) -> None:
    old_site.take(head=author("ben"))
    assert Writer.objects.get().user is None
    assert cast.ben.role_on(old_site.site) == Role.READER


def test_logins_are_not_told_apart_by_case(old_site: OldSite) -> None:
    report = old_site.take(Post(creator="Dan"), head=author("dan") + author("DAN"))
    assert reasons(report, "people") == {"twice in the files": 1}
    assert Writer.objects.count() == 1


def test_a_name_is_made_of_what_there_is(old_site: OldSite) -> None:
    old_site.take(head=author("dan", name=""))
    assert Writer.objects.get().name == "dan"
