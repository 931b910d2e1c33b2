"""Fingerprints of values: equal for equal values, on any machine, in any year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

Value = str | int | bool | None | datetime | Sequence["Value"] | Mapping[str, "Value"]


def fingerprint(*values: Value) -> str:
    """32 hexadecimal digits."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=_as_text)
    encoded = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(encoded, digest_size=16).hexdigest()


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no fingerprint of {type(value)}")
