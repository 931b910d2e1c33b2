"""What is forgotten here when something is gone for good elsewhere in the program."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from rejoinder.discussion.models import Comment
from rejoinder.discussion.signals import comment_erased
from rejoinder.moving.models import CommentOrigin, Origin
from rejoinder.newsroom.models import Article, PlainPage

KIND_OF = {Article: "article", PlainPage: "page"}


@receiver(comment_erased)
def forget_comment(sender: type[Comment], *, comment: Comment, **kwargs: Any) -> None:
    """The number stays, so that no later import brings the comment back."""
    CommentOrigin.objects.filter(comment=comment).update(
        wanted_hash="", kept_hash="", meta=""
    )


@receiver(post_delete, sender=Article)
@receiver(post_delete, sender=PlainPage)
def forget_source(
    sender: type[Article | PlainPage], instance: Article | PlainPage, **kwargs: Any
) -> None:
    """Likewise: what it was elsewhere is gone, that it was stays."""
    Origin.objects.filter(kind=KIND_OF[sender], object_id=instance.pk).update(raw="")
