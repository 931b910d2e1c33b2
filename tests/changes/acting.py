"""Doing something to the site, and what the change log then says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rejoinder.pagestore.models import Change
from tests.changes.site_in_use import SiteInUse
from tests.changes.storable import Made
from tests.databases import begin_another_transaction


@dataclass(frozen=True)
class Announced:
    """Tags, `removed` for what must not be seen any more; `rows` of the log."""

    changed: frozenset[str]
    removed: frozenset[str]
    rows: int

    @property
    def tags(self) -> frozenset[str]:
        return self.changed | self.removed

    def names(self, page: Made) -> bool:
        return bool(page.tags & self.tags)


def announced_by(do: Callable[[SiteInUse], object], used: SiteInUse) -> Announced:
    begin_another_transaction()
    last = Change.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    do(used)
    rows = list(Change.objects.filter(pk__gt=last))
    return Announced(
        changed=frozenset(row.tag for row in rows if not row.is_removal),
        removed=frozenset(row.tag for row in rows if row.is_removal),
        rows=len(rows),
    )
