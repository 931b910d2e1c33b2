"""A stored page as a value, its three encodings, and its files."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import brotli

from rejoinder.pagestore.places import NAMES

#: What describes the other files. Written last, read first.
DESCRIPTION = ".page"
#: Endings of the encodings, in the order of our preference.
ENDINGS = {"br": ".br", "gzip": ".gz", "identity": ""}

#: All files that a page may have, those first that other web servers find.
FILE_NAMES = (
    *(f"{name}{ending}" for name in NAMES.values() for ending in ENDINGS.values()),
    DESCRIPTION,
)

#: As quick as gzip, and a quarter smaller. See docs/decisions/0018-brotli.md.
BROTLI_QUALITY = 5


class NoSuchPage(Exception):
    """It is not stored, or is being replaced at this very moment."""


@dataclass(frozen=True)
class Hole:
    """Bytes of a page that differ for readers whom we know: from `start` to `end`."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Description:
    """What is known of a page without reading it.

    `path` is the address, percent-decoded. `etag` is strong, with its quotes, of the
    plain bytes. Times are seconds since 1970; `fresh_until` 0 means without end.
    `sizes` are bytes, `digests` hexadecimal, both by encoding. `shows_people`: it has
    comments on it, any of which may have to go at once.
    """

    path: str
    content_type: str
    language: str
    etag: str
    made_at: float
    modified_at: int
    fresh_until: float
    tags: tuple[str, ...]
    holes: tuple[Hole, ...]
    sizes: dict[str, int]
    digests: dict[str, str]
    shows_people: bool = False


@dataclass(frozen=True)
class Page:
    """A page with its bytes by encoding: identity, gzip, br."""

    description: Description
    encodings: dict[str, bytes]


def digest_of(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12).hexdigest()


def make_page(
    *,
    path: str,
    content_type: str,
    language: str,
    body: bytes,
    tags: Iterable[str],
    holes: Iterable[Hole] = (),
    made_at: float,
    modified_at: int,
    fresh_until: float = 0,
    shows_people: bool = False,
) -> Page:
    """Compress, and describe. The same body gives the same bytes and ETag."""
    encodings = {
        "identity": body,
        "gzip": gzip.compress(body, 6, mtime=0),
        "br": brotli.compress(body, quality=BROTLI_QUALITY, mode=brotli.MODE_TEXT),
    }
    digests = {name: digest_of(content) for name, content in encodings.items()}
    description = Description(
        path=path,
        content_type=content_type,
        language=language,
        etag=f'"{digests["identity"]}"',
        made_at=made_at,
        modified_at=modified_at,
        fresh_until=fresh_until,
        tags=tuple(sorted(tags)),
        holes=tuple(holes),
        sizes={name: len(content) for name, content in encodings.items()},
        digests=digests,
        shows_people=shows_people,
    )
    return Page(description, encodings)


def dated_after(description: Description, before: Description) -> Description:
    """With a date that tells the page from the one `before` it, or the same date if
    they are the same.

    HTTP's dates are whole seconds. Two pages of one second must not share theirs:
    whoever asks by the date alone would keep the first. The second is dated a second
    ahead, and one that follows at once another; no further.
    """
    if description.etag == before.etag:
        return replace(description, modified_at=before.modified_at)
    modified_at = max(description.modified_at, before.modified_at + 1)
    return replace(description, modified_at=modified_at)


def file_name(content_type: str) -> str | None:
    """What a page of this kind is called; None if such are not kept."""
    return NAMES.get(content_type.partition(";")[0].strip().lower())


def write_aside(page: Page, scratch: Path) -> list[tuple[Path, str]]:
    """Write the page's files below other names.

    Returns them with the names that they are to get, in the order of renaming.
    """
    name = file_name(page.description.content_type)
    if name is None:
        raise ValueError(f"{page.description.content_type} is not kept")
    stem = scratch / secrets.token_hex(12)
    contents = [
        (f"{name}{ENDINGS[encoding]}", content)
        for encoding, content in page.encodings.items()
    ]
    contents.append((DESCRIPTION, _as_json(page.description)))
    written = [(Path(f"{stem}{name}"), name) for name, _content in contents]
    try:
        for (file, _name), (_, content) in zip(written, contents, strict=True):
            file.write_bytes(content)
    except OSError:
        # Half a page would only fill up a disk that is full.
        for file, _name in written:
            _unlink(file)
        raise
    return written


def read_description(folder: Path) -> Description:
    """Raises NoSuchPage."""
    try:
        raw = json.loads((folder / DESCRIPTION).read_bytes())
        holes = tuple(Hole(**hole) for hole in raw.pop("holes"))
        return Description(**raw | {"holes": holes, "tags": tuple(raw["tags"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoSuchPage from error


def read_page(folder: Path) -> Page:
    """The whole page, or NoSuchPage: never a mixture of an old and a new one."""
    description = read_description(folder)
    name = file_name(description.content_type)
    encodings = {}
    try:
        for encoding, ending in ENDINGS.items():
            content = (folder / f"{name}{ending}").read_bytes()
            if digest_of(content) != description.digests[encoding]:
                raise NoSuchPage
            encodings[encoding] = content
    except (OSError, KeyError) as error:
        raise NoSuchPage from error
    return Page(description, encodings)


def last_read_at(folder: Path) -> float:
    """When the page was read last; 0 if never since it was written, or if it is gone.

    Web servers read the files that browsers understand, and ours the description.
    Where the file system notes no reading, only ours is known of.
    """
    last = 0.0
    for name in reversed(FILE_NAMES):
        try:
            status = os.stat(f"{folder}/{name}")
        except OSError:
            if name == DESCRIPTION:
                break
            continue
        if status.st_atime_ns > status.st_mtime_ns:
            last = max(last, status.st_atime)
    return last


def put_in_place(folder: Path, page: Page, written: list[tuple[Path, str]]) -> None:
    """Put files of `page` in the place of the one that lies in `folder`, if any does,
    and date it after that. Not while another does the same."""
    with suppress(NoSuchPage):
        description = dated_after(page.description, read_description(folder))
        if description != page.description:
            file, _name = written[-1]
            file.write_bytes(_as_json(description))
    rename_into(folder, written)


def rename_into(folder: Path, written: Iterable[tuple[Path, str]]) -> None:
    """As `put_in_place`, with the date that the page has."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, name in written:
        os.replace(file, folder / name)
    # Were the earlier one of another kind, web servers would go on finding it.
    names = {name for _file, name in written}
    for name in FILE_NAMES:
        if name not in names:
            _unlink(f"{folder}/{name}")


def remove_files(folder: Path) -> None:
    """Take the page's files away, what web servers find first of all. What lies below
    (other pages) stays."""
    for name in FILE_NAMES:
        _unlink(f"{folder}/{name}")


def _as_json(description: Description) -> bytes:
    return json.dumps(asdict(description)).encode()


def _unlink(file: Path | str) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(file)
