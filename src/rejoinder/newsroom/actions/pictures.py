"""Taking pictures and files in."""

from __future__ import annotations

import logging
import time
from typing import IO

from django.core.files.base import File as UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from rejoinder.errors import NotAllowed
from rejoinder.media.files import check_file_name
from rejoinder.newsroom.models import File, Picture
from rejoinder.newsroom.models.files import TakenFile
from rejoinder.newsroom.pictures import make_sizes
from rejoinder.people.models import User
from rejoinder.sites.models import Site

logger = logging.getLogger(__name__)


def add_picture(
    *,
    site: Site,
    file: IO[bytes],
    title: str,
    description: str = "",
    caption: str = "",
    credit: str = "",
    licence: str = "",
    with_sizes: bool = True,
    by: User | None = None,
) -> Picture:
    """Keep a picture, encoded anew, with its sizes.

    Making those takes seconds for a large picture: without `with_sizes` the worker
    does it afterwards, or whoever sees the picture before it does.

    Raises Malformed and TooMuch as media.pictures.take_picture does, NotAllowed.
    """
    _check_may_upload(by, site)
    picture = Picture(
        title=title[:255],
        description=description[:255],
        caption=caption,
        credit=credit,
        licence=licence,
        uploaded_by_user=by,
    )
    picture.file = TakenFile(file)  # type: ignore[assignment]  # as Django's fields do
    picture._set_image_file_metadata()
    picture.save()
    if with_sizes:
        make_sizes(picture)
    return picture


def update_picture(
    *, picture: Picture, title: str, description: str, caption: str
) -> Picture:
    """What an import may change of a picture: its words."""
    picture.title, picture.description = title[:255], description[:255]
    picture.caption = caption
    with transaction.atomic():
        picture.save(update_fields=["title", "description", "caption"])
    return picture


def make_missing_sizes(*, seconds: float) -> int:
    """Make the sizes of pictures that have none, for about so long; how many had none.

    One that cannot be made is passed over: its file may be gone.
    """
    until = time.monotonic() + seconds
    made = 0
    for picture in Picture.objects.filter(renditions=None).order_by("-pk"):
        if time.monotonic() > until:
            break
        try:
            make_sizes(picture)
        except OSError:
            logger.warning("The picture %s has no sizes: no file", picture.pk)
        else:
            made += 1
    return made


def add_file(
    *,
    site: Site,
    file: IO[bytes],
    name: str,
    title: str = "",
    by: User | None = None,
) -> File:
    """Keep a file to download. Raises Malformed for a kind not taken, NotAllowed."""
    _check_may_upload(by, site)
    check_file_name(name)
    row = File(title=(title or name)[:255], uploaded_by_user=by)
    row.file = UploadedFile(file, name)
    row._set_document_file_metadata()
    row.save()
    return row


def update_file(*, file: File, title: str) -> File:
    """What an import may change of a file: its title."""
    file.title = title[:255]
    with transaction.atomic():
        file.save(update_fields=["title"])
    return file


def _check_may_upload(by: User | None, site: Site) -> None:
    if by is not None and not by.may("write", site):
        raise NotAllowed(_("You may not upload here."), code="may-not-upload")
