"""What may happen to a site, each as a function that does it.

An act is called after the action that it calls, so that none is forgotten; after a
middle dot stands which of its cases it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.changes.site_in_use import SiteInUse

Do = Callable[[SiteInUse], object]


@dataclass(frozen=True)
class Act:
    """`removes` are words that nobody may see any more."""

    name: str
    do: Do
    removes: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        return self.name.partition(" · ")[0]


ACTS: dict[str, Act] = {}


def act(name: str, *, removes: tuple[str, ...] = ()) -> Callable[[Do], Do]:
    def keep(do: Do) -> Do:
        assert name not in ACTS
        ACTS[name] = Act(name, do, removes)
        return do

    return keep
