"""One site for all tests of this folder: each takes back what it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from rejoinder.sites.models import Site
from tests.changes.questions import Answer, Question
from tests.changes.site_in_use import SiteInUse, make_site_in_use
from tests.changes.storable import Made, all_pages, make
from tests.databases import prepared_site


@dataclass(frozen=True)
class World:
    """`answers` are those that its pages got."""

    used: SiteInUse
    pages: dict[str, Made]
    answers: dict[Question, Answer]

    def may_differ(self, paths: Iterable[str]) -> list[str]:
        """Those of these pages that could be others now than they were; quickly."""
        otherwise = {
            question
            for question, answer in self.answers.items()
            if question.knows_the_time or question.ask() != answer
        }
        return [path for path in paths if self.pages[path].asked & otherwise]

    def differing(self, paths: Iterable[str]) -> list[str]:
        """Those of these pages that are others now, or gone."""
        after = {path: make(path) for path in paths}
        return [
            path
            for path, page in after.items()
            if page is None or page.body != self.pages[path].body
        ]


def world_of(used: SiteInUse) -> World:
    pages = all_pages(used.site)
    asked = frozenset().union(*(page.asked for page in pages.values()))
    return World(used, pages, {question: question.ask() for question in asked})


@pytest.fixture(scope="module")
def made_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """Making it takes seconds, and every page of it is made before and after."""
    patch = pytest.MonkeyPatch()
    for name in ("addresses", "thread_page"):
        module = import_module(f"rejoinder.discussion.queries.{name}")
        patch.setattr(module, "BRANCH_LENGTH", 2)
    with patch.context(), django_db_blocker.unblock(), transaction.atomic():
        used = make_site_in_use(Site.objects.first() or prepared_site())
        yield world_of(used)
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def world(made_once: World, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield replace(made_once, used=made_once.used.read_again())
        transaction.set_rollback(True)


@pytest.fixture
def used(world: World) -> SiteInUse:
    return world.used
