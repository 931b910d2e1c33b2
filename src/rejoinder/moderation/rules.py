"""Decisions about drafts and about acts that need no database. Pure.

What WordPress decides too is decided as there (check_comment and
wp_check_comment_disallowed_list, 6.8.1), so that a list brought along means the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rejoinder.discussion.models import CommentState
from rejoinder.moderation.models import Act
from rejoinder.sites.models import WhoMaySpeak

#: How long an erasure can be taken back; then nothing is left to take back.
UNDO_ERASURE = timedelta(minutes=10)

# Nobody reads a page and writes more than a word or two in so short a time.
FEWEST_SECONDS = 3.0
FEW_CHARACTERS = 20

Place = Literal[
    "name", "mail", "website", "text", "shown text", "network address", "browser"
]

PLACES: dict[Place, Promise] = {
    "name": _("the name"),
    "mail": _("the mail address"),
    "website": _("the website"),
    "text": _("the text"),
    "shown text": _("the text as it is shown"),
    "network address": _("the network address"),
    "browser": _("the browser’s name"),
}

#: Titles of the rules that screeners apply, by the code that decisions carry.
RULES: dict[str, Promise] = {
    "disallowed-word": _("Disallowed word"),
    "moderation-word": _("Moderation word"),
    "links": _("Number of links"),
    "trap": _("Trap field"),
    "faster-than-typing": _("Faster than anybody types"),
    "nobody-at-once": _("Every comment is read first"),
    "first-comment": _("First comment"),
}


@dataclass(frozen=True)
class Found:
    """A word of a list, as the list has it, and where it occurs."""

    word: str
    place: Place


def find_word(word_list: str, places: dict[Place, str]) -> Found | None:
    """The first word of the list that occurs in any place, in the list's order.

    Inside other words too, and in either case, as in WordPress: “press” is found in
    “WordPress”.
    """
    words = _words(word_list)
    if not words:
        return None
    folded = {place: _folded(text) for place, text in places.items()}
    # A word never spans two lines, so one look at everything joined is enough.
    everything = "\n".join(folded.values())
    for word, folded_word in words:
        if folded_word in everything:
            return Found(word, _place_of(folded_word, folded))
    return None


def _place_of(folded_word: str, folded: dict[Place, str]) -> Place:
    return next(place for place, text in folded.items() if folded_word in text)


@lru_cache(maxsize=8)
def _words(word_list: str) -> tuple[tuple[str, str], ...]:
    """Each word with its folded form. There are no comments in such a list: a line
    that begins with # is a word."""
    words = (line.strip() for line in word_list.split("\n"))
    # PHP takes "0" for empty. Held to the letter: it is in most network addresses.
    return tuple((word, _folded(word)) for word in words if word not in {"", "0"})


def _folded(text: str) -> str:
    """Lower case for comparing, letter by letter, as WordPress's patterns compare.

    Lower-casing whole words would let a final sigma differ from others, and
    casefold() would find “ss” in “ß”.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_folded_letter, text))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    for candidate in (letter.casefold(), letter.lower()):
        if len(candidate) == 1:
            return candidate
    return letter


def has_too_many_links(count: int, limit: int) -> bool:
    """As many as the limit are too many, as in WordPress; 0 is no limit."""
    return limit > 0 and count >= limit


def is_faster_than_typing(seconds: float | None, text: str) -> bool:
    """Whether more than a few words came back sooner than anybody types them."""
    if seconds is None or seconds >= FEWEST_SECONDS:
        return False
    return len("".join(text.split())) > FEW_CHARACTERS


def may_speak_at_once(
    who_may_speak: str,
    *,
    approved_before: int,
    pair_approved: bool,
    trust_name_and_mail: bool,
) -> bool:
    """Whether the site lets this person's comments appear without being read.

    The pair of name and mail address proves nothing, so it counts only where the
    owner says so.
    """
    if who_may_speak == WhoMaySpeak.EVERYONE:
        return True
    if who_may_speak == WhoMaySpeak.NOBODY:
        return False
    return approved_before > 0 or (trust_name_and_mail and pair_approved)


#: The state that each act leads to. An erasure hides at once; the worker does the rest.
OUTCOMES: dict[Act, CommentState] = {
    Act.APPROVE: CommentState.PUBLISHED,
    Act.HIDE: CommentState.HIDDEN,
    Act.SPAM: CommentState.SPAM,
    Act.ERASE: CommentState.HIDDEN,
}


def acts_for(state: str, *, is_being_erased: bool = False) -> tuple[Act, ...]:
    """What a moderator may do with a comment in this state, in the desk's order.

    What its author withdrew is not for moderators to publish again. One that is being
    erased has to be brought back first, by undoing that.
    """
    if state == CommentState.ERASED or is_being_erased:
        return ()
    if state == CommentState.WITHDRAWN:
        return (Act.ERASE,)
    return tuple(
        act for act, outcome in OUTCOMES.items() if act == Act.ERASE or outcome != state
    )


def is_web_address(url: str) -> bool:
    """Whether a website may be linked: imports bring whatever was once typed."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False
