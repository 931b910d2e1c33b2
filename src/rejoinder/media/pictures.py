"""Pictures decoded and encoded anew: nothing is kept of the file that was sent.

What survives is pixels. Position, camera, thumbnails, comments and whatever else
hides in a file are gone; colours are sRGB and the picture stands upright.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, cast

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

from rejoinder.errors import Malformed, Refusal, TooMuch

#: More than any camera in a pocket makes (48 megapixels); decoded, that is 240 MB.
MAX_PIXELS = 60_000_000
#: What no screen needs, and what the encoders of WebP and AVIF cannot write.
MAX_SIDE_PIXELS = 16_000

#: Pillow's name of what is read, and of what is kept of it. SVG can carry scripts, and
#: Pillow's other decoders (EPS starts Ghostscript) are doors that nobody needs.
KEPT_AS = {
    "JPEG": "JPEG",
    "MPO": "JPEG",
    "PNG": "PNG",
    "GIF": "GIF",
    "WEBP": "WEBP",
    "AVIF": "JPEG",
    "HEIF": "JPEG",
}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
READABLE_EXTENSIONS = ("jpg", "jpeg", "png", "gif", "webp", "avif", "heic")

#: What is tried on a file. Pillow opens an MPO (two JPEG in one) as a JPEG.
_TRIED = tuple(kind for kind in KEPT_AS if kind != "MPO")

# Without this Pillow knows of some formats only after it has met an unknown file.
Image.init()
pillow_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True)
class TakenPicture:
    """An encoded picture of ours. `extension` is without the dot."""

    content: bytes
    extension: str
    width: int
    height: int


def take_picture(raw: IO[bytes]) -> TakenPicture:
    """Decode an uploaded picture and encode it anew.

    Raises Malformed for what is no picture that we read, TooMuch for one of too many
    pixels (before they are decoded: a small file may unpack to gigabytes).
    """
    try:
        with Image.open(raw, formats=_TRIED) as picture:
            _check_size(picture)
            return _encode(picture)
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    # A decoder that meets damaged or hostile bytes raises nearly anything.
    except Exception as error:
        raise Malformed(
            _(
                "This file is not a picture that can be read. JPEG, PNG, WebP, GIF, "
                "AVIF and HEIC can."
            ),
            code="unreadable-picture",
            field="file",
        ) from error


def _check_size(picture: Image.Image) -> None:
    frames = getattr(picture, "n_frames", 1) if picture.format == "GIF" else 1
    pixels = picture.width * picture.height * frames
    if pixels > MAX_PIXELS or max(picture.size) > MAX_SIDE_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> TooMuch:
    return TooMuch(
        _(
            "This picture is too large: at most %(megapixels)s megapixels, and "
            "%(side)s pixels a side."
        )
        % {"megapixels": MAX_PIXELS // 1_000_000, "side": MAX_SIDE_PIXELS},
        code="too-many-pixels",
        field="file",
    )


def _encode(picture: Image.Image) -> TakenPicture:
    kept_as = KEPT_AS[picture.format or ""]
    if kept_as == "GIF" and getattr(picture, "n_frames", 1) > 1:
        return _encode_animation(picture)
    pixels = _upright_srgb(picture)
    if kept_as == "GIF" or (kept_as == "JPEG" and pixels.mode in {"RGBA", "LA"}):
        kept_as = "PNG"
    output = io.BytesIO()
    pixels.save(output, kept_as, **_ENCODING[kept_as])
    return TakenPicture(
        output.getvalue(), EXTENSIONS[kept_as], pixels.width, pixels.height
    )


# High enough that sizes made from it show no trace of having been encoded twice.
_ENCODING: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90, "progressive": True, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}


def _encode_animation(picture: Image.Image) -> TakenPicture:
    frames = [_bare(frame.convert("RGBA")) for frame in ImageSequence.Iterator(picture)]
    durations = [
        frame.info.get("duration", 100) for frame in ImageSequence.Iterator(picture)
    ]
    output = io.BytesIO()
    frames[0].save(
        output,
        "GIF",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=picture.info.get("loop", 0),
        disposal=2,
    )
    return TakenPicture(output.getvalue(), "gif", picture.width, picture.height)


def _upright_srgb(picture: Image.Image) -> Image.Image:
    """The pixels alone, turned as the camera was held, in 8-bit grey or sRGB."""
    picture.load()
    upright = ImageOps.exif_transpose(picture) or picture
    return _bare(_eight_bit(_in_srgb(upright)))


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        converted = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a damaged profile is as good as none
    return cast(Image.Image, converted)


def _eight_bit(picture: Image.Image) -> Image.Image:
    if picture.mode in {"L", "LA", "RGB", "RGBA"}:
        return picture
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "1":
        return picture.convert("L")
    has_alpha = "transparency" in picture.info or picture.mode in {"PA", "RGBa", "La"}
    return picture.convert("RGBA" if has_alpha else "RGB")


def _bare(picture: Image.Image) -> Image.Image:
    """A copy whose `info` is empty: some of Pillow's encoders write what is in it."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare
