"""The store of this machine, as the settings name its folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from rejoinder.pagestore import changes
from rejoinder.pagestore.store import PageStore
from rejoinder.pagestore.wake import wake


@cache
def _store_in(folder: str) -> PageStore:
    return PageStore(Path(folder))


def local_store() -> PageStore:
    return _store_in(str(settings.PAGES_ROOT))


def follow_commits() -> None:
    """From now on, what this process commits takes effect on the store at once: what
    must not be seen is taken out before the answer goes out, and the builder woken."""
    changes.listen(_after_commit)


def _after_commit(changed: tuple[str, ...], removed: tuple[str, ...]) -> None:
    store = local_store()
    if removed and store.exists:
        store.take_out(removed)
    wake(store.pipe)
