"""Times as WordPress writes them: "2013-01-11 15:00:00", twice, once in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

#: For what says nowhere when it was: the day that WordPress first came out.
UNKNOWN = datetime(2003, 5, 27, tzinfo=UTC)


def time_of(gmt: str, local: str, zone: tzinfo) -> datetime | None:
    """The time, aware. Drafts have no time in UTC, broken rows have neither.

    "0000-00-00 00:00:00" is how MySQL writes that there is none.
    """
    return _parsed(gmt, UTC) or _parsed(local, zone)


def feed_time(text: str) -> datetime | None:
    """As in RSS: "Mon, 11 Jan 2013 15:00:00 +0000"; some write the year -0001."""
    try:
        parsed = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    return _usable(aware)


def _parsed(text: str, zone: tzinfo) -> datetime | None:
    try:
        naive = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - its zone follows
    except ValueError:
        return None
    return _usable(naive.replace(tzinfo=zone))


def _usable(time: datetime) -> datetime | None:
    """In UTC; None for years that a calendar of some zone cannot hold."""
    try:
        in_utc = time.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return in_utc if 1000 <= in_utc.year <= 9000 else None
