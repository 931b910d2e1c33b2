"""A comment of the demo newsroom, whether written by hand or made for a crowd."""

from dataclasses import dataclass
from typing import Literal

CommentState = Literal["published", "held", "hidden", "spam"]


@dataclass(frozen=True, slots=True)
class DemoComment:
    """A comment; `minutes_after` counts from the publication of its article.

    `parent_key` is None for a comment on the article itself. `text` is Markdown.
    `reason` says why a comment is not published, and is empty when it is.
    """

    key: str
    parent_key: str | None
    name: str
    email: str
    website: str
    text: str
    minutes_after: float
    state: CommentState = "published"
    reason: str = ""
