"""Shortcodes: words in square brackets that stand for something else.

Those of WordPress itself, and the commonest for code and film, become the HTML that
they meant. Others stay visible as they are, and are counted if they look like one:
with an attribute (`[form id=1]`), an end tag, a slash at the end, or a hyphen or
underscore in the name. `[sic]`, `[1]` and `[see note]` are words.
https://developer.wordpress.org/apis/shortcode/
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape

from rejoinder.moving.wordpress.parts import Surroundings
from rejoinder.text import Kind, html_tokens

# No bracket inside, so that a million of them is read in one go.
_TAG = re.compile(
    r"(?P<before>\[?)\[(?P<close>/?)(?P<name>[a-z][\w-]*+)"
    r"(?P<attributes>(?:[\s=/][^\[\]]*+)?+)\](?P<after>\]?)",
    re.IGNORECASE | re.ASCII,
)
_ATTRIBUTE = re.compile(
    r"""([\w-]++)\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"']\S*+))"""
    r"""|"([^"]*)"|'([^']*)'|(\S++)""",
    re.ASCII,
)
_NAMED = re.compile(r"\A=|[\w-]\s*+=\s*+\S")
_WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]+", re.IGNORECASE)

_SOUND_ATTRIBUTES = ("src", "mp3", "m4a", "ogg", "oga", "wav", "wma", "flac")
_FILM_ATTRIBUTES = ("src", "mp4", "m4v", "webm", "ogv", "mov", "wmv", "flv", "asset")
# Of Jetpack and others; their address is all that matters.
# fmt: off
_EMBEDS = {
    "archiveorg", "dailymotion", "flickr", "googlemaps", "googlevideo", "instagram",
    "slideshare", "soundcloud", "spotify", "ted", "tweet", "twitter", "vimeo",
    "youtube",
}
# fmt: on
# A post shows its pictures once or twice; a hostile one says so a hundred thousand
# times.
MAX_GALLERY_PICTURES = 5_000
_MAX_NAME_CHARS = 60


@dataclass
class _Tag:
    start: int
    end: int
    name: str
    is_close: bool
    attributes: str
    is_escaped: bool
    written: str


@dataclass
class Shortcodes:
    """Reads the shortcodes of one post."""

    around: Surroundings
    left: Counter[str] = field(default_factory=Counter)
    gallery_pictures: int = 0

    def understood(self, html: str) -> str:
        """The HTML with what is understood in place of its shortcodes."""
        tags = list(_tags(html))
        ends = _ends(tags)
        closed_names = {tag.name for tag in tags if tag.is_close}
        out: list[str] = []
        position = 0
        for index, tag in enumerate(tags):
            if tag.start < position:
                continue
            end_tag = ends.get(index)
            content = html[tag.end : end_tag.start] if end_tag else ""
            out.append(html[position : tag.start])
            position = tag.start
            if tag.is_escaped and tag.name in _HANDLERS:
                out.append(tag.written[1:-1])
                position = tag.end
            elif (shown := self._shown(tag, content, end_tag is not None)) is not None:
                out.append(shown)
                position = end_tag.end if end_tag else tag.end
            elif not tag.is_close and _looks_meant(tag, closed_names):
                self.left[tag.name[:_MAX_NAME_CHARS]] += 1
        out.append(html[position:])
        return "".join(out)

    def _shown(self, tag: _Tag, content: str, is_enclosing: bool) -> str | None:
        handler = _HANDLERS.get(tag.name)
        if handler is None or tag.is_close or tag.is_escaped:
            return None
        return handler(self, _attributes(tag.attributes), content, is_enclosing)


_Attributes = dict[str, str]
_Handler = Callable[[Shortcodes, _Attributes, str, bool], str | None]


def _tags(html: str) -> Iterator[_Tag]:
    """All shortcodes that do not begin inside a tag, a comment or a script."""
    if not _TAG.search(html):
        return
    spans = _covered_spans(html)
    covered_from, covered_to = next(spans, (len(html), len(html)))
    position = 0
    while found := _TAG.search(html, position):
        while covered_to <= found.start():
            covered_from, covered_to = next(spans, (len(html), len(html) + 1))
        if covered_from <= found.start() < covered_to:
            position = covered_to
            continue
        position = found.end()
        is_escaped = found["before"] != "" and found["after"] != ""
        # A bracket on one side only belongs to the words around it.
        start = found.start() + (0 if is_escaped else len(found["before"]))
        end = found.end() - (0 if is_escaped else len(found["after"]))
        yield _Tag(
            start,
            end,
            found["name"].lower(),
            found["close"] != "",
            found["attributes"],
            is_escaped,
            html[start:end],
        )


def _covered_spans(html: str) -> Iterator[tuple[int, int]]:
    position = 0
    for token in html_tokens(html):
        end = position + len(token.source)
        if token.kind is not Kind.TEXT:
            yield position, end
        position = end


def _ends(tags: list[_Tag]) -> dict[int, _Tag]:
    """The end tag of each that has one before the next of its name."""
    ends: dict[int, _Tag] = {}
    last: dict[str, int] = {}
    for index, tag in enumerate(tags):
        if tag.is_close:
            if tag.name in last:
                ends[last.pop(tag.name)] = tag
        else:
            last[tag.name] = index
    return ends


