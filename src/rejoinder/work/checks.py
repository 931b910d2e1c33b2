"""Whether the duties get done."""

from __future__ import annotations

from collections.abc import Iterator

from rejoinder.problems import Problem
from rejoinder.work.models import Duty

# Fewer may be a passing trouble that the next try mends.
FAILURES_WORTH_TELLING = 3


def find_problems() -> Iterator[Problem]:
    for duty in Duty.objects.filter(attempts__gte=FAILURES_WORTH_TELLING):
        yield Problem(
            f"The duty {duty.name} failed {duty.attempts} times in a row: "
            f"{duty.last_error}",
            "It is tried again by itself. The log of the server says where it failed.",
        )
