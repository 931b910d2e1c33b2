"""The sizes of pictures, and the HTML attributes that offer them to a browser."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from rejoinder.newsroom import tags
from rejoinder.newsroom.models import Picture
from rejoinder.pagestore.rendering import depends_on

#: Widths in pixels: a phone, a phone with a dense screen or a column, a large screen.
WIDTHS = (480, 960, 1600)
#: What a column of text or a teaser needs, for browsers to choose by.
SIZES_IN_COLUMN = "(min-width: 46rem) 44rem, 100vw"
SIZES_IN_LIST = "(min-width: 46rem) 22rem, 100vw"


@dataclass(frozen=True)
class ShownPicture:
    """A picture ready for a template. `webp` and `other` are values of srcset."""

    src: str
    width: int
    height: int
    webp: str
    other: str


def specs_for(picture: Picture) -> list[str]:
    """Wagtail's names of the sizes that we make. Never larger than the picture.

    The height is bounded too: a strip of 1,600 × 16,000 is more than WebP can hold.
    An animation is kept as it is, since its frames would be lost.
    """
    if picture.filename.endswith(".gif"):
        return ["original"]
    widths = [width for width in WIDTHS if width < picture.width]
    widths.append(min(picture.width, WIDTHS[-1]))
    bounds = [f"max-{width}x{width * 4}" for width in sorted(set(widths))]
    return [f"{bound}{form}" for bound in bounds for form in ("", "|format-webp")]


def make_sizes(picture: Picture) -> None:
    """Make them all now, so that no reader waits for it."""
    picture.get_renditions(*specs_for(picture))


def shown_picture(picture: Picture) -> ShownPicture:
    """No query if prefetch_sizes was called; makes a size that is not there yet."""
    depends_on(tags.picture(picture.pk))
    renditions = picture.get_renditions(*specs_for(picture))
    plain = [r for spec, r in renditions.items() if "format-webp" not in spec]
    webp = [r for spec, r in renditions.items() if "format-webp" in spec]
    largest = plain[-1]
    return ShownPicture(
        src=plain[len(plain) // 2].url,
        width=largest.width,
        height=largest.height,
        webp=_srcset(webp),
        other=_srcset(plain),
    )


def nearest_size(picture: Picture, width: int | None) -> str:
    """The URL of the smallest of our sizes that is as wide, or of the largest.

    In the picture's own format: whoever asks for `x.jpg` may not know another.
    """
    specs = [spec for spec in specs_for(picture) if "format-webp" not in spec]
    sizes = list(picture.get_renditions(*specs).values())
    wide_enough = [size for size in sizes if width and size.width >= width]
    return str((wide_enough or sizes[-1:])[0].url)


def _srcset(renditions: list) -> str:
    return ", ".join(f"{r.url} {r.width}w" for r in renditions)


def prefetch_sizes(pictures: Iterable[Picture | None]) -> None:
    """Read the sizes of these pictures in one query."""
    present = [picture for picture in pictures if picture is not None]
    if present:
        prefetch_related_objects(present, "renditions")
