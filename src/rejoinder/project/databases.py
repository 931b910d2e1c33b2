"""Django's settings of the one database, from what the environment says."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from rejoinder.project.environment import Environment


def database_settings(environment: Environment) -> dict[str, object]:
    """Django's settings of the one database."""
    if environment.database_url:
        return _postgresql(environment)
    return {
        "ENGINE": "rejoinder.project.sqlite",
        "NAME": str(environment.data / "rejoinder.sqlite3"),
        "ATOMIC_REQUESTS": False,  # a transaction a request would hold the write lock
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction that reads first and writes later fails at once when
            # another wrote in between; asking for the lock at BEGIN waits instead.
            "transaction_mode": "IMMEDIATE",
            # How long a writer waits for another, in seconds, before it gives up.
            "timeout": 20,
        },
    }


def _postgresql(environment: Environment) -> dict[str, object]:
    parts = urlsplit(environment.database_url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "rejoinder.project.bounded_postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        # Each of the few threads that make pages keeps its own connection, looks first
        # whether it still works, and makes another if not: so everything goes on with
        # the first request after an outage. A pool would wait for minutes.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,  # seconds
            # A server that is gone without a word is given up after so many ms.
            "tcp_user_timeout": 15_000,
            **query,
        },
    }
