"""Small exports of our own making, as WordPress would write them."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

from rejoinder.moving.wxr import Comment, Event, ExportReader, Item

NAMESPACES = {
    "excerpt": "http://wordpress.org/export/1.2/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/1.2/",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n'

#: Something of everything: what is damaged in tests of damage.
HEAD = """\
<generator>https://wordpress.org/?v=6.5.5</generator>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login><![CDATA[ada]]>\
</wp:author_login><wp:author_email><![CDATA[ada@example.org]]></wp:author_email>\
<wp:author_display_name><![CDATA[Ada L.]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>rivers\
</wp:category_nicename><wp:category_parent>water</wp:category_parent><wp:cat_name>\
<![CDATA[Rivers & Lakes]]></wp:cat_name></wp:category>
<wp:tag><wp:term_id>4</wp:term_id><wp:tag_slug>flood</wp:tag_slug>\
<wp:tag_name><![CDATA[Flood]]></wp:tag_name></wp:tag>
<wp:term><wp:term_id>5</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy>\
<wp:term_slug>top</wp:term_slug><wp:term_parent></wp:term_parent>\
<wp:term_name><![CDATA[Top]]></wp:term_name></wp:term>
"""


def element(name: str, text: str) -> str:
    """A field with its text in CDATA, escaped as exporters of today do it."""
    escaped = text.replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}><![CDATA[{escaped}]]></{name}>\n"


def export(
    *items: str,
    version: str = "<wp:wxr_version>1.2</wp:wxr_version>",
    head: str = "",
    namespaces: dict[str, str] = NAMESPACES,
    declaration: str = DECLARATION,
) -> str:
    declared = "".join(f'\n\txmlns:{p}="{uri}"' for p, uri in namespaces.items())
    return (
        f'{declaration}<rss version="2.0"{declared}>\n<channel>\n'
        f"<title>The River Post</title>\n<link>https://river.example</link>\n{version}\n"
        f"<wp:base_blog_url>https://river.example</wp:base_blog_url>\n"
        f"{head}{''.join(items)}</channel>\n</rss>\n"
    )


def item(*inside: str, title: str = "The flood", content: str = "It rained.") -> str:
    return (
        f"<item>\n<title>{title}</title>\n{element('content:encoded', content)}"
        "<wp:post_id>7</wp:post_id>\n<wp:post_type>post</wp:post_type>\n"
        f"<wp:status>publish</wp:status>\n{''.join(inside)}</item>\n"
    )


def comment(*inside: str, number: int = 1, content: str = "Indeed.") -> str:
    return (
        f"<wp:comment>\n<wp:comment_id>{number}</wp:comment_id>\n"
        f"{element('wp:comment_author', 'Ben')}{element('wp:comment_content', content)}"
        f"<wp:comment_approved>1</wp:comment_approved>\n{''.join(inside)}</wp:comment>\n"
    )


def meta(key: str, value: str, name: str = "wp:postmeta") -> str:
    inside = element("wp:meta_key", key) + element("wp:meta_value", value)
    return f"<{name}>\n{inside}</{name}>\n"


def everything() -> str:
    answered = comment(meta("hc_avatar", "a:0:{}", "wp:commentmeta"), number=2)
    return export(
        item(comment(), answered, meta("_thumbnail_id", "9")),
        item(
            '<category domain="post_tag" nicename="flood"><![CDATA[Flood]]></category>'
        ),
        head=HEAD,
    )


def write(folder: Path, text: str | bytes, name: str = "export.xml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def write_gzip(folder: Path, text: str | bytes, name: str = "export.xml.gz") -> Path:
    return write(
        folder, gzip.compress(text if isinstance(text, bytes) else text.encode()), name
    )


def write_zip(
    folder: Path,
    members: dict[str, str | bytes],
    name: str = "site.zip",
    method: int = zipfile.ZIP_DEFLATED,
) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", method) as archive:
        for member, text in members.items():
            archive.writestr(member, text)
    return path


def read(*paths: Path, repair: bool = False) -> list[Event]:
    return list(ExportReader(paths, repair=repair))


def items_of(events: list[Event]) -> list[Item]:
    return [event for event in events if isinstance(event, Item)]


def comments_of(events: list[Event]) -> list[Comment]:
    return [event for event in events if isinstance(event, Comment)]
