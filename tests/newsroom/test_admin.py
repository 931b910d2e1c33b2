from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rejoinder.newsroom import actions, body
from rejoinder.newsroom.models import (
    Article,
    ArticleIndex,
    BinnedArticle,
    FrontPage,
    PlainPage,
    Section,
    Writer,
)
from rejoinder.people.models import User
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.people import Cast

ORIGIN = {"HTTP_ORIGIN": "http://testserver"}
PAGES_OF_THE_ADMIN = [
    "/admin/",
    "/admin/pages/{front}/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/snippets/newsroom/section/",
    "/admin/snippets/newsroom/section/add/",
    "/admin/snippets/newsroom/writer/",
    "/admin/snippets/newsroom/writer/add/",
    "/admin/snippets/newsroom/tag/",
    "/admin/account/",
    "/admin/bin/",
    "/admin/reports/site-history/",
    "/admin/reports/workflow/",
    "/admin/images/add/",
    "/admin/images/multiple/add/",
    "/admin/documents/multiple/add/",
]


@pytest.fixture
def editor(client: Client, newsroom: Site, cast: Cast) -> Client:
    client.force_login(cast.ada)
    return client


@pytest.mark.parametrize("url", PAGES_OF_THE_ADMIN)
def test_editor_can_open(editor: Client, url: str) -> None:
    url = url.format(front=FrontPage.objects.get().pk)
    assert editor.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/admin/workflows/list/", "/admin/collections/"])
def test_owner_can_open(client: Client, newsroom: Site, cast: Cast, url: str) -> None:
    client.force_login(cast.olga)

    assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    "url", ["/admin/users/", "/admin/groups/", "/admin/sites/", "/admin/locales/"]
)
@pytest.mark.parametrize("name", ["ada", "olga"])
def test_people_and_sites_are_not_set_up_in_wagtail(
    client: Client, newsroom: Site, cast: Cast, name: str, url: str
) -> None:
    client.force_login(getattr(cast, name))

    assert client.get(url).status_code in {302, 404}


@pytest.mark.parametrize("name", ["ben", "cy"])
def test_reader_and_moderator_cannot_enter(
    client: Client, newsroom: Site, cast: Cast, name: str
) -> None:
    client.force_login(getattr(cast, name))

    response = client.get("/admin/")

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_nobody_is_sent_to_our_login(client: Client, newsroom: Site) -> None:
    response = client.get("/admin/pages/")

    assert response["Location"] == "/account/login/?next=/admin/pages/"


@pytest.mark.parametrize("url", ["/admin/login/", "/admin/password_reset/"])
def test_wagtails_own_login_leads_to_ours(
    client: Client, newsroom: Site, url: str
) -> None:
    assert client.get(url)["Location"].startswith("/account/login/")


def article_form(**fields: str) -> dict[str, str]:
    """What the editor's browser sends for a new article."""
    empty = {
        f"{name}-{part}": "0"
        for name in ("bylines", "comments", "further_sections")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    return {
        **empty,
        "title": "Written in the browser",
        "standfirst": "",
        "lead_picture": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "markdown",
        "body-0-value": "It *works*.",
        "tags": "ferries, names",
        "comments_open": "",
        "section": "",
        "address_part": "",
        "language": "",
        "published_on": "",
        **fields,
    }


def add_url() -> str:
    index = ArticleIndex.objects.get()
    return reverse("wagtailadmin_pages:add", args=["newsroom", "article", index.pk])


def test_editor_opens_the_form_of_a_new_article(editor: Client) -> None:
    page = editor.get(add_url()).content.decode()

    assert "Standfirst" in page
    assert 'name="slug"' not in page


def test_editor_publishes_in_the_browser(editor: Client) -> None:
    response = editor.post(add_url(), article_form(**{"action-publish": "1"}), **ORIGIN)

    assert response.status_code == 302
    article = Article.objects.get()
    assert article.live
    assert sorted(tag.name for tag in article.tags.all()) == ["ferries", "names"]
    page = editor.get(Address.objects.get().path).content.decode()
    assert "It <em>works</em>." in page


def test_time_to_come_is_refused_in_the_browser(editor: Client) -> None:
    form = article_form(**{"action-publish": "1", "published_on": "2999-01-01 12:00"})

    response = editor.post(add_url(), form, **ORIGIN)

    assert "To publish it later, schedule it." in response.content.decode()
    assert not Article.objects.exists()


def test_author_saves_and_submits_but_cannot_publish(
    client: Client, newsroom: Site, cast: Cast
) -> None:
    client.force_login(cast.ann)

    client.post(add_url(), article_form(**{"action-publish": "1"}), **ORIGIN)

    article = Article.objects.get()
    assert not article.live
    assert article.owner == cast.ann
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    client.post(edit, article_form(**{"action-submit": "1"}), **ORIGIN)
    article = Article.objects.get()
    assert not article.live
    assert article.workflow_in_progress


def test_author_cannot_edit_what_somebody_else_wrote(
    client: Client, draft: MakeArticle, cast: Cast
) -> None:
    article = draft(by=cast.ada)
    client.force_login(cast.ann)

    response = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))

    assert response.status_code == 302


def test_editor_previews_a_draft_in_our_own_look(
    editor: Client, draft: MakeArticle
) -> None:
    article = draft("Seen by nobody yet", body=[body.markdown("Not *yet*.")])

    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))

    assert "Not <em>yet</em>." in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'self';" in policy


