"""The owner's look at the page store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from rejoinder.pagestore.local import local_store
from rejoinder.people.models import User
from tests.pagestore.pages import page, publish
from tests.people import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/moderation/pages/"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(settings, "PAGES_ROOT", tmp_path / "pages")
        yield


def test_an_owner_sees_how_many_pages_are_kept(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    local_store().prepare("1")
    publish(local_store(), page("/a/"))
    publish(local_store(), page("/b/"))
    local_store().take_out(["nothing"])
    answer = browser_of(cast.olga).get(ADDRESS).content.decode()
    assert "<dd>2 (" in answer
    assert "<dd>never</dd>" in answer


def test_an_owner_is_told_that_no_pages_are_kept(
    cast: Cast, browser_of: Callable[[User], Client]
) -> None:
    page = browser_of(cast.olga).get(ADDRESS).content.decode()
    assert "No pages are kept here" in page
