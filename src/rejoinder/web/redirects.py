"""Where a form leads on: always to a page of ours."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

MAX_PATH_CHARACTERS = 2000
# Percent-encoding hides percent-encoding; what is still hidden after so many rounds
# was not made by a page of ours.
MAX_DECODING_ROUNDS = 4


class SeeOther(HttpResponseRedirect):
    """303: fetch that page now, with GET. Browsers then repeat no form on reload."""

    status_code = 303


def own_path(raw_path: str) -> str:
    """`raw_path` if it can only lead to a page of this site, else ''.

    Stricter than it must be: no address in the query, no colon, no dot file. Being
    too careful costs one click, being too generous a phished password
    (CVE-2017-7233, CVE-2018-14574, CVE-2026-33393).
    """
    if len(raw_path) > MAX_PATH_CHARACTERS:
        return ""
    if not url_has_allowed_host_and_scheme(raw_path, allowed_hosts=None):
        return ""
    decoded = raw_path
    for _round in range(MAX_DECODING_ROUNDS):
        if not _stays_here(decoded):
            return ""
        earlier, decoded = decoded, unquote(decoded)
        if earlier == decoded:
            return raw_path
    return ""


def _stays_here(path: str) -> bool:
    # Browsers read \ as / and drop control characters before they look for a host.
    return (
        path.startswith("/")
        and not path.startswith("/.")
        and "//" not in path
        and "\\" not in path
        and ":" not in path
        and not any(unicodedata.category(c) == "Cc" for c in path)
    )
