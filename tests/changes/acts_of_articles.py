"""Acts of the newsroom with articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from rejoinder.newsroom import actions, body, duties
from rejoinder.newsroom.actions import ArticleAsItWas, ArticleToKeep
from rejoinder.newsroom.models import Article, BinnedArticle
from tests.changes.acts import act
from tests.changes.site_in_use import THEN, SiteInUse


def republish(article: Article, **changes: Any) -> None:
    actions.revise_article(article=article, **changes)
    actions.publish_article(article=article)


@act("newsroom.publish_article · a new one")
def _(used: SiteInUse) -> None:
    actions.publish_article(article=used.draft)


@act("newsroom.publish_article · one with everything")
def _(used: SiteInUse) -> None:
    article = actions.write_article(
        site=used.site,
        headline="Everything",
        section=used.city,
        further_sections=[used.sport],
        tags=["Heat"],
        bylines=[used.imogen],
        lead_picture=used.photo,
    )
    actions.publish_article(article=article)


@act("newsroom.publish_article · another headline")
def _(used: SiteInUse) -> None:
    republish(used.ferry, headline="The ferry has a name")


@act("newsroom.publish_article · another headline of one in a menu")
def _(used: SiteInUse) -> None:
    republish(used.pinned, headline="Still pinned")


@act("newsroom.publish_article · another text")
def _(used: SiteInUse) -> None:
    republish(used.ferry, body=[body.markdown("Short.")])


@act("newsroom.publish_article · other pages of a text")
def _(used: SiteInUse) -> None:
    republish(used.long_read, body=[body.markdown("One.")])


@act("newsroom.publish_article · another section")
def _(used: SiteInUse) -> None:
    republish(used.ferry, section=used.sport)


@act("newsroom.publish_article · no further section")
def _(used: SiteInUse) -> None:
    republish(used.long_read, further_sections=[])


@act("newsroom.publish_article · other tags")
def _(used: SiteInUse) -> None:
    republish(used.ferry, tags=["Water"])


@act("newsroom.publish_article · another writer")
def _(used: SiteInUse) -> None:
    other = actions.add_writer(site=used.site, name="Otto")
    republish(used.ferry, bylines=[other])


@act("newsroom.publish_article · pinned no more")
def _(used: SiteInUse) -> None:
    republish(used.pinned, is_pinned=False)


@act("newsroom.publish_article · another date")
def _(used: SiteInUse) -> None:
    republish(used.ferry, published_on=THEN - timedelta(days=400))


@act("newsroom.publish_article · another address")
def _(used: SiteInUse) -> None:
    republish(used.older, address_part="elsewhere")


@act("newsroom.publish_article · comments closed")
def _(used: SiteInUse) -> None:
    republish(used.ferry, comments_open=False)


@act("newsroom.publish_article · another language")
def _(used: SiteInUse) -> None:
    republish(used.ferry, language="fa")


@act("newsroom.write_article")
def _(used: SiteInUse) -> None:
    actions.write_article(site=used.site, headline="A draft", section=used.news)


@act("newsroom.revise_article")
def _(used: SiteInUse) -> None:
    actions.revise_article(article=used.ferry, headline="Not yet", tags=["Sea"])


@act("newsroom.schedule_article · one that is published")
def _(used: SiteInUse) -> None:
    at = datetime.now(UTC) + timedelta(days=1)
    actions.schedule_article(article=used.ferry, at=at)


@act(
    "newsroom.schedule_article · one that never had a revision",
    removes=("canarybrought",),
)
def _(used: SiteInUse) -> None:
    # Wagtail takes it from readers until then.
    at = datetime.now(UTC) + timedelta(days=1)
    actions.schedule_article(article=used.brought, at=at)


@act("newsroom.unpublish_article", removes=("canaryferry",))
def _(used: SiteInUse) -> None:
    actions.unpublish_article(article=used.ferry)


@act("newsroom.unpublish_article · one in a menu")
def _(used: SiteInUse) -> None:
    actions.unpublish_article(article=used.pinned)


@act("newsroom.bin_article", removes=("canarybrought",))
def _(used: SiteInUse) -> None:
    actions.bin_article(article=used.brought, now=timezone.now())


@act("newsroom.restore_article")
def _(used: SiteInUse) -> None:
    actions.restore_article(article=used.binned, now=timezone.now())


@act("newsroom.empty_bin")
def _(used: SiteInUse) -> None:
    BinnedArticle.objects.update(binned_at=THEN - timedelta(days=99))
    actions.empty_bin(now=THEN)


@act("newsroom row · an article deleted past the bin", removes=("canaryferry",))
def _(used: SiteInUse) -> None:
    used.ferry.delete()


@act("newsroom duty · publish what was scheduled")
def _(used: SiteInUse) -> None:
    moment = timezone.now() - timedelta(minutes=1)
    Article.objects.filter(pk=used.scheduled.pk).update(go_live_at=moment)
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = moment.isoformat()
        revision.approved_go_live_at = moment
        revision.save()
    duties.publish_due(timezone.now())


@act("newsroom duty · unpublish what has expired", removes=("canaryferry",))
def _(used: SiteInUse) -> None:
    Page.objects.filter(pk=used.ferry.pk).update(expire_at=THEN)
    duties.publish_due(timezone.now())


def as_it_was(used: SiteInUse, headline: str, **values: Any) -> ArticleAsItWas:
    given = {
        "body": [body.markdown("As it was.")],
        "section": used.city,
        "published_on": THEN - timedelta(days=1),
        "bylines": [used.imogen],
        "tags": [used.heat],
    }
    return ArticleAsItWas(headline, **given | values)


@act("newsroom.keep_article")
def _(used: SiteInUse) -> None:
    values = as_it_was(used, "Kept")
    actions.keep_article(site=used.site, values=values, state="published", now=THEN)


@act("newsroom.keep_articles · many days")
def _(used: SiteInUse) -> None:
    wanted = [
        ArticleToKeep(
            as_it_was(used, f"Nr. {n}", published_on=THEN - timedelta(days=n)),
            "published",
        )
        for n in range(60)
    ]
    actions.keep_articles(site=used.site, articles=wanted, now=THEN)


@act("newsroom.update_kept_article · without revisions")
def _(used: SiteInUse) -> None:
    values = as_it_was(used, "Brought again")
    actions.update_kept_article(article=used.brought, values=values, now=THEN)


@act("newsroom.update_kept_article · with revisions")
def _(used: SiteInUse) -> None:
    values = as_it_was(used, "Brought again", section=used.sport)
    values = replace(values, address_part="otherwise")
    actions.update_kept_article(article=used.ferry, values=values, now=THEN)


@act("newsroom.open_article_thread")
def _(used: SiteInUse) -> None:
    used.ferry.thread_link.delete()
    actions.open_article_thread(article=used.ferry, now=THEN)


@act("newsroom.keep_feed_guids")
def _(used: SiteInUse) -> None:
    actions.keep_feed_guids(guids={used.ferry.pk: "https://old.example/?p=1"})


@act("newsroom.add_old_addresses")
def _(used: SiteInUse) -> None:
    address = actions.OldAddress("/old/ferry/", "article", used.ferry.pk)
    actions.add_old_addresses(site=used.site, addresses=[address])


@act("newsroom.add_old_address · one that was a page of a text")
def _(used: SiteInUse) -> None:
    path = "/2026/03/04/a-long-read/2/"
    actions.add_old_address(
        site=used.site, path=path, kind="article", object_id=used.ferry.pk
    )
