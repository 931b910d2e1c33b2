"""The connection. Everything that is read and written passes here."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.psycopg_any import IsolationLevel

from rejoinder.project.bounded_postgresql.waiting import BoundedConnection


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with connections that can be given up."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> BoundedConnection:
        # All that Django's own does for whom has neither a pool nor another level.
        self.isolation_level = IsolationLevel.READ_COMMITTED
        return BoundedConnection.connect(**conn_params)
