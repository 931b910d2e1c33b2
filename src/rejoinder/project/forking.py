"""What a process must let go of before it forks. Needs Django only when called."""

from __future__ import annotations


def forget_connections() -> None:
    """A connection to the database must not be carried over a fork."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
