"""Rows of what the worker does again and again."""

from __future__ import annotations

from django.db import models


class Duty(models.Model):
    """One recurring piece of work: when it is due, and who is at it.

    `leased_until` in the future means that a worker has it. `attempts` counts the
    failures since the last success, and spaces the next try.
    """

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name
