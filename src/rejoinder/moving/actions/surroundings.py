"""What a text stands among: where its links lead now, and which files are at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from rejoinder.moving.actions.media import (
    FILE,
    PICTURE,
    media_key,
    path_of,
)
from rejoinder.moving.actions.run import Run
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wordpress.addresses import (
    UPLOADS,
    query_of,
    split,
    upload_path,
    without_endings,
)
from rejoinder.moving.wordpress.parts import Words
from rejoinder.moving.wxr import Item

#: First parts of lists' addresses, which are the same here.
_LISTS = {"category", "tag", "author", "feed", "comments"}


@dataclass
class Around:
    """The surroundings of one item. See moving.wordpress.parts.Surroundings."""

    run: Run
    channel: int
    item: Item

    def link(self, url: str) -> str:
        path = self.run.old_sites[self.channel].path_of(url)
        if path is None:
            return url
        parts = split(url)
        fragment = f"#{parts.fragment}" if parts and parts.fragment else ""
        if fragment.startswith("#more-"):
            fragment = ""
        ours = self._path_of_upload(url) or self._path_here(path, url)
        if ours is None:
            return url
        return f"{quote(ours, safe='/:@!$&()*+,;=~-._?')}{fragment}"

    def _path_of_upload(self, url: str) -> str | None:
        attachment = self._attachment(url, None)
        if attachment is None or self._key(attachment, PICTURE, FILE) is None:
            return None
        prefix = self.run.old_sites[self.channel].prefix
        return f"{prefix}{UPLOADS}{upload_path(url)}"

    def _path_here(self, path: str, url: str) -> str | None:
        """The path that leads there today, or will when the import is through."""
        staging, channel = self.run.staging, self.channel
        query = query_of(url)
        for name in ("p", "page_id"):
            if query.get(name, "").isdecimal():
                item = staging.item_with_id(channel, int(query[name][:18]))
                return f"/?{name}={query[name]}" if item is not None else None
        if query:
            return None
        whole = f"{path.rstrip('/')}/"
        if staging.ordinal_of_path(channel, whole) is not None:
            return whole
        prefix = self.run.old_sites[channel].prefix
        inside = path.removeprefix(prefix).strip("/")
        first = inside.partition("/")[0]
        is_list = (
            not inside or first in _LISTS or (first.isdecimal() and len(first) == 4)
        )
        return f"/{inside}/" if is_list and inside else "/" if is_list else None

    def picture(self, url: str, attachment_id: int | None) -> str | None:
        attachment = self._attachment(url, attachment_id)
        return self._key(attachment, PICTURE) if attachment else None

    def file(self, url: str, attachment_id: int | None) -> str | None:
        attachment = self._attachment(url, attachment_id)
        return self._key(attachment, FILE) if attachment else None

    def inline_address(self, key: str) -> str:
        # The key is the attachment's number, or where it has none its address.
        attachment = self._attachment(key, int(key) if key.isdecimal() else None)
        path = path_of(attachment) if attachment else None
        prefix = self.run.old_sites[self.channel].prefix
        return quote(f"{prefix}{UPLOADS}{path or key}")

    def words(self, attachment_id: int) -> Words | None:
        item = self.run.staging.item_with_id(self.channel, attachment_id)
        if item is None or item.type != "attachment":
            return None
        alt = dict(item.meta).get("_wp_attachment_image_alt", "")
        return Words(
            title=title_text(item.title),
            caption=title_text(item.excerpt),
            alt=title_text(alt),
            url=item.attachment_url,
        )

    def attached_pictures(self) -> Sequence[int]:
        if not self.item.id:
            return ()
        children = self.run.staging.children(self.channel, self.item.id, "attachment")
        children.sort(key=lambda child: (child.menu_order, child.ordinal))
        return [child.id for child in children if child.id]

    def _attachment(self, url: str, attachment_id: int | None) -> Item | None:
        """By its number where the text gives it, else by the file's path, whatever
        size of it is meant."""
        staging = self.run.staging
        if attachment_id:
            item = staging.item_with_id(self.channel, attachment_id)
            if item is not None and item.type == "attachment":
                return item
        path = upload_path(url) if url else None
        for candidate in without_endings(path) if path else ():
            if item := staging.attachment_of_path(self.channel, candidate):
                return item
        return None

    def _key(self, attachment: Item, *kinds: str) -> str | None:
        """Its key if it is taken, or is about to be."""
        key = media_key(attachment)
        for kind in kinds:
            if self.run.book(self.channel, kind).id_of(key) is not None:
                return key
        return None
