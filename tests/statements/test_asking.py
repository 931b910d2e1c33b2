"""Questions: the answer is what the ORM's query gives, for whatever is given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import BigIntegerField, CharField, DateTimeField

from rejoinder.people.models import Person, PersonKind
from rejoinder.sites.models import Site
from rejoinder.statements import Given, Question

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)

by_name = Question(
    lambda: Person.objects.filter(name=Given("name", CharField())).order_by("pk")[:1]
)
made_since = Question(
    lambda: (
        Person.objects.filter(
            site=Given("site", BigIntegerField()),
            made_at__gte=Given("since", DateTimeField()),
            kind=PersonKind.GUEST,
        )
        .order_by("made_at")
        .values_list("name", "made_at")[:1]
    )
)
key_of_name = Question(
    lambda: Person.objects.filter(name=Given("name", CharField())).values_list(
        "pk", flat=True
    )[:1]
)


@pytest.fixture
def guests(site: Site) -> list[Person]:
    return [
        Person.objects.create(
            site=site,
            kind=PersonKind.GUEST,
            name=name,
            made_at=NOON + timedelta(hours=number),
        )
        for number, name in enumerate(["Gil", "50 % of 'Gil'", ""])
    ]


def test_answer_is_the_row_as_the_orm_reads_it(guests: list[Person]) -> None:
    for guest in guests:
        found = by_name.first(name=guest.name)
        assert found == guest
        assert found.made_at == guest.made_at
        assert found.user is None
        assert not found._state.adding


def test_row_that_was_found_can_be_saved(guests: list[Person]) -> None:
    found = by_name.first(name="Gil")
    assert found is not None
    found.name = "Gilda"
    found.save()
    assert by_name.first(name="Gil") is None
    assert by_name.first(name="Gilda") == guests[0]


def test_values_are_those_of_python(site: Site, guests: list[Person]) -> None:
    last = made_since.first(site=site.pk, since=NOON + timedelta(minutes=90))
    assert last == ("", NOON + timedelta(hours=2))
    assert made_since.first(site=site.pk, since=NOON + timedelta(days=1)) is None
    assert made_since.first(site=0, since=NOON) is None


def test_one_value_is_given_alone(guests: list[Person]) -> None:
    assert key_of_name.first(name="Gil") == guests[0].pk


def test_rows_with_rows_beside_them_are_refused() -> None:
    question = Question(lambda: Person.objects.select_related("site"))
    with pytest.raises(TypeError):
        question.first()


def test_value_that_was_not_given_is_a_mistake(guests: list[Person]) -> None:
    with pytest.raises(KeyError):
        by_name.first(nam="Gil")


def test_query_is_made_once(
    guests: list[Person], django_assert_num_queries: Callable[[int], Any]
) -> None:
    made = []

    def query() -> Any:
        made.append(1)
        return Person.objects.filter(name=Given("name", CharField()))

    question = Question(query)
    with django_assert_num_queries(2):
        answers = [question.first(name="Gil"), question.first(name="")]
    assert answers == [guests[0], guests[2]]
    assert len(made) == 1
