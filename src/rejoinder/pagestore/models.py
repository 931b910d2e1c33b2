"""Rows of the change log."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Change(models.Model):
    """What stands for `tag` is not as it was before this transaction.

    `is_removal`: something must not be seen any more, so pages that show it are taken
    out at once instead of being renewed. `transaction` is PostgreSQL's number of the
    transaction that wrote the row, 0 on SQLite, where transactions come one by one.
    """

    tag = models.CharField(max_length=100)
    is_removal = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    transaction = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["transaction", "id"], name="change_order")]

    def __str__(self) -> str:
        return self.tag


class Log(models.Model):
    """The one row about the log as a whole.

    `epoch` is another after a backup was restored: positions of before mean nothing
    then. Entries up to (`cleared_transaction`, `cleared_id`) have been deleted.
    """

    epoch = models.UUIDField(default=uuid.uuid4)
    cleared_transaction = models.BigIntegerField(default=0)
    cleared_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.epoch)


class Follower(models.Model):
    """A reader of the log, and how far it is known to have come."""

    name = models.CharField(max_length=200, unique=True)
    epoch = models.UUIDField()
    position_transaction = models.BigIntegerField()
    position_id = models.BigIntegerField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
