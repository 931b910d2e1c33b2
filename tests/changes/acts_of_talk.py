"""Acts of the rooms discussion, moderation and sites."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from rejoinder.discussion import actions
from rejoinder.discussion.actions import CommentAsItWas
from rejoinder.discussion.models import Comment, CommentState, Thread
from rejoinder.discussion.screening import Author, Circumstances
from rejoinder.moderation import actions as moderation
from rejoinder.moderation.duties import erase_due
from rejoinder.moderation.models import Act
from rejoinder.newsroom.models import PageThread
from rejoinder.sites.actions import change_settings
from tests.changes.acts import act
from tests.changes.site_in_use import (
    ALONE_ON_PAGE_19,
    ANSWERED,
    HELD,
    HIDDEN_PARENT,
    NOW,
    ON_LAST_PAGE,
    ON_PAGE_2,
    SiteInUse,
    said,
)

BEN = Author(name="Ben", mail="ben@example.org", url="")
HIDDEN = CommentState.HIDDEN


def post(thread: Thread, answers: int | None = None) -> Comment:
    return actions.post_comment(
        thread=Thread.objects.select_related("site").get(pk=thread.pk),
        parent_number=answers,
        author=BEN,
        source_text="Well said.",
        circumstances=Circumstances(network_address="192.0.2.1"),
        now=timezone.now(),
    )


@act("discussion.post_comment · on a new page")
def _(used: SiteInUse) -> None:
    post(used.talk)


@act("discussion.post_comment · an answer on an old page")
def _(used: SiteInUse) -> None:
    post(used.talk, ON_PAGE_2)


@act("discussion.post_comment · on a short thread")
def _(used: SiteInUse) -> None:
    post(used.short_talk)


@act("discussion.post_comment · the second page of a thread")
def _(used: SiteInUse) -> None:
    post(used.short_talk)
    post_later = timezone.now() + timedelta(hours=1)
    actions.keep_comment(
        thread=used.short_talk,
        parent=None,
        author=BEN,
        source_text="On page 2.",
        state=CommentState.PUBLISHED,
        written_at=post_later,
    )


@act("discussion.post_comment · one that is held")
def _(used: SiteInUse) -> None:
    change_settings(site=used.site, values={"who_may_speak": "nobody"})
    post(used.talk)


@act("discussion.keep_comment · below one that was never seen")
def _(used: SiteInUse) -> None:
    said(used.talk, "An answer.", parent=used.comment(HIDDEN_PARENT))


@act("discussion.keep_comments")
def _(used: SiteInUse) -> None:
    brought = [
        CommentAsItWas(
            number=n,
            parent_number=None,
            author=BEN,
            source_text="Brought.",
            body_html="<p>Brought.</p>",
            state=CommentState.PUBLISHED,
            written_at=NOW - timedelta(days=n),
        )
        for n in range(100, 130)
    ]
    actions.keep_comments(thread=used.talk, comments=brought, now=NOW)


@act("discussion.set_state · hide one", removes=("canarycomment3x",))
def _(used: SiteInUse) -> None:
    actions.set_state(comment=used.comment(ON_PAGE_2), state=HIDDEN, now=NOW)


@act("discussion.set_state · hide an answered one", removes=("canarycomment5x",))
def _(used: SiteInUse) -> None:
    actions.set_state(comment=used.comment(ANSWERED), state=HIDDEN, now=NOW)


@act("discussion.set_state · empty a page", removes=("canarycomment37x",))
def _(used: SiteInUse) -> None:
    actions.set_state(comment=used.comment(ALONE_ON_PAGE_19), state=HIDDEN, now=NOW)


@act("discussion.set_state · empty the last page", removes=("canarycomment40x",))
def _(used: SiteInUse) -> None:
    for number in (39, ON_LAST_PAGE):
        state = CommentState.SPAM
        actions.set_state(comment=used.comment(number), state=state, now=NOW)


@act("discussion.set_state · withdraw", removes=("canaryabout",))
def _(used: SiteInUse) -> None:
    comment = used.comment(1, used.short_talk)
    actions.set_state(comment=comment, state=CommentState.WITHDRAWN, now=NOW)


@act("discussion.set_state · approve")
def _(used: SiteInUse) -> None:
    state = CommentState.PUBLISHED
    actions.set_state(comment=used.comment(HELD), state=state, now=NOW)


@act("discussion.set_state · bring back to an empty page")
def _(used: SiteInUse) -> None:
    state = CommentState.PUBLISHED
    actions.set_state(comment=used.comment(29), state=state, now=NOW)


def amend(used: SiteInUse, number: int, state: CommentState) -> None:
    actions.amend_comment(
        comment=used.comment(number),
        author=Author(name="Bea", mail="", url=""),
        source_text="Other words.",
        body_html="<p>Other words.</p>",
        state=state,
        written_at=NOW + timedelta(days=9),
        now=NOW,
    )


@act("discussion.amend_comment")
def _(used: SiteInUse) -> None:
    amend(used, ON_PAGE_2, CommentState.PUBLISHED)


@act("discussion.amend_comment · to spam", removes=("canarycomment3x",))
def _(used: SiteInUse) -> None:
    amend(used, ON_PAGE_2, CommentState.SPAM)


@act("discussion.erase_comment", removes=("canarycomment3x",))
def _(used: SiteInUse) -> None:
    actions.erase_comment(comment=used.comment(ON_PAGE_2), now=NOW)


@act("discussion.delete_thread", removes=("canaryabout",))
def _(used: SiteInUse) -> None:
    # The row that joins it to its page protects it; with that one it goes.
    PageThread.objects.filter(thread=used.short_talk).delete()


@act("discussion.recount_threads")
def _(used: SiteInUse) -> None:
    Thread.objects.filter(pk=used.talk.pk).update(published_count=3)
    actions.recount_threads()


@act("discussion.close_thread")
def _(used: SiteInUse) -> None:
    actions.close_thread(thread=used.talk)


@act("discussion.reopen_thread")
def _(used: SiteInUse) -> None:
    actions.reopen_thread(thread=used.closed_talk)


@act("discussion.update_subject · another title")
def _(used: SiteInUse) -> None:
    actions.update_subject(thread=used.talk, title="Another title")


@act("discussion.update_subject · another version")
def _(used: SiteInUse) -> None:
    actions.update_subject(thread=used.talk, version="9")


@act("discussion.update_subject · out of sight")
def _(used: SiteInUse) -> None:
    actions.update_subject(thread=used.talk, is_reachable=False)


def judge(used: SiteInUse, number: int, kind: Act) -> str:
    batch = moderation.judge(
        comments=[used.comment(number)], act=kind, by=used.owner, now=NOW
    ).batch
    return batch


@act("moderation.judge · approve")
def _(used: SiteInUse) -> None:
    judge(used, HELD, Act.APPROVE)


@act("moderation.judge · hide", removes=("canarycomment3x",))
def _(used: SiteInUse) -> None:
    judge(used, ON_PAGE_2, Act.HIDE)


@act("moderation.judge · erase", removes=("canarycomment3x",))
def _(used: SiteInUse) -> None:
    judge(used, ON_PAGE_2, Act.ERASE)


@act("moderation duty · erase what is due", removes=("canarycomment3x",))
def _(used: SiteInUse) -> None:
    judge(used, ON_PAGE_2, Act.ERASE)
    erase_due(now=NOW + timedelta(hours=1))


@act("moderation.undo · an approval")
def _(used: SiteInUse) -> None:
    batch = judge(used, HELD, Act.APPROVE)
    moderation.undo(batch=batch, by=used.owner, now=NOW)


@act("moderation.close_thread")
def _(used: SiteInUse) -> None:
    moderation.close_thread(thread=used.talk, by=used.owner, now=NOW)


@act("moderation.reopen_thread")
def _(used: SiteInUse) -> None:
    moderation.reopen_thread(thread=used.closed_talk, by=used.owner, now=NOW)


@act("moderation.change_site_settings")
def _(used: SiteInUse) -> None:
    moderation.change_site_settings(
        site=used.site, values={"tagline": "Light on both banks"}, by=used.owner
    )


@act("sites.change_settings · name")
def _(used: SiteInUse) -> None:
    change_settings(site=used.site, values={"name": "The Ferry Post"})


@act("sites.change_settings · order of comments")
def _(used: SiteInUse) -> None:
    values = {"comment_order": "newest", "default_comments_page": "oldest"}
    change_settings(site=used.site, values=values)


@act("sites.change_settings · time zone")
def _(used: SiteInUse) -> None:
    change_settings(site=used.site, values={"time_zone": "Asia/Tokyo"})


@act("sites.change_settings · age of threads")
def _(used: SiteInUse) -> None:
    change_settings(site=used.site, values={"close_after_days": 1})


@act("sites row · saved past our actions")
def _(used: SiteInUse) -> None:
    used.site.name = "The Ferry Post"
    used.site.save()
