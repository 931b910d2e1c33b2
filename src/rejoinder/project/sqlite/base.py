"""The connection. Everything that writes passes here: sessions and Wagtail too."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from rejoinder.turns import Turns

#: Each with its reason. foreign_keys is switched on by Django itself.
PRAGMAS = {
    # Readers go on while one writes, and a commit is one append.
    "journal_mode": "WAL",
    # A commit that was acknowledged survives a power cut (NORMAL loses the last ones
    # in WAL mode).
    "synchronous": "FULL",
    # Erased text is overwritten in the file, not only unlinked from the tables.
    "secure_delete": "ON",
    # Keep the log file from growing for ever after one large import. Bytes.
    "journal_size_limit": 64 * 1024 * 1024,
    # Sorting goes to memory, not to files that would hold text of comments.
    "temp_store": "MEMORY",
}


@cache
def _turns_of(database: str) -> Turns:
    return Turns(Path(f"{database}-turns"))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with our pragmas, and with turns for its transactions."""

    _turns: Turns | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}").close()
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        if not self.is_in_memory_db():
            turns = _turns_of(str(self.settings_dict["NAME"]))
            if turns.take(float(self.settings_dict["OPTIONS"].get("timeout", 5))):
                self._turns = turns
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # not in the stubs
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self._end_turn()

    def _end_turn(self) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.end()
