"""Films, posts and other things of other sites: a card with a link, never a frame."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rejoinder.moving.wordpress.parts import Card
from rejoinder.moving.wordpress.tree import Element, Node

# fmt: off
_FILM_HOSTS = {
    "youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com",
    "dai.ly", "videopress.com", "video.wordpress.com", "ted.com", "twitch.tv",
    "tiktok.com", "wordpress.tv", "aparat.com", "rumble.com", "peertube.tv",
}
_SOUND_HOSTS = {
    "soundcloud.com", "spotify.com", "mixcloud.com", "bandcamp.com", "reverbnation.com",
}
# fmt: on
_SAME_SITE = {"youtube-nocookie.com": "youtube.com", "youtu.be": "youtube.com"}
# A player's address shows nothing but the player; the page around it says more.
_PLAYERS = [
    (
        re.compile(r"(?:www\.)?youtube(?:-nocookie)?\.com/(?:embed|v)/([\w-]+)", re.I),
        r"www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"player\.vimeo\.com/video/([0-9]+)", re.I), r"vimeo.com/\1"),
    (
        re.compile(r"(?:www\.)?dailymotion\.com/embed/video/(\w+)", re.I),
        r"www.dailymotion.com/video/\1",
    ),
]
_WEB = re.compile(r"(https?:)?//(.+)", re.IGNORECASE | re.DOTALL)
BARE_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_FRAMES = {"iframe", "embed", "object"}


def absolute(url: str) -> str:
    """The address with its scheme; "" if it is not of the web or has odd characters."""
    found = _WEB.fullmatch(url.strip())
    if found is None or re.search(r"[\x00-\x20\x7f]", found[2]):
        return ""
    return (found[1] or "https:").lower() + "//" + found[2]


def card_for(url: str, description: str = "") -> Card | None:
    """A card that names where it leads; None for what is no address of the web."""
    address = absolute(url)
    host = _host(address)
    if not host:
        return None
    scheme, _slashes, rest = address.partition("//")
    for player, page in _PLAYERS:
        if found := player.match(rest):
            # What follows the number of the film says how to play it.
            address = f"{scheme}//{found.expand(page)}"
            break
    return Card(address, title_of(address), description)


def title_of(url: str) -> str:
    host = _host(url)
    if _is_of(host, _FILM_HOSTS):
        return _("Video on %(host)s") % {"host": _SAME_SITE.get(host, host)}
    if _is_of(host, _SOUND_HOSTS):
        return _("Sound on %(host)s") % {"host": host}
    path = url.partition("//")[2].partition("/")[2]
    path = re.split("[?#]", path, maxsplit=1)[0].strip("/")
    return f"{host}/{path}" if path else host


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_of(host: str, hosts: set[str]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def frame_address(element: Element) -> str:
    """Where a frame, an embed or an object takes what it shows from."""
    if element.name not in _FRAMES:
        return ""
    candidates = [element.get("src"), element.get("data-src"), element.get("data")]
    inner: list[Node] = element.children if element.name == "object" else []
    for child in inner:
        if isinstance(child, str):
            continue
        if child.name == "embed":
            candidates.append(child.get("src"))
        elif child.name == "param" and child.get("name").lower() in ("movie", "src"):
            candidates.append(child.get("value"))
    return next(filter(absolute, candidates), "")
