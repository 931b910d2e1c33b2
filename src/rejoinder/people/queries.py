"""Reads of people."""

from __future__ import annotations

import hashlib

from rejoinder.people.models import Person
from rejoinder.sites.models import Site


def guest_of_device_key(*, site: Site, device_key: str) -> Person | None:
    """The remembered guest whose browser shows this key, or None."""
    if not 20 <= len(device_key) <= 100:
        return None
    digest = hashlib.sha256(device_key.encode("utf-8", "replace")).hexdigest()
    return Person.objects.filter(site=site, device_key_hash=digest).first()
