"""The table of roles for the newsroom: what each may do, by action and in the admin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow
from wagtail.models import Site as WagtailSite

from rejoinder.errors import NotAllowed
from rejoinder.newsroom import actions
from rejoinder.newsroom.models import Article, ArticleIndex, FrontPage
from rejoinder.people.actions import give_role
from rejoinder.people.models import User
from rejoinder.people.roles import Role
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.people import Cast

#: name in the cast: may write, may publish
MAY = {
    "ben": (False, False),
    "cy": (False, False),
    "ann": (True, False),
    "ada": (True, True),
    "olga": (True, True),
}
PUBLISHING: dict[str, Callable[[Article, User], object]] = {
    "publish": lambda article, by: actions.publish_article(article=article, by=by),
    "schedule": lambda article, by: actions.schedule_article(
        article=article, by=by, at=timezone.now() + timedelta(hours=1)
    ),
    "unpublish": lambda article, by: actions.unpublish_article(article=article, by=by),
}


@pytest.mark.parametrize("name", MAY)
def test_who_may_write(newsroom: Site, cast: Cast, name: str) -> None:
    person = getattr(cast, name)
    may_write, _may_publish = MAY[name]

    if may_write:
        actions.write_article(site=newsroom, headline="Mine", by=person)
        actions.add_picture(site=newsroom, file=picture_file(), title="p", by=person)
    else:
        with pytest.raises(NotAllowed):
            actions.write_article(site=newsroom, headline="Mine", by=person)
        with pytest.raises(NotAllowed):
            actions.add_picture(
                site=newsroom, file=picture_file(), title="p", by=person
            )


@pytest.mark.parametrize("act", PUBLISHING)
@pytest.mark.parametrize("name", MAY)
def test_who_may_publish(draft: MakeArticle, cast: Cast, name: str, act: str) -> None:
    person = getattr(cast, name)
    article = draft(by=person if MAY[name][0] else None)
    if act == "unpublish":
        actions.publish_article(article=article)

    if MAY[name][1]:
        PUBLISHING[act](article, person)
    else:
        with pytest.raises(NotAllowed):
            PUBLISHING[act](article, person)


@pytest.mark.parametrize("name", MAY)
def test_wagtail_gives_the_same_rights(
    draft: MakeArticle, cast: Cast, name: str
) -> None:
    person = User.objects.get(pk=getattr(cast, name).pk)
    may_write, may_publish = MAY[name]
    own = draft(by=person if may_write else None).permissions_for_user(person)
    other = draft().permissions_for_user(person)
    index = ArticleIndex.objects.get().permissions_for_user(person)
    front = FrontPage.objects.get().permissions_for_user(person)

    assert person.has_perm("wagtailadmin.access_admin") == may_write
    assert index.can_add_subpage() == may_write
    assert own.can_edit() == may_write
    assert own.can_publish() == may_publish
    assert other.can_edit() == may_publish
    assert other.can_publish() == may_publish
    assert front.can_add_subpage() == may_publish


def test_role_taken_away_takes_the_rights_away(newsroom: Site, cast: Cast) -> None:
    give_role(site=newsroom, user=cast.ada, role=Role.READER)

    assert not User.objects.get(pk=cast.ada.pk).groups.exists()


def test_site_can_be_prepared_again_and_again(newsroom: Site) -> None:
    def state() -> tuple[object, ...]:
        return (
            Page.objects.count(),
            sorted(Group.objects.values_list("name", flat=True)),
            Workflow.objects.count(),
            GroupApprovalTask.objects.count(),
            WagtailSite.objects.count(),
        )

    before = state()
    actions.prepare_site(site=newsroom)

    assert state() == before
    assert before[1] == ["Authors", "Editors", "Owners"]
    assert GroupApprovalTask.objects.get().name == "Editors' approval"
    assert WagtailSite.objects.get().root_page.specific == newsroom.front_page


def test_role_given_before_the_site_was_prepared_counts(
    bare_site: Site, cast: Cast
) -> None:
    actions.prepare_site(site=bare_site)

    article = actions.write_article(site=bare_site, headline="Mine", by=cast.ann)
    person = User.objects.get(pk=cast.ann.pk)
    assert article.permissions_for_user(person).can_edit()
