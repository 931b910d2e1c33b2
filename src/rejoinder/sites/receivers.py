"""What is announced when a site's row is saved past our actions."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from rejoinder.pagestore.changes import announce
from rejoinder.sites import tags
from rejoinder.sites.models import Site


@receiver(post_save, sender=Site)
def site_was_saved(
    instance: Site, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """Some columns alone are saved by sites.actions, which knows what has changed."""
    if not created and update_fields is None:
        announce(tags.layout(instance.pk))
