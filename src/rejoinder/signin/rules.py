"""How many tries at a password are too many. Pure: no database, no clock."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)

# One person mistyping gets ten tries from where they are. A guesser who uses many
# addresses of mail from one network, or many networks for one address, meets the
# wider limits; those are wide so that nobody can lock somebody else out cheaply.
PER_MAIL_AND_NETWORK = 10
PER_NETWORK = 60
PER_MAIL = 100


def seconds_to_wait(times: Sequence[datetime], *, limit: int, now: datetime) -> int:
    """Whole seconds until one more try is allowed; 0: at once.

    `times` are the earlier tries, oldest first.
    """
    recent = [at for at in times if at > now - WINDOW]
    if len(recent) < limit:
        return 0
    freed_at = recent[-limit] + WINDOW
    return max(1, -int((now - freed_at).total_seconds() // 1))


def network_of(address: str) -> str:
    """What stands for one reader's connection: an IPv4 address, an IPv6 /64."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
