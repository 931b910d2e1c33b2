"""What we keep of text that arrives in a form or over an API."""

import re

REPLACEMENT = "\ufffd"

# PostgreSQL refuses NUL in text, and a lone surrogate cannot be written as UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def normalise_source(raw: str) -> str:
    """Return `raw` with newlines as LF and unstorable characters replaced.

    Nothing else changes, not even spaces at the ends or composed letters, so that
    a writer who edits gets back what they sent.
    """
    with_line_feeds = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSTORABLE.sub(REPLACEMENT, with_line_feeds)
