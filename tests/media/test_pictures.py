from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from rejoinder.errors import Malformed, Refusal, TooMuch
from rejoinder.media import pictures
from rejoinder.media.pictures import TakenPicture, take_picture

SECRET = "canaryword"


def encoded(picture: Image.Image, kind: str, **options: Any) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    file.seek(0)
    return file


def opened(taken: TakenPicture) -> Image.Image:
    picture = Image.open(io.BytesIO(taken.content))
    picture.load()
    return picture


def from_a_phone() -> io.BytesIO:
    """A picture taken with the phone on its side: camera, place, a red left half."""
    picture = Image.new("RGB", (60, 40), (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x010F] = SECRET
    exif[0x0112] = 6  # turn a quarter clockwise
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(picture, "JPEG", exif=exif, comment=SECRET.encode())


@pytest.mark.parametrize(
    "kind, extension",
    [
        ("JPEG", "jpg"),
        ("PNG", "png"),
        ("WEBP", "webp"),
        ("GIF", "png"),
        ("AVIF", "jpg"),
        ("HEIF", "jpg"),
    ],
)
def test_pictures_of_these_kinds_are_taken(kind: str, extension: str) -> None:
    taken = take_picture(encoded(Image.new("RGB", (64, 48), (9, 99, 9)), kind))

    assert taken.extension == extension
    assert (taken.width, taken.height) == (64, 48)
    assert opened(taken).size == (64, 48)


def test_position_camera_and_comments_are_gone() -> None:
    taken = take_picture(from_a_phone())

    assert SECRET.encode() not in taken.content
    assert not opened(taken).getexif()
    assert "exif" not in opened(taken).info


def test_picture_stands_as_the_camera_was_held() -> None:
    picture = opened(take_picture(from_a_phone()))

    assert picture.size == (40, 60)
    top, bottom = picture.getpixel((20, 5)), picture.getpixel((20, 55))
    assert top[0] > 200 > bottom[0]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_words_in_other_kinds_are_gone(kind: str) -> None:
    options: dict[str, Any] = {"comment": SECRET}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", SECRET)
        options = {"pnginfo": words}
    if kind == "WEBP":
        options = {"xmp": SECRET.encode()}
    raw = encoded(Image.new("RGB", (20, 20)), kind, **options)
    assert SECRET.encode() in raw.getvalue()

    assert SECRET.encode() not in take_picture(raw).content


def test_what_hangs_behind_the_picture_is_gone() -> None:
    raw = encoded(Image.new("RGB", (20, 20)), "JPEG")
    polyglot = io.BytesIO(raw.getvalue() + b"<script>alert(1)</script>PK\x03\x04")

    assert b"<script>" not in take_picture(polyglot).content


def test_colours_are_converted_and_the_profile_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    picture = Image.new("RGB", (20, 20), (200, 30, 30))
    for each in (srgb, profile):
        raw = encoded(picture, "PNG", icc_profile=each.tobytes())

        taken = opened(take_picture(raw))

        assert "icc_profile" not in taken.info
        assert taken.getpixel((5, 5)) == (200, 30, 30)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_colour_is_taken(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"

    taken = take_picture(encoded(Image.new(mode, (20, 20)), kind))

    assert opened(taken).mode in {"L", "LA", "RGB", "RGBA"}


def test_transparency_is_kept() -> None:
    picture = Image.new("RGBA", (20, 20), (10, 20, 30, 0))

    for kind in ("PNG", "WEBP", "AVIF"):
        taken = opened(take_picture(encoded(picture, kind)))
        assert taken.getpixel((5, 5))[3] == 0


def test_animation_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), (n * 80, 0, 0)) for n in range(3)]
    raw = encoded(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=70
    )

    taken = take_picture(raw)

    assert taken.extension == "gif"
    assert opened(taken).n_frames == 3
    assert opened(taken).info["duration"] == 70


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\xff\xd8\xff\xe0 cut off",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"GIF89a\xff\xff\xff\xff\0\0\0",
        b"RIFF\x10\0\0\0WEBPVP8 ",
    ],
)
def test_what_is_no_picture_is_refused(raw: bytes) -> None:
    with pytest.raises(Refusal):
        take_picture(io.BytesIO(raw))


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "TGA"])
def test_rare_kinds_are_refused(kind: str) -> None:
    with pytest.raises(Malformed) as refusal:
        take_picture(encoded(Image.new("RGB", (20, 20)), kind))

    assert refusal.value.field == "file"


def test_half_a_picture_is_refused() -> None:
    whole = encoded(Image.effect_noise((400, 400), 50), "JPEG").getvalue()

    with pytest.raises(Malformed):
        take_picture(io.BytesIO(whole[: len(whole) // 2]))


def bomb(width: int, height: int) -> io.BytesIO:
    """A small PNG that says it has so many pixels; they would be all zeros."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b""))


@pytest.mark.parametrize(
    "size", [(30_000, 30_000), (10_000, 10_000), (8_000, 8_000), (1, 20_000)]
)
def test_too_many_pixels_are_refused_before_they_are_decoded(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(_picture: Image.Image) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(pictures, "_encode", decode)

    with pytest.raises(TooMuch):
        take_picture(bomb(*size))


def test_animation_of_too_many_pixels_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames = [Image.new("L", (50, 50), n) for n in range(10)]
    raw = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    monkeypatch.setattr(pictures, "MAX_PIXELS", 50 * 50 * 9)

    with pytest.raises(TooMuch):
        take_picture(raw)


def test_taking_a_picture_again_keeps_its_size_and_look() -> None:
    once = take_picture(encoded(Image.new("RGB", (64, 48), (200, 30, 30)), "PNG"))

    again = take_picture(io.BytesIO(once.content))

    assert opened(again).getpixel((9, 9)) == (200, 30, 30)
