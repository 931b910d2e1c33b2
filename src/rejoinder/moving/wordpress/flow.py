"""The blocks of a post one after the other: what stays prose, what is a part by itself.

A picture, a film or an address alone in its line is a part; the words around it stay
paragraphs. Within lists, tables and quotes everything stays prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from rejoinder.moving.wordpress.code import code_part
from rejoinder.moving.wordpress.embeds import card_for, frame_address
from rejoinder.moving.wordpress.parts import FileLink, Html, Part, Surroundings
from rejoinder.moving.wordpress.pictures import (
    Shown,
    background_of,
    number_of,
    pictures_among,
)
from rejoinder.moving.wordpress.prose import Prose, media_address, words_or_all
from rejoinder.moving.wordpress.shapes import (
    FRAMES_AND_MEDIA,
    address_alone,
    is_formatting,
    is_named,
    items_of_pictures,
    media_alone,
    unwrapped,
    without_outer_breaks,
)
from rejoinder.moving.wordpress.tree import (
    Element,
    Node,
    collapsed,
    elements,
    is_blank,
    words_of,
)
from rejoinder.text import plain_text, sanitise_article_html

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINES = {"p", *_HEADINGS}
_WHOLE = {"address", "blockquote", "details", "dl", "ol", "pre", "table", "ul"}
# Where text may be called in another language or direction than what is around it.
_INHERITED = ("dir", "lang")


class Flow:
    """Makes parts of the children of one element after another."""

    def __init__(self, around: Surroundings, prose: Prose) -> None:
        self._around = around
        self._prose = prose
        self._parts: list[Part] = []
        self._html: list[str] = []
        self._inherited: dict[str, str] = {}

    def finished(self) -> list[Part]:
        self._end_html()
        return self._parts

    def take(self, nodes: Sequence[Node]) -> None:
        """Read nodes among which blocks stand; words between them are paragraphs."""
        run: list[Node] = []
        for node in nodes:
            if isinstance(node, str) or not (node.is_block or node.has_block):
                run.append(node)
            else:
                self._take_lines(Element("p"), run)
                run = []
                self._take_block(node)
        self._take_lines(Element("p"), run)

    def _take_block(self, element: Element) -> None:
        name = element.name
        if name == "figure":
            self._take_figure(element)
        elif name in _LINES and not element.has_block:
            self._take_lines(element, element.children)
        elif name in ("pre", "textarea", "xmp"):
            self._take_preformatted(element)
        elif name == "hr":
            self._add_html("<hr>")
        elif name in ("ol", "ul") and (items := items_of_pictures(element)):
            for item in items:
                self.take(item.children)
        elif "wp-block-file" in element.classes and self._take_file(element):
            return
        elif name in _WHOLE or name in _HEADINGS or is_formatting(element):
            self._take_whole(element)
        else:
            self._take_box(element)

    def _take_box(self, element: Element) -> None:
        """An element that only holds others together, perhaps in another language."""
        outer = self._inherited
        own = {k: v for k in _INHERITED if (v := element.get(k))}
        self._inherited = outer | own
        if background := background_of(element):
            self._add_pictures([Shown(background)], "", number_of(element))
        self.take(element.children)
        self._inherited = outer

    def _take_whole(self, element: Element) -> None:
        if shown := pictures_among([element]):
            self._add_pictures(shown, "", None)
        elif not is_blank([element]):
            opening = self._prose.opening(element, self._inherited)
            inner = self._prose.html(
                element.children, element.name, linked=element.name == "a"
            )
            self._add_html(f"{opening}{inner}</{element.name}>")

    def _take_preformatted(self, element: Element) -> None:
        if element.name != "pre":
            words = escape(words_or_all(element).strip("\n"), quote=False)
            self._add_html(f"<pre>{words}</pre>")
        elif code := code_part(element):
            if code.source.strip():
                self._add(code)
        else:
            self._take_whole(element)

    # Lines: paragraphs, headings, and words between blocks.

    def _take_lines(self, wrapper: Element, nodes: Sequence[Node]) -> None:
        """Cut at breaks; each line is words, or pictures, or an address alone."""
        words: list[Node] = []
        line: list[Node] = []
        for node in [*unwrapped(nodes), Element("br")]:
            if isinstance(node, Element) and node.name in FRAMES_AND_MEDIA:
                self._add_words(wrapper, [*words, *line])
                words, line = [], []
                self._take_media(node, "")
            elif not isinstance(node, Element) or node.name != "br":
                line.append(node)
            elif self._is_part(wrapper, line):
                self._add_words(wrapper, words)
                words = []
                self._add_line(line)
                line = []
            else:
                words += [*line, node]
                line = []
        self._add_words(wrapper, words)

    def _is_part(self, wrapper: Element, line: list[Node]) -> bool:
        return pictures_among(line) is not None or (
            wrapper.name == "p" and address_alone(line) != ""
        )

    def _add_line(self, line: list[Node]) -> None:
        if shown := pictures_among(line):
            self._add_pictures(shown, "", None)
        else:
            self._add_card(address_alone(line), "")

    def _add_words(self, wrapper: Element, nodes: list[Node]) -> None:
        nodes = without_outer_breaks(nodes)
        if not is_blank(nodes):
            opening = self._prose.opening(wrapper, self._inherited)
            inner = self._prose.html(nodes, wrapper.name).strip(" \t\n\f\r")
            self._add_html(
                f"{opening}{inner}</{'h2' if wrapper.name == 'h1' else wrapper.name}>"
            )

    # Figures: pictures, embeds, sounds and films with a caption.

    def _take_figure(self, figure: Element) -> None:
        inner: list[Node] = []
        nodes: list[Node] = []
        for child in figure.children:
            if isinstance(child, Element) and child.name == "figcaption":
                inner += child.children
            else:
                nodes.append(child)
        caption = words_of(inner)
        media = media_alone(nodes)
        if shown := pictures_among(nodes):
            self._add_pictures(shown, caption, number_of(figure))
        elif "wp-block-embed" in figure.classes and (address := address_alone(nodes)):
            self._add_card(address, caption)
        elif media is not None:
            self._take_media(media, caption)
        else:
            self._take_box(Element("div", figure.attributes, nodes))
            self._take_lines(Element("p"), inner)

    def _take_file(self, box: Element) -> bool:
        """The block of a file: its name, and a button that says "Download".

        The button is no word of the author's, so it goes.
        """
        links = [e for e in elements(box.children) if e.name == "a" and e.get("href")]
        if not links:
            return False
        title = words_of(links[0].children) or links[0].get("href").rpartition("/")[2]
        key = self._around.file(links[0].get("href"), number_of(box))
        if key is not None:
            self._add(FileLink(key, title))
        else:
            target = self._prose.links.target(links[0].get("href"))
            self._add_html(f"<p>{self._prose.anchor(target, title)}</p>")
        return True

    def _take_media(self, element: Element, caption: str) -> None:
        address = frame_address(element)
        caption = caption or collapsed(element.get("title"))
        if element.name in ("audio", "video"):
            self._take_sound_or_film(element, caption)
        elif address:
            self._add_card(address, caption)
        elif caption:
            self._add_html(f"<p>{escape(caption, quote=False)}</p>")
        if element.name == "object":
            self.take([n for n in element.children if not is_named(n, "embed")])

    def _take_sound_or_film(self, element: Element, caption: str) -> None:
        url, number = media_address(element)
        words = self._around.words(number) if number else None
        url = url or (words.url if words else "")
        key = self._around.file(url, number) if url or number else None
        title = caption or (collapsed(words.title) if words else "")
        if key is not None:
            self._add(FileLink(key, title or url.rpartition("/")[2]))
        elif url:
            self._add_card(url, title)
        elif title:
            self._add_html(f"<p>{escape(title, quote=False)}</p>")

    # Parts.

    def _add_card(self, address: str, description: str) -> None:
        """A card, or a plain link where it leads to a page of ours."""
        target = self._prose.links.target(address)
        if card := card_for(target, description):
            self._add(card)
            return
        words = self._prose.anchor(target, address)
        self._add_html(f"<p>{words}</p>")
        if description:
            self._add_html(f"<p>{escape(description, quote=False)}</p>")

    def _add_pictures(
        self, shown: Sequence[Shown], caption: str, number: int | None
    ) -> None:
        """Pictures of one line or figure; its caption belongs to the last."""
        pictures = self._prose.pictures
        for index, one in enumerate(shown):
            found = pictures.find(one, number if len(shown) == 1 else None)
            own = caption if index == len(shown) - 1 else ""
            if not own and "src" not in one.image.attributes:
                own = pictures.caption_of(found)
            if picture := pictures.picture(one, found, own):
                self._add(picture)
                continue
            self._prose.missing_pictures += 1
            words = pictures.link_html(one, found, own, linked=False)
            if words:
                self._add_html(f"<p>{words}</p>")

    def _add(self, part: Part) -> None:
        self._end_html()
        self._parts.append(part)

    def _add_html(self, html: str) -> None:
        self._html.append(html)

    def _end_html(self) -> None:
        if not self._html:
            return
        html = sanitise_article_html("\n".join(self._html))
        self._html.clear()
        if plain_text(html) or "<img" in html or "<hr" in html:
            self._parts.append(Html(html))
