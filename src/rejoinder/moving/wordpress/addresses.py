"""Addresses of the old site: whose they are, and their paths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from rejoinder.moving.wxr import Channel

UPLOADS = "/wp-content/uploads/"
# Uploads of WordPress's early multisites, whose folder had another name.
_UPLOADS = re.compile(r"/(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|files)/(.+)")


@dataclass(frozen=True)
class OldSite:
    """Where the export comes from. `prefix` is its folder, "" or "/blog"."""

    host: str
    prefix: str

    @property
    def address(self) -> str:
        return f"{self.host}{self.prefix}"

    def path_of(self, url: str) -> str | None:
        """The path on the old site with a slash at its start; None if it is not there.

        Percent-decoded, NFC. An address without a host is there too.
        """
        parts = split(url)
        if parts is None or parts.scheme not in {"", "http", "https"}:
            return None
        if parts.netloc and _bare(parts.hostname or "") != _bare(self.host):
            return None
        if not parts.netloc and not parts.path.startswith("/"):
            return None
        path = unicodedata.normalize("NFC", unquote(parts.path)) or "/"
        inside = path == self.prefix or path.startswith(f"{self.prefix}/")
        return path if inside else None


def old_site(channel: Channel) -> OldSite:
    """By the blog's own address, else by that of the channel's link.

    A file that names neither is known by its name, so that its numbers are not taken
    for those of another.
    """
    for url in (channel.base_blog_url, channel.link, channel.base_site_url):
        parts = split(url)
        if parts is not None and parts.hostname:
            host = parts.hostname
            port = f":{parts.port}" if parts.port else ""
            return OldSite(f"{host}{port}", parts.path.rstrip("/"))
    return OldSite(f"file {channel.file.rpartition('/')[2]}", "")


def article_path(site: OldSite, link: str) -> str:
    """The path of a permalink, with slashes at both ends; "" for `?p=12` and others
    that are no path of their own."""
    path = site.path_of(link)
    parts = split(link)
    if path is None or parts is None or parts.query:
        return ""
    path = f"/{path.strip('/')}/"
    return "" if path in {"//", f"{site.prefix}/"} or "//" in path else path


def upload_path(url: str) -> str | None:
    """Where below the uploads folder a file lies: "2013/01/x.jpg". Never above it."""
    parts = split(url)
    found = _UPLOADS.search(unquote(parts.path)) if parts else None
    if found is None:
        return None
    names = found[1].split("/")
    if any(name in {"", ".", ".."} or "\0" in name for name in names):
        return None
    return "/".join(names)


# A size, a name for "made smaller on upload", and a number for "edited since".
_ENDING = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{9,13})(?=\.[^./]+\Z)")


def without_endings(path: str) -> Iterator[str]:
    """The path of a file that WordPress made of an upload, then those of what it may
    have been made of: "x-300x200.jpg" of "x.jpg" or "x-scaled.jpg"."""
    yield path
    bare = path
    while (shorter := _ENDING.sub("", bare, count=1)) != bare:
        bare = shorter
        yield bare
    stem, dot, extension = bare.rpartition(".")
    for ending in ("-scaled", "-rotated"):
        yield f"{stem}{ending}{dot}{extension}"


def query_of(url: str) -> dict[str, str]:
    parts = split(url)
    return dict(parse_qsl(parts.query)) if parts else {}


def split(url: str) -> SplitResult | None:
    """None for what is no address at all, which urlsplit raises over."""
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018 - reading it raises where it is none
    except ValueError:
        return None
    return parts


def _bare(host: str) -> str:
    """With and without www are one site to everybody but a browser; so are ports."""
    return host.partition(":")[0].removeprefix("www.")