def _looks_meant(tag: _Tag, closed_names: set[str]) -> bool:
    return bool(
        tag.name in closed_names
        or tag.name in _HANDLERS
        or re.search("[_-]", tag.name)
        or tag.attributes.rstrip().endswith("/")
        or _NAMED.search(tag.attributes)
    )


def _attributes(written: str) -> _Attributes:
    """Named ones by their name, the first without a name as ""."""
    found: _Attributes = {}
    for match in _ATTRIBUTE.finditer(written.removeprefix("=")):
        name, *named, quoted, single, bare = match.groups()
        if name:
            value = next((value for value in named if value is not None), "")
            found[name.lower()] = unescape(value)
        else:
            found.setdefault("", unescape(quoted or single or bare or ""))
    return found


def _numbers(value: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]{1,18}", value)]


_CAPTIONED = re.compile(
    r"\s*+(?:<p[^>]*+>\s*+)?+((?:<a\s[^>]*+>\s*+)?+<img\s[^>]*+>(?:\s*+</a>)?+)(.*)",
    re.IGNORECASE | re.DOTALL,
)


def _caption(
    codes: Shortcodes, attributes: _Attributes, content: str, is_enclosing: bool
) -> str | None:
    if not is_enclosing:
        return None
    media, caption = content, attributes.get("caption", "")
    if found := _CAPTIONED.match(content):
        media = found[1]
        # Both may be there; then the newer form has the last word, and nothing is lost.
        caption = f"{caption} {codes.understood(found[2])}".strip()
    number = next(iter(_numbers(attributes.get("id", ""))), "")
    return (
        f'<figure class="wp-caption" data-id="{number}">{media}'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def _gallery(
    codes: Shortcodes, attributes: _Attributes, content: str, is_enclosing: bool
) -> str | None:
    chosen = attributes.get("ids") or attributes.get("include", "")
    if chosen:
        numbers = _numbers(chosen)
    elif "id" in attributes:
        return None  # The pictures of another post, which nobody here knows.
    else:
        left_out = set(_numbers(attributes.get("exclude", "")))
        attached = codes.around.attached_pictures()
        codes.gallery_pictures += len(attached)
        numbers = [number for number in attached if number not in left_out]
        if attributes.get("order", "").upper() == "DESC":
            numbers.reverse()
    if codes.gallery_pictures > MAX_GALLERY_PICTURES:
        return None
    figures = "".join(f'<figure><img data-id="{n}"></figure>' for n in numbers)
    return f'<figure class="wp-block-gallery">{figures}</figure>{content}'


def embed_html(url: str) -> str:
    return (
        '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">'
        f"{escape(url)}</div></figure>"
    )


def _embed(
    codes: Shortcodes, attributes: _Attributes, content: str, is_enclosing: bool
) -> str | None:
    url = (
        unescape(content.strip()) or attributes.get("src", "") or attributes.get("", "")
    )
    return embed_html(url) if _WEB_ADDRESS.fullmatch(url) else None


def _embed_by_address(
    codes: Shortcodes, attributes: _Attributes, content: str, is_enclosing: bool
) -> str | None:
    addresses = [attributes.get("", ""), *attributes.values(), content.strip()]
    for address in addresses:
        if found := _WEB_ADDRESS.match(address):
            return embed_html(found[0])
    return None


def _media_html(
    name: str, attributes: _Attributes, known: tuple[str, ...]
) -> str | None:
    number = next(iter(_numbers(attributes.get("id", ""))), "")
    url = next((attributes[key] for key in known if attributes.get(key)), "")
    if not url and _WEB_ADDRESS.match(attributes.get("", "")):
        url = attributes[""]
    if not url and not number:
        return None
    title = attributes.get("title") or attributes.get("caption", "")
    return (
        f'<{name} src="{escape(url)}" data-id="{number}" title="{escape(title)}">'
        f"</{name}>"
    )


def _sound_or_film(name: str, known: tuple[str, ...]) -> _Handler:
    def handle(
        codes: Shortcodes, attributes: _Attributes, content: str, is_enclosing: bool
    ) -> str | None:
        html = _media_html(name, attributes, known)
        return None if html is None else html + codes.understood(content)

    return handle


def _playlist(
    codes: Shortcodes, attributes: _Attributes, content: str, is_enclosing: bool
) -> str | None:
    numbers = _numbers(attributes.get("ids") or attributes.get("include", ""))
    name = "video" if attributes.get("type") == "video" else "audio"
    if not numbers:
        return None
    return "".join(f'<{name} data-id="{n}"></{name}>' for n in numbers) + content


_HANDLERS: dict[str, _Handler] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "embed": _embed,
    "audio": _sound_or_film("audio", _SOUND_ATTRIBUTES),
    "video": _sound_or_film("video", _FILM_ATTRIBUTES),
    "playlist": _playlist,
    **dict.fromkeys(_EMBEDS, _embed_by_address),
}
