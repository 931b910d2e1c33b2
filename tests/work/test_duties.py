"""Duties: taken once, done again, put off when they fail."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from rejoinder.work.actions import LEASE, LONGEST_PAUSE, declare_duties, run_due
from rejoinder.work.checks import find_problems
from rejoinder.work.models import Duty
from rejoinder.work.queries import next_due_at

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SWEEP = f"{__name__}.sweep"
STUMBLE = f"{__name__}.stumble"

swept_at: list[datetime] = []


def sweep(now: datetime) -> None:
    swept_at.append(now)


def stumble(now: datetime) -> None:
    raise RuntimeError("the broom broke")


@pytest.fixture(autouse=True)
def duties(db: None, settings: Settings) -> None:
    swept_at.clear()
    settings.REJOINDER_DUTIES = {SWEEP: 10}
    declare_duties(now=NOON)


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def test_due_duty_is_done_and_due_again_after_its_interval() -> None:
    assert run_due(now=NOON) == 1
    duty = Duty.objects.get()
    assert swept_at == [NOON]
    assert duty.due_at == after(seconds=10)
    assert duty.last_done_at == NOON
    assert duty.leased_until is None


def test_duty_that_is_not_due_is_left() -> None:
    run_due(now=NOON)
    assert run_due(now=after(seconds=9)) == 0
    assert run_due(now=after(seconds=10)) == 1


def test_declaring_again_keeps_what_rows_know() -> None:
    run_due(now=NOON)
    declare_duties(now=after(seconds=1))
    assert Duty.objects.get().last_done_at == NOON


def test_duty_that_is_named_no_more_is_dropped(settings: Settings) -> None:
    settings.REJOINDER_DUTIES = {}
    declare_duties(now=NOON)
    assert not Duty.objects.exists()


def test_duty_that_another_worker_has_is_left_until_its_lease_ends() -> None:
    Duty.objects.update(leased_until=NOON + LEASE)
    assert run_due(now=after(seconds=1)) == 0
    assert run_due(now=NOON + LEASE) == 1


def test_worker_that_lost_its_lease_does_not_give_back_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken_over = after(minutes=10)

    def slow(now: datetime) -> None:
        Duty.objects.update(leased_until=taken_over)

    monkeypatch.setattr(f"{__name__}.sweep", slow)
    run_due(now=NOON)
    assert Duty.objects.get().leased_until == taken_over


def test_failure_is_kept_and_spaces_the_next_tries(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.REJOINDER_DUTIES = {STUMBLE: 10}
    declare_duties(now=NOON)
    pauses = []
    now = NOON
    with caplog.at_level(logging.CRITICAL):
        for _ in range(12):
            run_due(now=now)
            duty = Duty.objects.get()
            pauses.append((duty.due_at - now).total_seconds())
            now = duty.due_at
    assert pauses[:3] == [20, 40, 80]
    assert pauses[-1] == LONGEST_PAUSE.total_seconds()
    assert duty.attempts == 12
    assert "the broom broke" in duty.last_error


def test_failure_does_not_keep_others_from_being_done(
    settings: Settings,
) -> None:
    settings.REJOINDER_DUTIES = {STUMBLE: 10, SWEEP: 10}
    declare_duties(now=NOON)
    assert run_due(now=NOON) == 2
    assert swept_at == [NOON]


def test_success_after_failures_clears_them(monkeypatch: pytest.MonkeyPatch) -> None:
    Duty.objects.update(attempts=4, last_error="the broom broke")
    run_due(now=NOON)
    duty = Duty.objects.get()
    assert (duty.attempts, duty.last_error) == (0, "")


def test_next_due_is_the_end_of_a_lease_for_a_duty_at_work() -> None:
    Duty.objects.update(leased_until=NOON + LEASE)
    assert next_due_at() == NOON + LEASE


def test_next_due_of_nothing_is_never() -> None:
    Duty.objects.all().delete()
    assert next_due_at() is None


def test_doctor_tells_of_a_duty_that_keeps_failing() -> None:
    assert not list(find_problems())
    Duty.objects.update(attempts=3, last_error="the broom broke")
    [problem] = find_problems()
    assert "the broom broke" in problem.what


def test_every_declared_duty_exists(settings: Settings) -> None:
    from django.utils.module_loading import import_string

    from rejoinder.project.settings import base

    for dotted_path in base.REJOINDER_DUTIES:
        assert callable(import_string(dotted_path))
