"""What stands in an export, of our own making, with all that WordPress writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.moving.wxr_files import element

OLD = "https://river.example"
ZERO = "0000-00-00 00:00:00"


def author(login: str = "ada", number: int = 2, name: str = "Ada L.") -> str:
    return (
        f"<wp:author><wp:author_id>{number}</wp:author_id>"
        + element("wp:author_login", login)
        + element("wp:author_email", f"{login}@example.org")
        + element("wp:author_display_name", name)
        + "</wp:author>\n"
    )


def category(slug: str, name: str = "", parent: str = "", number: int = 3) -> str:
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id>"
        f"<wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent>"
        + element("wp:cat_name", name or slug.title())
        + "</wp:category>\n"
    )


def tag(slug: str, name: str = "", number: int = 4) -> str:
    return (
        f"<wp:tag><wp:term_id>{number}</wp:term_id><wp:tag_slug>{slug}</wp:tag_slug>"
        + element("wp:tag_name", name or slug.title())
        + "</wp:tag>\n"
    )


def menu(slug: str, name: str = "") -> str:
    return (
        "<wp:term><wp:term_id>5</wp:term_id><wp:term_taxonomy>nav_menu"
        f"</wp:term_taxonomy><wp:term_slug>{slug}</wp:term_slug>"
        + element("wp:term_name", name or slug.title())
        + "</wp:term>\n"
    )


def meta(key: str, value: str, name: str = "wp:postmeta") -> str:
    inside = element("wp:meta_key", key) + element("wp:meta_value", value)
    return f"<{name}>{inside}</{name}>\n"


@dataclass(frozen=True)
class Post:
    """A post, page, attachment or menu entry. `terms` are (taxonomy, slug, name)."""

    number: int | None = 7
    title: str = "The flood"
    content: str = "It rained."
    type: str = "post"
    status: str = "publish"
    name: str = "the-flood"
    link: str | None = None
    date: str = "2013-01-11 15:00:00"
    date_gmt: str | None = None
    modified: str | None = None
    creator: str = "ada"
    excerpt: str = ""
    password: str = ""
    parent: int = 0
    menu_order: int = 0
    is_sticky: bool = False
    comment_status: str = "open"
    guid: str = ""
    attachment_url: str = ""
    terms: tuple[tuple[str, str, str], ...] = ()
    meta: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = field(default=(), repr=False)

    def xml(self) -> str:
        link = self.link if self.link is not None else self._permalink()
        gmt = self.date if self.date_gmt is None else self.date_gmt
        modified = self.modified or self.date
        number = "" if self.number is None else self.number
        guid = self.guid or f"{OLD}/?p={number}"
        return "".join(
            [
                "<item>\n",
                element("title", self.title),
                f"<link>{link}</link>\n",
                element("dc:creator", self.creator),
                f'<guid isPermaLink="false">{guid}</guid>\n',
                element("content:encoded", self.content),
                element("excerpt:encoded", self.excerpt),
                f"<wp:post_id>{number}</wp:post_id>\n",
                f"<wp:post_date>{self.date}</wp:post_date>\n",
                f"<wp:post_date_gmt>{gmt}</wp:post_date_gmt>\n",
                f"<wp:post_modified>{modified}</wp:post_modified>\n",
                f"<wp:post_modified_gmt>{modified}</wp:post_modified_gmt>\n",
                f"<wp:comment_status>{self.comment_status}</wp:comment_status>\n",
                element("wp:post_name", self.name),
                f"<wp:status>{self.status}</wp:status>\n",
                f"<wp:post_parent>{self.parent}</wp:post_parent>\n",
                f"<wp:menu_order>{self.menu_order}</wp:menu_order>\n",
                f"<wp:post_type>{self.type}</wp:post_type>\n",
                element("wp:post_password", self.password),
                f"<wp:is_sticky>{int(self.is_sticky)}</wp:is_sticky>\n",
                self._attachment(),
                *(_ref(*term) for term in self.terms),
                *(meta(*pair) for pair in self.meta),
                *self.comments,
                "</item>\n",
            ]
        )

    def _permalink(self) -> str:
        if self.status in {"draft", "pending", "auto-draft"}:
            return f"{OLD}/?p={self.number}"
        day = self.date[:10].replace("-", "/")
        return (
            f"{OLD}/{day}/{self.name}/"
            if self.type == "post"
            else (f"{OLD}/{self.name}/")
        )

    def _attachment(self) -> str:
        if not self.attachment_url:
            return ""
        return element("wp:attachment_url", self.attachment_url)


def _ref(taxonomy: str, slug: str, name: str) -> str:
    start = f'category domain="{taxonomy}" nicename="{slug}"'
    return f"<{start}><![CDATA[{name}]]></category>\n"


def comment(
    number: int | str = 1,
    content: str = "Indeed.",
    *,
    name: str = "Ben",
    mail: str = "ben@example.org",
    url: str = "",
    address: str = "192.0.2.7",
    parent: int | str = 0,
    approved: str = "1",
    type: str = "comment",
    date: str = "2013-01-12 09:00:00",
    date_gmt: str | None = None,
    user: int = 0,
    meta_values: Iterable[tuple[str, str]] = (),
) -> str:
    return "".join(
        [
            "<wp:comment>\n",
            f"<wp:comment_id>{number}</wp:comment_id>\n",
            element("wp:comment_author", name),
            f"<wp:comment_author_email>{mail}</wp:comment_author_email>\n",
            element("wp:comment_author_url", url),
            f"<wp:comment_author_IP>{address}</wp:comment_author_IP>\n",
            f"<wp:comment_date>{date}</wp:comment_date>\n",
            f"<wp:comment_date_gmt>{date_gmt or date}</wp:comment_date_gmt>\n",
            element("wp:comment_content", content),
            f"<wp:comment_approved>{approved}</wp:comment_approved>\n",
            f"<wp:comment_type>{type}</wp:comment_type>\n",
            f"<wp:comment_parent>{parent}</wp:comment_parent>\n",
            f"<wp:comment_user_id>{user}</wp:comment_user_id>\n",
            *(meta(*pair, "wp:commentmeta") for pair in meta_values),
            "</wp:comment>\n",
        ]
    )
