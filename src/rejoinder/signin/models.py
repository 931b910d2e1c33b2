"""Rows of attempts to sign in."""

from __future__ import annotations

from django.db import models

from rejoinder.sites.models import Site


class Attempt(models.Model):
    """A try at a password. Kept for rules.WINDOW only; forgotten on success.

    Both hashes are keyed, and the first is of whatever was typed, so that known and
    unknown addresses are counted alike.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    mail_hash = models.CharField(max_length=64)
    network_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["site", "mail_hash", "at"], name="attempt_mail"),
            models.Index(fields=["site", "network_hash", "at"], name="attempt_network"),
            models.Index(fields=["at"], name="attempt_to_forget"),
        ]

    def __str__(self) -> str:
        return f"attempt at {self.at}"