def test_preview_of_an_unsaved_change_shows_it(
    editor: Client, publish: MakeArticle
) -> None:
    article = publish()
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])

    assert editor.post(url, article_form(), **ORIGIN).json()["is_valid"]

    page = editor.get(url).content.decode()
    assert "Written in the browser" in page
    assert "It <em>works</em>." in page


def test_new_article_can_be_previewed_before_it_is_saved(editor: Client) -> None:
    index = ArticleIndex.objects.get()
    url = reverse(
        "wagtailadmin_pages:preview_on_add", args=["newsroom", "article", index.pk]
    )
    assert editor.post(url, article_form(), **ORIGIN).json()["is_valid"]

    assert "It <em>works</em>." in editor.get(url).content.decode()


def test_view_live_leads_to_the_address(editor: Client, publish: MakeArticle) -> None:
    article = publish()

    assert article.full_url == f"http://testserver{Address.objects.get().path}"
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    assert Address.objects.get().path in page.content.decode()


def test_deleting_an_article_asks_and_then_bins_it(
    editor: Client, publish: MakeArticle
) -> None:
    article = publish()
    url = reverse("wagtailadmin_pages:delete", args=[article.pk])

    assert "Put it into the bin" in editor.get(url).content.decode()
    response = editor.post(url, follow=True, **ORIGIN)

    assert "is in the bin" in response.content.decode()
    assert BinnedArticle.objects.get().article == article
    assert editor.get(Address.objects.get().path).status_code == 410


def test_bin_lists_articles_and_gives_them_back(
    editor: Client, publish: MakeArticle
) -> None:
    article = publish("Back again")
    actions.bin_article(article=article, now=timezone.now())
    assert "Back again" in editor.get("/admin/bin/").content.decode()

    editor.post(f"/admin/bin/{article.pk}/restore/", **ORIGIN)

    assert editor.get(Address.objects.get().path).status_code == 200


def test_binned_article_is_neither_listed_nor_edited(
    editor: Client, publish: MakeArticle
) -> None:
    article = publish("Out of sight")
    actions.bin_article(article=article, now=timezone.now())

    explorer = reverse("wagtailadmin_explore", args=[ArticleIndex.objects.get().pk])
    assert "Out of sight" not in editor.get(explorer).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert editor.get(edit)["Location"] == "/admin/bin/"


def test_bulk_deleting_bins(editor: Client, publish: MakeArticle) -> None:
    articles = [publish("One"), publish("Two")]
    ids = "&".join(f"id={article.pk}" for article in articles)

    editor.post(f"/admin/bulk/wagtailcore/page/delete/?{ids}", **ORIGIN)

    assert Article.objects.count() == 2
    assert BinnedArticle.objects.count() == 2


def test_section_gets_site_and_address_part(editor: Client, newsroom: Site) -> None:
    editor.post(
        "/admin/snippets/newsroom/section/add/",
        {"name": "Stadt & Land", "slug": "", "position": "0", "description": ""},
        **ORIGIN,
    )

    section = Section.objects.get()
    assert section.site == newsroom
    assert section.slug == "stadt-land"


def test_second_writer_of_a_name_gets_a_number(editor: Client) -> None:
    for _each in range(2):
        editor.post(
            "/admin/snippets/newsroom/writer/add/",
            {"name": "Laleh فرهانی", "slug": "", "bio": ""},
            **ORIGIN,
        )

    slugs = Writer.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["laleh-فرهانی", "laleh-فرهانی-2"]


def test_section_cannot_be_part_of_itself(editor: Client, newsroom: Site) -> None:
    news = actions.add_section(site=newsroom, name="News")
    city = actions.add_section(site=newsroom, name="City", parent=news)

    editor.post(
        f"/admin/snippets/newsroom/section/edit/{news.pk}/",
        {"name": "News", "slug": "news", "parent": str(city.pk), "position": "0"},
        **ORIGIN,
    )

    news.refresh_from_db()
    assert news.parent is None


def test_plain_page_is_made_in_the_browser(editor: Client, newsroom: Site) -> None:
    front = newsroom.front_page
    url = reverse("wagtailadmin_pages:add", args=["newsroom", "plainpage", front.pk])
    form = {key: value for key, value in article_form().items() if "bylines" not in key}

    editor.post(url, {**form, "title": "About us", "action-publish": "1"}, **ORIGIN)

    assert PlainPage.objects.get().live
    assert editor.get("/about-us/").status_code == 200


def test_page_offers_no_privacy_that_nobody_would_keep(
    editor: Client, publish: MakeArticle
) -> None:
    article = publish()

    response = editor.get(reverse("wagtailadmin_pages:set_privacy", args=[article.pk]))

    assert 'name="restriction_type"' not in response.content.decode()


def test_user_of_the_admin_may_have_no_mail_address(
    client: Client, newsroom: Site, cast: Cast
) -> None:
    User.objects.filter(pk=cast.ada.pk).update(email=None)
    client.force_login(cast.ada)

    assert client.get("/admin/").status_code == 200
    assert picture_file()


def test_new_article_is_one_press_away(editor: Client) -> None:
    assert "/admin/new-article/" in editor.get("/admin/").content.decode()
    form = editor.get("/admin/new-article/", follow=True)
    assert form.status_code == 200
    assert 'name="title"' in form.content.decode()
    assert "/admin/pages/add/newsroom/article/" in form.redirect_chain[-1][0]
