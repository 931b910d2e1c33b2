"""One row at a time: what is read back is what stood on it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from rejoinder.people.models import Person, PersonKind
from rejoinder.sites.models import ProxyNotice, Site
from rejoinder.statements import insert_row, update_row

pytestmark = pytest.mark.django_db

ODD = "tab\tline\nback\\slash \\N 'quote' 50 % \N{SNOWMAN} \u200f"


def test_row_is_read_back_as_it_was(site: Site) -> None:
    person = Person(site=site, kind=PersonKind.GUEST, name=ODD)
    insert_row(person)
    kept = Person.objects.get(pk=person.pk)
    columns = [field.attname for field in Person._meta.concrete_fields]
    assert all(getattr(kept, name) == getattr(person, name) for name in columns)


def test_row_that_was_inserted_can_be_saved(site: Site) -> None:
    person = Person(site=site, kind=PersonKind.GUEST)
    insert_row(person)
    person.name = "Gil"
    person.save()
    assert list(Person.objects.values_list("name", flat=True)) == ["Gil"]


def test_row_keeps_the_key_that_it_has(site: Site) -> None:
    person = Person(pk=4_000, site=site, kind=PersonKind.GUEST, name="Gil")
    insert_row(person)
    assert person.pk == 4_000
    assert Person.objects.get(pk=4_000).name == "Gil"


def test_key_that_is_taken_is_refused(site: Site) -> None:
    person = Person.objects.create(site=site, kind=PersonKind.GUEST)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(Person(pk=person.pk, site=site, kind=PersonKind.GUEST))


def test_only_the_fields_named_are_written(site: Site) -> None:
    seen_at = datetime(2026, 11, 24, tzinfo=UTC)
    row = ProxyNotice.objects.create(site=site, header="A", peer="B", seen_at=seen_at)
    row.header, row.peer = "C", ODD
    update_row(row, "peer")
    row.refresh_from_db()
    assert (row.header, row.peer, row.seen_at) == ("A", ODD, seen_at)
