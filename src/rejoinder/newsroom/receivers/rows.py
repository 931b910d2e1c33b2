"""What is said to the change log when rows of the newsroom are saved or deleted,
by our actions or by Wagtail's admin.

New ones are shown nowhere yet, but for sections and menus.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from rejoinder.newsroom import tags
from rejoinder.newsroom.models import (
    File,
    Menu,
    Picture,
    PictureRendition,
    Section,
    Tag,
    Writer,
)
from rejoinder.pagestore.changes import announce, announce_removal
from rejoinder.sites.tags import layout


@receiver(post_save, sender=Section)
@receiver(post_save, sender=Menu)
@receiver(post_delete, sender=Menu)
def menus_changed(instance: Section | Menu, **kwargs: Any) -> None:
    announce(layout(instance.site_id))


@receiver(post_delete, sender=Section)
def section_was_deleted(instance: Section, **kwargs: Any) -> None:
    announce_removal(tags.in_section(instance.pk))
    announce(layout(instance.site_id))


@receiver(post_save, sender=Tag)
def tag_was_saved(instance: Tag, created: bool, **kwargs: Any) -> None:
    if not created:
        announce(tags.tag(instance.pk))


@receiver(post_delete, sender=Tag)
def tag_was_deleted(instance: Tag, **kwargs: Any) -> None:
    announce_removal(tags.tag(instance.pk))


@receiver(post_save, sender=Writer)
def writer_was_saved(instance: Writer, created: bool, **kwargs: Any) -> None:
    if not created:
        announce(tags.writer(instance.pk))


@receiver(post_delete, sender=Writer)
def writer_was_deleted(instance: Writer, **kwargs: Any) -> None:
    announce_removal(tags.writer(instance.pk))


@receiver(post_save, sender=Picture)
def picture_was_saved(instance: Picture, created: bool, **kwargs: Any) -> None:
    if not created:
        announce(tags.picture(instance.pk))


@receiver(post_delete, sender=PictureRendition)
def size_was_deleted(instance: PictureRendition, **kwargs: Any) -> None:
    """After another file was chosen, say: pages name the old one until then."""
    announce(tags.picture(instance.image_id))


@receiver(post_delete, sender=Picture)
def picture_was_deleted(instance: Picture, **kwargs: Any) -> None:
    announce_removal(tags.picture(instance.pk))


@receiver(post_save, sender=File)
def file_was_saved(instance: File, created: bool, **kwargs: Any) -> None:
    if not created:
        announce(tags.file(instance.pk))


@receiver(post_delete, sender=File)
def file_was_deleted(instance: File, **kwargs: Any) -> None:
    announce_removal(tags.file(instance.pk))
