"""Statements whose SQL is made once.

The ORM makes the SQL of a query anew at every call, which takes ten times as long as
SQLite takes to answer it. Where that is the better part of a job (posting, and finding
the site at each request), the same query is written in the same words as a `Question`,
and a row goes in or is updated by `insert_row` and `update_row`. Everywhere else the
ORM's own way is the right one. No model here, and no rule.
"""

from rejoinder.statements.asking import Given, Question
from rejoinder.statements.writing import insert_row, update_row

__all__ = ["Given", "Question", "insert_row", "update_row"]
