"""What `rejoinder doctor` finds: every room has a `checks.find_problems`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and what to do about it: a sentence each."""

    what: str
    remedy: str
