"""Small facts that lie beside the pages: each a file of JSON, whole or not there."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path


def read_note(file: Path) -> object:
    """None if there is none, or none that can be read."""
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None


def write_note(file: Path, value: object, scratch: Path) -> None:
    aside = scratch / secrets.token_hex(12)
    aside.write_text(json.dumps(value))
    os.replace(aside, file)


def this_boot() -> str:
    """Another after each start of the machine; '' where the system does not say."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
