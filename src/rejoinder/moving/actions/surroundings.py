"""What a text stands among: where its links lead now, and which files are at hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from rejoinder.moving.actions.media import (
    FILE,
    PICTURE,
    media_key,
    path_of,
)
from rejoinder.moving.actions.people import KIND as WRITER
from rejoinder.moving.actions.run import Run
from rejoinder.moving.actions.taxonomy import SECTION, TAG
from rejoinder.moving.wordpress import title_text
from rejoinder.moving.wordpress.addresses import (
    UPLOADS,
    article_path,
    query_of,
    split,
    upload_path,
    without_endings,
)
from rejoinder.moving.wordpress.parts import Words
from rejoinder.moving.wxr import Item

#: First parts of lists' addresses, which are the same here, and of what they are.
_LISTS = {"category": SECTION, "tag": TAG, "author": WRITER}
_OURS = re.compile(r"#(?:comment-\d+|comments|respond)")


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
        elif fragment and not _OURS.fullmatch(fragment):
            # Places within texts, which are told apart from the page's own.
            fragment = f"#text-{fragment[1:]}"
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
                return self._path_of_number(int(query[name][:18]))
        if query:
            return None
        whole = f"{path.rstrip('/')}/"
        if staging.ordinal_of_path(channel, whole) is not None:
            return whole
        prefix = self.run.old_sites[channel].prefix
        inside = path.removeprefix(prefix).strip("/")
        if not inside:
            return "/"
        return f"/{inside}/" if self._is_list(inside.split("/")) else None

    def _path_of_number(self, number: int) -> str | None:
        """Its own path where it has one: several sites may have the same numbers."""
        item = self.run.staging.item_with_id(self.channel, number)
        if item is None:
            return None
        path = article_path(self.run.old_sites[self.channel], item.link)
        is_own = self.run.staging.ordinal_of_path(self.channel, path) == item.ordinal
        return path if path and is_own else f"/?p={number}"

    def _is_list(self, parts: list[str]) -> bool:
        """Whether a list of ours stands there: of a date, or of what comes along."""
        if parts[0] in _LISTS and len(parts) > 1:
            kind, key = _LISTS[parts[0]], parts[-1].lower()
            is_known = self.run.book(self.channel, kind).id_of(key) is not None
            return is_known or (self.channel, kind, key) in self.run.lists_to_come
        is_date = all(part.isdecimal() for part in parts)
        return parts == ["feed"] or (is_date and len(parts[0]) == 4 and len(parts) < 4)

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
        staging = self.run.staging
        item = staging.item_with_id(self.channel, attachment_id, "attachment")
        if item is None:
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
            item = staging.item_with_id(self.channel, attachment_id, "attachment")
            if item is not None:
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
