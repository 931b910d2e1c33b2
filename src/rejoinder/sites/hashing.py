"""Keyed hashes: what must be compared but not read back."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def keyed_hash(purpose: str, value: str) -> str:
    """64 hexadecimal digits; '' stays ''. The purpose keeps equal values apart."""
    if not value:
        return ""
    message = f"{purpose}\0{value}".encode("utf-8", "surrogatepass")
    key = str(settings.HASHING_KEY).encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()
