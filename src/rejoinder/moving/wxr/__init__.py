"""WordPress's export files (WXR 1.0 to 1.2), read as a stream of plain values.

`ExportReader` opens (`containers`), decodes (`decoding`), if asked mends (`mending`),
and parses (`parsing`, `records`) them. Nothing here knows a database, and nothing that
a file names is ever fetched.
"""

from rejoinder.moving.wxr.reading import ExportReader, Mend
from rejoinder.moving.wxr.values import (
    Author,
    Channel,
    Comment,
    Event,
    Item,
    Term,
    TermRef,
)

__all__ = [
    "Author",
    "Channel",
    "Comment",
    "Event",
    "ExportReader",
    "Item",
    "Mend",
    "Term",
    "TermRef",
]
