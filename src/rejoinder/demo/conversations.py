"""The comments under an article, read from its file in threads/.

Most were written by hand. A file with a table [crowd] is a stock of sentences, out
of which `crowd` makes as many comments as it asks for.
"""

import tomllib
from importlib.resources.abc import Traversable
from typing import Any, get_args

from rejoinder.demo.comment import CommentState, DemoComment
from rejoinder.demo.crowd import crowd_comments


def read_conversation(file: Traversable) -> tuple[DemoComment, ...]:
    """Return the comments of a thread file, oldest first."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    if "crowd" in table:
        return crowd_comments(table)
    comments = [_comment(row, people=table["people"]) for row in table["comment"]]
    return tuple(sorted(comments, key=lambda comment: comment.minutes_after))


def _comment(row: dict[str, Any], *, people: dict[str, dict[str, str]]) -> DemoComment:
    person = people[row["by"]]
    state: CommentState = row.get("state", "published")
    if state not in get_args(CommentState):
        raise ValueError(f"not a state of a comment: {state!r}")
    return DemoComment(
        key=row["key"],
        parent_key=row.get("reply_to"),
        name=row["by"],
        email=person["email"],
        website=person.get("website", ""),
        text=row["text"].strip(),
        minutes_after=float(row["after"]),
        state=state,
        reason=row.get("reason", ""),
    )
