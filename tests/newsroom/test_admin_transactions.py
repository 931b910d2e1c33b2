"""What an editor does with a page in the admin is done whole or not at all.

The transaction of the test stands around all of it; what the view does is taken back
to its own beginning all the same.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rejoinder.newsroom.models import Article
from rejoinder.newsroom.receivers import pages
from rejoinder.pagestore.models import Change
from rejoinder.sites.models import Address
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.test_admin import ORIGIN, article_form, editor
from tests.people import Cast

__all__ = ["editor"]  # found by name


def edit_url(article: Article) -> str:
    url: str = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return url


def fails(*args: Any, **kwargs: Any) -> None:
    raise RuntimeError("the database is gone")


def test_a_publication_that_fails_half_way_leaves_a_draft(
    editor: Client,
    draft: MakeArticle,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = draft(by=cast.ada)
    before = Change.objects.count()
    monkeypatch.setattr(pages, "announce_shown", fails)

    with pytest.raises(RuntimeError):
        editor.post(
            edit_url(article), article_form(**{"action-publish": "1"}), **ORIGIN
        )

    assert not Article.objects.get().live
    assert not Address.objects.filter(kind="article").exists()
    assert Change.objects.count() == before


def test_what_cannot_be_announced_is_not_unpublished(
    editor: Client, publish: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = publish()
    monkeypatch.setattr(pages, "announce_taken", fails)

    with pytest.raises(RuntimeError):
        editor.post(
            reverse("wagtailadmin_pages:unpublish", args=[article.pk]), **ORIGIN
        )

    assert Article.objects.get().live
