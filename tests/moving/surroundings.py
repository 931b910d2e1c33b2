"""A site for posts to stand in: what is at hand, by address and by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rejoinder.moving.wordpress import Words

OLD_SITE = "https://old.example"


@dataclass
class SmallSite:
    """Pictures and files are found by their name; links of the old site lose it."""

    pictures: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    attachments: dict[int, Words] = field(default_factory=dict)
    attached: Sequence[int] = ()

    def link(self, url: str) -> str:
        return url.removeprefix(OLD_SITE) or "/"

    def picture(self, url: str, attachment_id: int | None) -> str | None:
        by_number = self.pictures.get(f"#{attachment_id}")
        return by_number or self.pictures.get(url.rpartition("/")[2])

    def file(self, url: str, attachment_id: int | None) -> str | None:
        by_number = self.files.get(f"#{attachment_id}")
        return by_number or self.files.get(url.rpartition("/")[2])

    def inline_address(self, key: str) -> str:
        return f"/media/{key}"

    def words(self, attachment_id: int) -> Words | None:
        return self.attachments.get(attachment_id)

    def attached_pictures(self) -> Sequence[int]:
        return self.attached
