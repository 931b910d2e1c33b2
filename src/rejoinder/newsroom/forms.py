"""Forms of Wagtail's admin that we had to change."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from rejoinder.errors import Refusal
from rejoinder.newsroom.models.files import TakenFile


class PictureUploadField(WagtailImageField):
    """Encodes an upload anew at once, so that a refusal is an error of this field.

    Wagtail's own field looks into the file with fewer precautions: one that only
    begins like a PNG ends in an exception there.
    """

    def to_python(self, data: Any) -> TakenFile | None:
        upload = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        try:
            return TakenFile(upload)
        except Refusal as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            self.fields["file"] = PictureUploadField(
                label=field.label, required=field.required, widget=field.widget
            )
