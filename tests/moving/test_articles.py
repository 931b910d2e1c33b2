"""Posts of an export, and the articles that they are here."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from rejoinder.moving.models import Origin
from rejoinder.newsroom.models import Article, Section
from tests.moving.old_sites import OldSite, adds_up, counts, reasons
from tests.moving.posts import OLD, ZERO, Post, author, category, tag

pytestmark = pytest.mark.django_db

RIVERS = ("category", "rivers", "Rivers")
WATER = ("category", "water", "Water")
UNSORTED = ("category", "uncategorized", "Uncategorized")


def only() -> Article:
    article: Article = Article.objects.get()
    return article


def words(article: Article) -> str:
    return str(article.body.raw_data)


def test_time_is_the_one_in_utc(old_site: OldSite) -> None:
    old_site.take(Post(date="2013-01-11 17:00:00", date_gmt="2013-01-11 15:00:00"))
    assert only().published_on == datetime(2013, 1, 11, 15, tzinfo=UTC)


def test_time_without_utc_is_in_the_sites_zone(old_site: OldSite) -> None:
    old_site.site.time_zone = "Asia/Tehran"
    old_site.site.save()
    old_site.take(Post(date="2013-01-11 15:00:00", date_gmt=ZERO))
    tehran = ZoneInfo("Asia/Tehran")
    assert only().published_on == datetime(2013, 1, 11, 15, tzinfo=tehran)


def test_what_is_public_without_any_time_is_old(old_site: OldSite) -> None:
    old_site.take(Post(date=ZERO, link=f"{OLD}/the-flood/"))
    assert only().live
    assert only().published_on == datetime(2003, 5, 27, tzinfo=UTC)


def test_a_draft_without_a_time_in_utc_gets_one_when_it_comes_out(
    old_site: OldSite,
) -> None:
    old_site.take(Post(status="draft", date_gmt=ZERO))
    assert only().published_on is None


@pytest.mark.parametrize("status", ["draft", "pending", "private", "members-only"])
def test_what_not_everybody_may_read_is_a_draft(status: str, old_site: OldSite) -> None:
    report = old_site.take(Post(status=status))
    assert counts(report, "articles") == {"seen": 1, "created": 1}
    assert not only().live


def test_what_has_a_password_is_a_draft(old_site: OldSite) -> None:
    old_site.take(Post(password="sesame"))
    assert not only().live


def test_what_is_to_come_is_scheduled(old_site: OldSite) -> None:
    old_site.take(Post(status="future", date="2030-01-01 08:00:00"))
    article = only()
    assert not article.live
    revision = article.revisions.exclude(approved_go_live_at=None).get()
    assert revision.approved_go_live_at == datetime(2030, 1, 1, 8, tzinfo=UTC)


def test_what_was_to_come_and_has_come_is_published(old_site: OldSite) -> None:
    old_site.take(Post(status="future"))
    assert only().live


@pytest.mark.parametrize(
    "status, reason", [("trash", "in the bin"), ("auto-draft", "an empty draft")]
)
def test_what_nobody_wants_is_left_out(
    status: str, reason: str, old_site: OldSite
) -> None:
    report = old_site.take(Post(status=status))
    assert reasons(report, "articles") == {reason: 1}
    assert not Article.objects.exists()
    assert adds_up(report)


def test_the_same_number_twice_is_taken_once(old_site: OldSite) -> None:
    report = old_site.take(Post(), Post(title="Again"))
    assert reasons(report, "articles") == {"twice in the files": 1}
    assert only().title == "The flood"


def test_sticky_is_pinned(old_site: OldSite) -> None:
    old_site.take(Post(is_sticky=True))
    assert only().is_pinned


def test_the_first_category_is_the_main_one(old_site: OldSite) -> None:
    old_site.take(Post(terms=(RIVERS, WATER)))
    article = only()
    assert article.section.slug == "rivers"
    further = [row.section.slug for row in article.further_sections.all()]
    assert further == ["water"]


def test_uncategorized_is_main_only_where_there_is_no_other(
    old_site: OldSite,
) -> None:
    old_site.take(
        Post(terms=(UNSORTED, WATER)),
        Post(8, name="other", terms=(UNSORTED,)),
    )
    mains = Article.objects.order_by("pk").values_list("section__slug", flat=True)
    assert list(mains) == ["water", "uncategorized"]


@pytest.mark.parametrize("slug", ["water", "%d8%a2%d8%a8"])
def test_the_main_one_is_what_a_plugin_was_told(slug: str, old_site: OldSite) -> None:
    old_site.take(
        Post(
            terms=(RIVERS, ("category", slug, "Water")),
            meta=(("_yoast_wpseo_primary_category", "12"),),
        ),
        head=category("rivers", number=11) + category(slug, "Water", number=12),
    )
    assert only().section == Section.objects.get(name="Water")


def test_tags_are_those_of_there(old_site: OldSite) -> None:
    terms = (("post_tag", "mud", "Mud"), ("post_tag", "rain", "Rain"))
    old_site.take(Post(terms=terms), head=tag("mud", "Mud"))
    assert sorted(row.tag.name for row in only().tagged_items.all()) == ["Mud", "Rain"]


def test_the_creator_signs(old_site: OldSite) -> None:
    old_site.take(Post(), head=author())
    assert [row.writer.name for row in only().bylines.all()] == ["Ada L."]


def test_several_authors_sign_in_their_order(old_site: OldSite) -> None:
    terms = (("author", "cap-cy", "cy"), ("author", "cap-ada", "ada"))
    head = author() + author("cy", 3, "Cy M.")
    old_site.take(Post(terms=terms), head=head)
    assert [row.writer.name for row in only().bylines.all()] == ["Cy M.", "Ada L."]


def test_an_author_whom_the_file_does_not_list_signs_by_login(
    old_site: OldSite,
) -> None:
    report = old_site.take(Post(creator="dan"))
    assert [row.writer.name for row in only().bylines.all()] == ["dan"]
    assert any("only by the name they signed with" in w for w in report.warnings)


def test_the_excerpt_is_the_standfirst(old_site: OldSite) -> None:
    old_site.take(Post(excerpt="What the <em>rain</em> &amp; the river did."))
    assert only().standfirst == "What the rain & the river did."


def test_closed_comments_stay_closed(old_site: OldSite) -> None:
    old_site.take(Post(comment_status="closed"))
    assert only().comments_open is False


def test_a_headline_has_its_entities_as_signs(old_site: OldSite) -> None:
    old_site.take(Post(title="Rain &amp; <em>mud</em> &#8211; again"))
    assert only().title == "Rain & mud – again"


def test_without_a_headline_it_has_the_texts_beginning(old_site: OldSite) -> None:
    report = old_site.take(Post(title="", content="It rained all night."))
    assert only().title == "It rained all night."
    assert any("without a headline" in w for w in report.warnings)


def test_raw_is_kept_on_the_origins_row(old_site: OldSite) -> None:
    content = "Up[unknown]\n\n<!--more-->down"
    old_site.take(Post(content=content))
    origin = Origin.objects.get(kind="article")
    assert (origin.key, origin.object_id) == ("7", only().pk)
    assert '"Up[unknown]\\n\\n<!--more-->down"' in origin.raw


def test_meta_that_says_nothing_to_us_is_kept_raw(old_site: OldSite) -> None:
    old_site.take(Post(meta=(("mood", "wet"),)))
    assert '["mood", "wet"]' in Origin.objects.get(kind="article").raw


@pytest.mark.parametrize(
    "href, ours",
    [
        (f"{OLD}/2013/01/11/other/", "/2013/01/11/other/"),
        ("http://www.river.example/2013/01/11/other", "/2013/01/11/other/"),
        (f"{OLD}/?p=8", "/2013/01/11/other/"),
        (f"{OLD}/2013/01/11/other/#comment-3", "/2013/01/11/other/#comment-3"),
        (f"{OLD}/category/rivers/", "/category/rivers/"),
        (f"{OLD}/tag/mud/", "/tag/mud/"),
        (f"{OLD}/author/eve/", "/author/eve/"),
        (f"{OLD}/2013/01/", "/2013/01/"),
        (f"{OLD}/", "/"),
    ],
)
def test_links_to_what_comes_along_are_ours(
    href: str, ours: str, old_site: OldSite
) -> None:
    other = Post(
        8, name="other", creator="eve", terms=(RIVERS, ("post_tag", "mud", "Mud"))
    )
    linking = Post(content=f'<a href="{href}">there</a>')
    old_site.take(linking, other)
    article = Article.objects.get(title="The flood", address_part="the-flood")
    assert f'href="{ours}"' in words(article)
    again = old_site.take(linking, other)
    assert counts(again, "articles") == {"seen": 2, "unchanged": 2}


@pytest.mark.parametrize(
    "href", [f"{OLD}/category/nowhere/", f"{OLD}/?p=99", "https://else.example/?p=8"]
)
def test_links_to_what_does_not_come_along_stay(href: str, old_site: OldSite) -> None:
    old_site.take(Post(content=f'<a href="{href}">there</a>'))
    assert f'href="{href}"' in words(only())
