"""Origins: scheme, host and port, as one string. Needs no Django."""

from __future__ import annotations

from urllib.parse import urlsplit

STANDARD_PORTS = {"http": 80, "https": 443}


def parse_origin(text: str) -> str:
    """The origin as browsers write it: `https://example.org`, no path, no slash.

    '' stays ''. Raises ValueError, with a sentence, for anything else.
    """
    if not text:
        return ""
    parts = urlsplit(text)
    if parts.scheme not in STANDARD_PORTS or not parts.hostname:
        raise ValueError("must be like https://example.org")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError("must be a scheme and a host only, like https://example.org")
    # Browsers send a name outside ASCII in its encoded form, in Host and Origin.
    host = (
        parts.hostname.encode("idna").decode()
        if ":" not in parts.hostname
        else (f"[{parts.hostname}]")
    )
    is_standard = parts.port in {None, STANDARD_PORTS[parts.scheme]}
    return f"{parts.scheme}://{host}" + ("" if is_standard else f":{parts.port}")
