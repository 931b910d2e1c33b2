"""Rows of where imported things came from."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from rejoinder.discussion.models import Comment
from rejoinder.sites.models import Site


class Source(models.Model):
    """One site elsewhere. `address` is its host and folder, "example.org/blog"."""

    class System(models.TextChoices):
        WORDPRESS = "wordpress", "WordPress"

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="sources")
    system = models.CharField(max_length=20, choices=System.choices)
    address = models.CharField(max_length=300)
    first_seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "system", "address"], name="source_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system}: {self.address}"


class Origin(models.Model):
    """What an imported thing was elsewhere.

    `kind` and `object_id` name the thing here; plain values, because things of many
    rooms have origins. `key` is its name in the source ("12", a login, a slug).
    `wanted_hash` is the fingerprint of what the source last asked for, `kept_hash`
    that of the thing as it then stood here: a source that asks for something else
    gets it only while the thing still is as it was kept. `raw` is the item as it
    stood in the file, JSON, so that a better importer can do it again.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300)
    object_id = models.BigIntegerField()
    wanted_hash = models.CharField(max_length=32)
    kept_hash = models.CharField(max_length=32)
    raw = models.TextField(blank=True, default="")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "key"], name="origin_once"
            )
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="origin_of_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} of source {self.source_id}"


class CommentOrigin(models.Model):
    """As Origin, for comments, which are many: without their text, which is kept on
    the comment itself, and gone with it. `number` is the source's; `meta` is what
    plug-ins there had kept beside it, JSON. Erasing the comment empties this row.
    """

    comment = models.OneToOneField(
        Comment,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="import_origin",
    )
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    number = models.BigIntegerField()
    wanted_hash = models.CharField(max_length=32, blank=True)
    kept_hash = models.CharField(max_length=32, blank=True)
    meta = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "number"], name="comment_origin_once"
            )
        ]

    def __str__(self) -> str:
        return f"comment {self.number} of source {self.source_id}"
