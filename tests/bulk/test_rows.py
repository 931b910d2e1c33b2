"""Many rows at a time: what is read back is what stood on them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from rejoinder.bulk import insert_rows, take_keys, update_rows
from rejoinder.people.models import Person, PersonKind
from rejoinder.sites.models import ProxyNotice, Site

pytestmark = pytest.mark.django_db

ODD = "tab\tline\nback\\slash \\N 'quote' \N{SNOWMAN} \u200f"


def person(site: Site, key: int, name: str) -> Person:
    return Person(pk=key, site=site, kind=PersonKind.GUEST, name=name)


def test_rows_are_read_back_as_they_were(site: Site) -> None:
    keys = take_keys(Person, 2)
    rows = [person(site, key, name) for key, name in zip(keys, [ODD, ""], strict=True)]
    insert_rows(rows)
    read = Person.objects.filter(pk__in=keys).order_by("pk")
    columns = [field.attname for field in Person._meta.concrete_fields]
    for mine, kept in zip(rows, read, strict=True):
        assert all(getattr(mine, name) == getattr(kept, name) for name in columns)


def test_keys_are_given_once(site: Site) -> None:
    first = list(take_keys(Person, 3))
    insert_rows([person(site, key, "x") for key in first])
    Person.objects.filter(pk=first[-1]).delete()
    made = Person.objects.create(site=site, kind=PersonKind.GUEST)
    second = list(take_keys(Person, 3))
    assert len({*first, made.pk, *second}) == 7


def test_only_the_fields_named_are_written(site: Site) -> None:
    seen_at = datetime(2026, 11, 24, tzinfo=UTC)
    row = ProxyNotice.objects.create(site=site, header="A", peer="B", seen_at=seen_at)
    row.header, row.peer = "C", ODD
    update_rows([row], ["peer"])
    row.refresh_from_db()
    assert (row.header, row.peer, row.seen_at) == ("A", ODD, seen_at)


def test_no_rows_are_no_work(site: Site) -> None:
    insert_rows([])
    update_rows([], ["name"])
    assert Person.objects.count() == 0
