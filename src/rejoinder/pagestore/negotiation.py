"""What a request says about the copy that it wants: plain functions over headers.

Spec: https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3 (Accept-Encoding) and
https://www.rfc-editor.org/rfc/rfc9110#section-13.1 (conditions).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from rejoinder.pagestore.pages import ENDINGS

#: What the encodings were called before they had their names.
_ALIASES = {"x-gzip": "gzip"}

_WEIGHT = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?", re.ASCII)
_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\uffff]*")')


def choose_encoding(accept_encoding: str | None) -> str:
    """`br`, `gzip` or `identity`: what is liked best, of equals the smallest.

    Without the header any may be sent, but who does not send it decodes nothing. Who
    forbids even the plain bytes and names nothing that we have gets those.
    """
    weights = _weights(accept_encoding or "")
    others = weights.get("*", 0.0)
    liked = {
        encoding: weights.get(encoding, others)
        for encoding in ENDINGS
        if encoding != "identity"
    }
    best = max(liked, key=lambda encoding: liked[encoding])
    # Plain bytes are welcome unless they are named; then as much as they are.
    plain = weights.get("identity", 0.0)
    return best if liked[best] > 0 and liked[best] >= plain else "identity"


def _weights(accept_encoding: str) -> dict[str, float]:
    """Names in lower case, and how welcome each is. What is not understood is as if
    it were not there."""
    weights: dict[str, float] = {}
    for member in accept_encoding.lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        weight = "1"
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = value.strip()
        if name and _WEIGHT.fullmatch(weight):
            weights[_ALIASES.get(name, name)] = float(weight)
    return weights


def etag_of(encoding: str, etag: str) -> str:
    """Each encoding has a strong ETag of its own: `"1a2b"`, `"1a2b-br"`."""
    return etag if encoding == "identity" else f'{etag[:-1]}-{encoding}"'


def matching_encoding(
    if_none_match: str, etags: Mapping[str, str], chosen: str
) -> str | None:
    """The encoding whose copy the reader has already, `chosen` first; None for none.

    Compared weakly, as proxies that compress make a strong ETag a weak one. Any of
    the page's copies will do: they say the same.
    """
    if if_none_match == etags[chosen] or if_none_match.strip() == "*":
        return chosen
    theirs = frozenset(_ENTITY_TAG.findall(if_none_match))
    for encoding in (chosen, *etags):
        if etags[encoding] in theirs:
            return encoding
    return None


def is_unmodified_since(if_modified_since: str, modified_at: int) -> bool:
    """Whether nothing changed after that date. What is no date is as if not there."""
    try:
        since = parsedate_to_datetime(if_modified_since)
    except (TypeError, ValueError):
        return False
    return since.replace(tzinfo=since.tzinfo or UTC).timestamp() >= modified_at
