"""Pictures and files of the newsroom: our own models from the first migration."""

from __future__ import annotations

import secrets
from typing import IO, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)

from rejoinder.errors import Malformed
from rejoinder.media.files import CONTENT_TYPES, check_file_name
from rejoinder.media.pictures import take_picture


class TakenFile(ContentFile):
    """A picture that has been encoded anew, under a name that says nothing."""

    def __init__(self, raw: IO[bytes]) -> None:
        raw.seek(0)
        taken = take_picture(raw)
        # Nobody guesses it, and nobody learns from it what the file was called.
        super().__init__(taken.content, f"{secrets.token_hex(8)}.{taken.extension}")


class PictureFieldFile(WagtailImageFieldFile):
    """The last gate: whatever road a picture takes, it is encoded anew to be kept."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        taken = content if isinstance(content, TakenFile) else TakenFile(content)
        super().save(taken.name, taken, save)


class PictureField(WagtailImageField):
    attr_class = PictureFieldFile


class Picture(AbstractImage):
    """A picture taken in. What is kept is re-encoded, without position or camera.

    `description` is the alternative text used where a place gives none of its own.
    """

    file = PictureField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True, default="")
    credit = models.CharField(_("credit"), max_length=255, blank=True, default="")
    licence = models.CharField(_("licence"), max_length=100, blank=True, default="")

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        *Image.admin_form_fields,
        "caption",
        "credit",
        "licence",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        """Never the title: that is often the name of a file, and says nothing."""
        return str(self.description)

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{filename[:2]}/{filename}"

    def generate_rendition_file(
        self, filter: Filter, *, source: Any = None
    ) -> ContentFile:
        """As Wagtail does, which leaves its temporary file open, and stills a GIF."""
        if filter.spec == "original":
            with self.open_file() as file:
                return ContentFile(file.read(), name=self.filename)
        made = super().generate_rendition_file(filter, source=source)
        with made.file:
            made.file.seek(0)
            return ContentFile(made.file.read(), name=made.name)


class PictureRendition(AbstractRendition):
    """A size of a picture, made once and public."""

    image = models.ForeignKey(
        Picture, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="rendition_once",
            )
        ]

    def get_upload_to(self, filename: str) -> str:
        return f"{filename[:2]}/{filename}"


class File(AbstractDocument):
    """A document to download: always served as an attachment."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def clean(self) -> None:
        try:
            check_file_name(self.file.name)
        except Malformed as refusal:
            raise ValidationError({"file": str(refusal)}) from refusal

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES.get(
            self.file_extension.lower(), "application/octet-stream"
        )
