"""The screeners: each reads a draft and gives a verdict, or nothing.

Named in settings.REJOINDER_SCREENERS and asked in that order. Disallowed words come
first, because in WordPress they override everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rejoinder import text
from rejoinder.discussion.screening import Draft, Screener, Verdict
from rejoinder.moderation import rules
from rejoinder.people.roles import may
from rejoinder.sites.models import WhoMaySpeak

# A longer word would bury the sentence that names it.
MAX_WORD_SHOWN = 60


def _for_readers(screener: Callable[[Draft], Verdict | None]) -> Screener:
    """Leave out whoever writes for the site or judges, as WordPress does.

    WordPress means the author of the very article; a thread knows no author, so all
    who write for the site pass. Asked last, since most drafts meet no verdict. The
    reason is in the site's language: it is kept, and read by other people.
    """

    @wraps(screener)
    def screen(draft: Draft) -> Verdict | None:
        with translation.override(draft.site.language):
            verdict = screener(draft)
        if verdict is not None and _speaks_for_site(draft):
            return None
        return verdict

    return screen


def _speaks_for_site(draft: Draft) -> bool:
    user = draft.author.user
    if user is None or not user.is_active:
        return False
    role = user.role_on(draft.site)
    return may(role, "judge") or may(role, "write")


@_for_readers
def disallowed_words(draft: Draft) -> Verdict | None:
    """Spam, whoever it is by. Looks at the text without its tags as well, in which
    a word cannot be taken apart by markup."""
    places = _places(draft)
    places["shown text"] = text.plain_text(draft.body_html)
    found = rules.find_word(draft.site.disallowed_words, places)
    if found is None:
        return None
    return Verdict("spam", "disallowed-word", _word_found(found))


@_for_readers
def trap_field(draft: Draft) -> Verdict | None:
    """Spam: neither people nor screen readers meet the field."""
    if not draft.circumstances.trap_was_filled:
        return None
    return Verdict("spam", "trap", _("A field that no person meets was filled in."))


@_for_readers
def faster_than_anybody_types(draft: Draft) -> Verdict | None:
    """Held, not spam: somebody may have pasted a text that was written elsewhere."""
    seconds = draft.circumstances.writing_seconds
    if seconds is None or not rules.is_faster_than_typing(seconds, draft.source_text):
        return None
    reason = ngettext(
        "%(n)d character came %(seconds).1f seconds after the form was opened.",
        "%(n)d characters came %(seconds).1f seconds after the form was opened.",
        len(draft.source_text),
    ) % {"n": len(draft.source_text), "seconds": seconds}
    return Verdict("held", "faster-than-typing", reason)


@_for_readers
def many_links(draft: Draft) -> Verdict | None:
    """Held. The website field is no link of the text, as in WordPress."""
    limit = draft.site.max_links
    if not rules.has_too_many_links(draft.link_count, limit):
        return None
    reason = ngettext(
        "%(n)d link, the limit is %(limit)d.",
        "%(n)d links, the limit is %(limit)d.",
        draft.link_count,
    ) % {"n": draft.link_count, "limit": limit}
    return Verdict("held", "links", reason)


@_for_readers
def moderation_words(draft: Draft) -> Verdict | None:
    """Held. Looks in the six fields that WordPress looks in."""
    found = rules.find_word(draft.site.moderation_words, _places(draft))
    if found is None:
        return None
    return Verdict("held", "moderation-word", _word_found(found))


@_for_readers
def who_may_speak(draft: Draft) -> Verdict | None:
    """Held, unless the site's choice lets this person's comments appear at once."""
    site = draft.site
    if rules.may_speak_at_once(
        site.who_may_speak,
        approved_before=draft.approved_before,
        pair_approved=draft.pair_approved,
        trust_name_and_mail=site.trust_name_and_mail,
    ):
        return None
    if site.who_may_speak == WhoMaySpeak.NOBODY:
        reason = _("Here a moderator reads every comment before it appears.")
        return Verdict("held", "nobody-at-once", reason)
    reason = _("No comment of this person has been approved before.")
    return Verdict("held", "first-comment", reason)


def _places(draft: Draft) -> dict[rules.Place, str]:
    return {
        "name": draft.author.name,
        "mail": draft.author.mail,
        "website": draft.author.url,
        "text": draft.source_text,
        "network address": draft.circumstances.network_address,
        "browser": draft.circumstances.browser,
    }


def _word_found(found: rules.Found) -> str:
    """Names the word, except where that would keep a network address for ever: the
    facts forget it after 30 days, and a decision stays."""
    place = str(rules.PLACES[found.place])
    if found.place in {"network address", "browser"}:
        return _("A word of the list is in %(place)s.") % {"place": place}
    word = text.excerpt(found.word, MAX_WORD_SHOWN)
    return _("“%(word)s” is in %(place)s.") % {"word": word, "place": place}
