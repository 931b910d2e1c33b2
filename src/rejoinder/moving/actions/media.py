"""Pictures and files out of a copy of WordPress's uploads folder."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from rejoinder.errors import Refusal
from rejoinder.media.files import CONTENT_TYPES
from rejoinder.media.pictures import READABLE_EXTENSIONS, take_picture
from rejoinder.moving.actions.origins import Book
from rejoinder.moving.actions.run import Run
from rejoinder.moving.fingerprints import fingerprint
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wordpress.addresses import UPLOADS, article_path, upload_path
from rejoinder.moving.wxr import Item
from rejoinder.newsroom.actions import (
    OldAddress,
    add_file,
    add_old_addresses,
    add_picture,
    update_file,
    update_picture,
)
from rejoinder.newsroom.models import File, Picture

PICTURE, FILE = "picture", "file"
NO_FOLDER = "no uploads folder was given: --uploads"
NOT_THERE = "its file is not in the uploads folder"
NOT_OURS = "its file may not be read by this program"
OTHER_KIND = "a kind of file that is not taken"


@dataclass(frozen=True)
class Upload:
    """An attachment and its file. `path` is below the uploads folder."""

    item: Item
    kind: str
    path: str
    file: Path

    @property
    def title(self) -> str:
        return title_text(self.item.title) or self.file.stem

    @property
    def alt(self) -> str:
        return title_text(dict(self.item.meta).get("_wp_attachment_image_alt", ""))

    @property
    def caption(self) -> str:
        return title_text(self.item.excerpt)[:500]

    @property
    def wanted(self) -> str:
        return fingerprint(self.path, self.title, self.alt, self.caption)


def media_key(item: Item) -> str:
    """As origins keep it: the number, else what tells it apart, as much as fits."""
    return str(item.id) if item.id else (item.guid or item.attachment_url)[:300]


def path_of(item: Item) -> str | None:
    """As WordPress keeps it for itself, or else as in the attachment's address."""
    kept = dict(item.meta).get("_wp_attached_file", "")
    return (
        upload_path(f"{UPLOADS}{kept}")
        or upload_path(item.attachment_url)
        or upload_path(item.guid)
    )


def import_media(run: Run) -> None:
    one_more = run.steps("Pictures and files", run.staging.count_items("attachment"))
    for channel, item in run.staging.items("attachment"):
        _import_attachment(run, channel, item)
        one_more()


def find_upload(run: Run, item: Item) -> Upload | str:
    """The attachment's file, or the reason why it is not at hand."""
    path = path_of(item)
    extension = (path or item.attachment_url).rpartition(".")[2].lower()
    if extension in READABLE_EXTENSIONS:
        kind = PICTURE
    elif extension in CONTENT_TYPES:
        kind = FILE
    else:
        return OTHER_KIND
    folder = run.options.uploads
    if folder is None:
        return NO_FOLDER
    file = _file_below(folder, path) if path else None
    if file is None:
        return NOT_THERE
    if not os.access(file, os.R_OK):
        return NOT_OURS
    return Upload(item, kind, path or "", file)


def _file_below(folder: Path, path: str) -> Path | None:
    # Path's own methods raise over names too long and links that go in circles.
    file = Path(os.path.realpath(folder / path))
    # A link out of the folder could lead to anything that this program may read.
    is_inside = Path(os.path.realpath(folder)) in file.parents
    return file if is_inside and os.path.isfile(file) else None


def _import_attachment(run: Run, channel: int, item: Item) -> None:
    key = media_key(item)
    if item.status == "trash":
        run.report.leave_out("media", "in the bin")
        return
    if not run.book(channel, "met media").meet(key):
        run.report.leave_out("media", "twice in the files")
        return
    upload = find_upload(run, item)
    if isinstance(upload, str):
        _without_file(run, channel, key, upload)
        return
    book = run.book(channel, upload.kind)
    fate = book.fate(key, upload.wanted, KEPT_HASH[upload.kind])
    if fate in {"create", "update"}:
        try:
            _keep(run, channel, book, upload)
        except Refusal as refusal:
            run.report.leave_out("media", str(refusal).rstrip("."))
            return
    run.report.count_fate("media", fate)


def _without_file(run: Run, channel: int, key: str, reason: str) -> None:
    """What was taken once needs its file no more."""
    if any(run.book(channel, kind).id_of(key) for kind in (PICTURE, FILE)):
        run.report.count("media", "unchanged")
    else:
        run.report.leave_out("media", reason)


def _keep(run: Run, channel: int, book: Book, upload: Upload) -> None:
    key = media_key(upload.item)
    if run.is_dry:
        if upload.kind == PICTURE and book.id_of(key) is None:
            with upload.file.open("rb") as raw:
                take_picture(raw)
        book.plan(key, upload.wanted)
        return
    with transaction.atomic():
        thing = _saved(run, upload, book.id_of(key))
        old = _old_addresses(run, channel, upload, thing.pk)
        add_old_addresses(site=run.site, addresses=old)
        book.remember(
            key,
            object_id=thing.pk,
            wanted_hash=upload.wanted,
            kept_hash=KEPT_HASH[upload.kind](thing.pk) or "",
            raw=json.dumps([upload.item.title, upload.path, upload.item.content]),
            now=run.now,
        )


def _saved(run: Run, upload: Upload, known: int | None) -> Picture | File:
    if known is not None and upload.kind == PICTURE:
        picture: Picture = Picture.objects.get(pk=known)
        return update_picture(
            picture=picture,
            title=upload.title,
            description=upload.alt,
            caption=upload.caption,
        )
    if known is not None:
        file: File = File.objects.get(pk=known)
        return update_file(file=file, title=upload.title)
    with upload.file.open("rb") as raw:
        if upload.kind == FILE:
            return add_file(
                site=run.site, file=raw, name=upload.file.name, title=upload.title
            )
        return add_picture(
            site=run.site,
            file=raw,
            title=upload.title,
            description=upload.alt,
            caption=upload.caption,
            with_sizes=False,
        )


def _old_addresses(
    run: Run, channel: int, upload: Upload, object_id: int
) -> list[OldAddress]:
    prefix = run.old_sites[channel].prefix
    paths = [f"{prefix}{UPLOADS}{upload.path}"]
    if upload.item.id:
        paths.append(f"/?attachment_id={upload.item.id}")
    if page := article_path(run.old_sites[channel], upload.item.link):
        paths.append(page)
    return [OldAddress(path, upload.kind, object_id) for path in paths]


def _picture_hash(picture_id: int) -> str | None:
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return None
    return fingerprint(
        picture.title, picture.description, picture.caption, picture.file.name
    )


def _file_hash(file_id: int) -> str | None:
    file = File.objects.filter(pk=file_id).first()
    return fingerprint(file.title, file.file.name) if file else None


KEPT_HASH = {PICTURE: _picture_hash, FILE: _file_hash}
