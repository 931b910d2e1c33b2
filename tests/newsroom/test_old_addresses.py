"""Addresses brought along from another site arrive at the same things."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import OldAddress, add_old_address, add_old_addresses
from rejoinder.newsroom.models import Article, Picture
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle, picture_file
from tests.newsroom.pages import NOON, PATH, comment, read

UPLOADS = "/wp-content/uploads/2013/01/"


def old(site: Site, path: str, kind: str, object_id: int = 0) -> bool:
    return add_old_address(site=site, path=path, kind=kind, object_id=object_id)


def leads_to(client: Client, path: str, status: int = 301) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer["Location"]


def picture(site: Site, width: int = 2000) -> Picture:
    file = picture_file(width, width // 2)
    return actions.add_picture(site=site, file=file, title="p")


@pytest.fixture
def article(publish: MakeArticle, newsroom: Site) -> Article:
    """Signed, tagged, in a section; so that each has something to list."""
    return publish(
        published_on=NOON,
        section=actions.add_section(site=newsroom, name="News"),
        bylines=[actions.add_writer(site=newsroom, name="Imogen")],
        tags=["C sharp"],
    )


def test_old_address_of_an_article_leads_to_it(
    client: Client, newsroom: Site, article: Article
) -> None:
    assert old(newsroom, "/archives/12/", "article", article.pk)

    assert leads_to(client, "/archives/12/") == PATH
    assert leads_to(client, "/archives/12") == PATH
    assert leads_to(client, "/archives/12/feed/") == f"{PATH}feed/"
    assert leads_to(client, "/archives/12/?utm=x") == f"{PATH}?utm=x"
    there = leads_to(client, "/archives/12/comment-page-3/")
    assert there == f"{PATH}comment-page-3/"
    assert leads_to(client, there, 302) == f"{PATH}comment-page-1/"


def test_old_address_in_any_script_leads_there(
    client: Client, newsroom: Site, article: Article
) -> None:
    assert old(newsroom, "/2012/می‌خواهم/", "article", article.pk)

    assert (
        leads_to(client, "/2012/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85/")
        == PATH
    )


def test_old_address_of_a_page_leads_to_it(client: Client, newsroom: Site) -> None:
    page = actions.write_page(site=newsroom, title="About us")
    actions.publish_page(page=page)
    old(newsroom, "/ueber-uns.html", "page", page.pk)
    old(newsroom, "/?page_id=2", "page", page.pk)

    assert leads_to(client, "/ueber-uns.html") == "/about-us/"
    assert leads_to(client, "/?page_id=2") == "/about-us/"


@pytest.mark.parametrize("kind", ["section", "tag", "writer"])
def test_old_address_of_a_list_leads_to_it_with_its_pages_and_feeds(
    client: Client, newsroom: Site, article: Article, kind: str
) -> None:
    thing = {
        "section": (article.section_id, "/category/news/"),
        "tag": (article.tags.get().pk, "/tag/c-sharp/"),
        "writer": (article.bylines.get().writer_id, "/author/imogen/"),
    }[kind]

    assert old(newsroom, f"/alt/{kind}/x/", kind, thing[0])

    assert leads_to(client, f"/alt/{kind}/x/") == thing[1]
    assert leads_to(client, f"/alt/{kind}/x/page/2/") == f"{thing[1]}page/2/"
    assert leads_to(client, f"/alt/{kind}/x/feed/atom/") == f"{thing[1]}feed/atom/"
    assert leads_to(client, f"/alt/{kind}/x/feed/rss2/") == f"/alt/{kind}/x/feed/"
    read(client, thing[1])


def test_list_that_is_called_otherwise_here_is_found_at_its_old_address(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/tag/c/", "tag", article.tags.get().pk)
    old(newsroom, "/category/neues/stadt/", "section", article.section_id or 0)
    old(newsroom, "/author/admin/", "writer", article.bylines.get().writer_id)

    assert leads_to(client, "/tag/c/") == "/tag/c-sharp/"
    assert leads_to(client, "/tag/c/page/2/") == "/tag/c-sharp/page/2/"
    assert leads_to(client, "/tag/c/feed/") == "/tag/c-sharp/feed/"
    assert leads_to(client, "/category/neues/stadt/") == "/category/news/"
    assert leads_to(client, "/category/neues/stadt/feed/") == "/category/news/feed/"
    assert leads_to(client, "/author/admin/") == "/author/imogen/"
    assert client.get("/author/root/").status_code == 404


@pytest.mark.parametrize(
    "query, there",
    [
        ("?p=12", PATH),
        ("?page_id=12", PATH),
        ("?p=12&cpage=2", f"{PATH}comment-page-2/"),
        ("?feed=rss2&p=12", f"{PATH}feed/"),
        ("?cat=3", "/category/news/"),
        ("?cat=3&feed=rss2", "/category/news/feed/"),
        ("?cat=3&paged=2", "/category/news/page/2/"),
        ("?author=2", "/author/imogen/"),
        ("?tag=c-sharp", "/tag/c-sharp/"),
        ("?m=201411", "/2014/11/"),
        ("?feed=comments-rss2", "/comments/feed/"),
        ("?paged=2", "/page/2/"),
    ],
)
def test_query_of_wordpress_leads_to_the_same(
    client: Client, newsroom: Site, article: Article, query: str, there: str
) -> None:
    old(newsroom, "/?p=12", "article", article.pk)
    old(newsroom, "/?cat=3", "section", article.section_id or 0)
    old(newsroom, "/?author=2", "writer", article.bylines.get().writer_id)

    assert leads_to(client, f"/{query}") == there
    assert leads_to(client, f"/index.php{query}") == f"/{query}"


@pytest.mark.parametrize(
    "query", ["?p=77", "?cat=77", "?author=77", "?attachment_id=7"]
)
def test_number_that_names_nothing_is_404(
    client: Client, newsroom: Site, query: str
) -> None:
    assert client.get(f"/{query}").status_code == 404


def test_number_that_was_brought_along_goes_before_our_own(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    ours, brought = publish("Ours", published_on=NOON), publish("Brought")
    assert leads_to(client, f"/?p={ours.pk}") == "/2024/11/24/ours/"

    old(newsroom, f"/?p={ours.pk}", "article", brought.pk)

    assert leads_to(client, f"/?p={ours.pk}").endswith("/brought/")
    assert leads_to(client, f"/?article={ours.pk}") == "/2024/11/24/ours/"


def test_writer_who_published_nothing_is_not_given_away(
    client: Client, newsroom: Site, article: Article
) -> None:
    silent = actions.add_writer(site=newsroom, name="Silent")
    old(newsroom, "/?author=2", "writer", silent.pk)
    old(newsroom, "/author/admin/", "writer", silent.pk)

    for path in ("/?author=2", "/author/admin/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert b"silent" not in answer.content


def test_draft_is_not_given_away(
    client: Client, newsroom: Site, draft: MakeArticle
) -> None:
    article = draft("Canary word")
    old(newsroom, "/old-draft/", "article", article.pk)
    old(newsroom, "/?p=12", "article", article.pk)

    for path in ("/old-draft/", "/?p=12", f"/?article={article.pk}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert b"canary" not in answer.content.lower()


def test_what_was_taken_away_is_gone_at_its_old_address_too(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/archives/12/", "article", article.pk)
    old(newsroom, "/alt/", "section", article.section_id or 0)
    old(newsroom, f"{UPLOADS}x.jpg", "picture", 77)
    old(newsroom, f"{UPLOADS}x.pdf", "file", 77)

    actions.unpublish_article(article=article)
    assert article.section is not None
    article.section.delete()

    for path in ("/archives/12/", "/alt/", f"{UPLOADS}x.jpg", f"{UPLOADS}x.pdf"):
        assert client.get(path).status_code == 410, path


@pytest.mark.parametrize(
    "path, there",
    [
        ("/feed/rss2/", "/feed/"),
        ("/feed/rdf/", "/feed/"),
        ("/atom/", "/feed/atom/"),
        ("/wp-atom.php", "/feed/atom/"),
        ("/comments/feed/rss2/", "/comments/feed/"),
        ("/category/news/feed/rss2/", "/category/news/feed/"),
        ("/tag/c-sharp/feed/rss/", "/tag/c-sharp/feed/"),
        ("/author/imogen/feed/rdf/", "/author/imogen/feed/"),
        (f"{PATH}feed/rss2/", f"{PATH}feed/"),
        ("/index.php/2024/11/", "/2024/11/"),
        (f"/index.php{PATH}", PATH),
        ("/index.php", "/"),
        ("/index.php//example.org/", "/%2Fexample.org/"),
    ],
)
def test_other_ways_to_say_an_address_lead_to_ours(
    client: Client, article: Article, path: str, there: str
) -> None:
    assert leads_to(client, path) == there


@pytest.mark.parametrize(
    "path, there", [("/wp-login.php", "/account/login/"), ("/wp-admin/", "/admin/")]
)
def test_doors_of_wordpress_lead_to_ours(
    client: Client, newsroom: Site, path: str, there: str
) -> None:
    assert leads_to(client, path, 302) == there


def width_of(site: Site, url: str) -> int:
    row = Picture.objects.get().renditions.get(file=url.removeprefix("/media/"))
    return int(row.width)


@pytest.mark.parametrize(
    "name, width",
    [
        ("x.jpg", 1600),
        ("x-300x200.jpg", 480),
        ("x-480x9.jpg", 480),
        ("x-768x512.jpg", 960),
        ("x-1024x683.jpg", 1600),
        ("x-9999x9.jpg", 1600),
        ("x-scaled.jpg", 1600),
        ("x-rotated.jpg", 1600),
        ("x-e1712345678901-300x200.jpg", 480),
        ("x-scaled-300x200@2x.jpg", 480),
    ],
)
@pytest.mark.parametrize("kept", ["x.jpg", "x-scaled.jpg", "x-e1712345678901.jpg"])
def test_upload_leads_to_the_nearest_of_our_sizes(
    client: Client, newsroom: Site, kept: str, name: str, width: int
) -> None:
    assert old(newsroom, UPLOADS + kept, "picture", picture(newsroom).pk)

    answer = client.get(UPLOADS + name)

    assert answer.status_code == 302
    assert width_of(newsroom, answer["Location"]) == width
    assert answer["Cache-Control"] == "public, max-age=86400"


def test_picture_that_was_uploaded_under_the_name_of_a_size_is_itself(
    client: Client, newsroom: Site
) -> None:
    map_, other = picture(newsroom), picture(newsroom, 300)
    old(newsroom, f"{UPLOADS}map-300x150.jpg", "picture", other.pk)
    old(newsroom, f"{UPLOADS}map.jpg", "picture", map_.pk)

    there = leads_to(client, f"{UPLOADS}map-300x150.jpg", 302)

    assert other.renditions.filter(file=there.removeprefix("/media/")).exists()


def test_changed_picture_does_not_take_the_name_of_another(newsroom: Site) -> None:
    one, other = picture(newsroom, 300), picture(newsroom, 300)

    refused = add_old_addresses(
        site=newsroom,
        addresses=[
            OldAddress(f"{UPLOADS}x-scaled.jpg", "picture", one.pk),
            OldAddress(f"{UPLOADS}x.jpg", "picture", other.pk),
        ],
    )

    assert not refused
    assert Address.objects.get(path=f"{UPLOADS}x.jpg").object_id == other.pk


def test_file_leads_to_its_download(client: Client, newsroom: Site) -> None:
    file = picture_file()
    row = actions.add_file(site=newsroom, file=file, name="report.pdf")
    old(newsroom, f"{UPLOADS}report.pdf", "file", row.pk)

    there = leads_to(client, f"{UPLOADS}report.pdf", 302)

    assert there == row.url
    answer = client.get(there)
    assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    [
        "/files/2012/01/x.jpg",
        "/wp-content/blogs.dir/3/files/x.jpg",
        "/blog/wp-content/uploads/x.jpg",
    ],
)
def test_upload_of_an_older_kind_leads_there_if_a_row_says_so(
    client: Client, newsroom: Site, path: str
) -> None:
    small = path.replace(".jpg", "-300x200.jpg")
    assert client.get(small).status_code == 404

    assert old(newsroom, path, "picture", picture(newsroom).pk)

    assert width_of(newsroom, leads_to(client, small, 302)) == 480


def test_page_of_a_picture_leads_to_the_picture(client: Client, newsroom: Site) -> None:
    row = picture(newsroom)
    old(newsroom, "/2013/01/post/photo/", "picture", row.pk)
    old(newsroom, "/?attachment_id=9", "picture", row.pk)

    for path in ("/2013/01/post/photo/", "/?attachment_id=9"):
        # Not for good: another part of it may be chosen, which makes new sizes.
        assert width_of(newsroom, leads_to(client, path, 302)) == 1600


@pytest.mark.parametrize("path", [UPLOADS, f"{UPLOADS}none.jpg", f"{UPLOADS}none"])
def test_upload_that_did_not_come_is_404(
    client: Client, newsroom: Site, path: str
) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        UPLOADS + "x-300x200" * 150 + ".jpg",
        UPLOADS + "x" * 5000 + ".jpg",
        UPLOADS + "%00-300x200.jpg",
        "/" + "a/" * 900 + "x.jpg",
        "/index.php" * 100,
        "/" + "feed/" * 300,
        "/" + "rss2/" * 300,
    ],
)
def test_hostile_path_costs_few_queries(
    client: Client, newsroom: Site, path: str
) -> None:
    client.get("/nothing/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code in {301, 404}
    # Two rows' worth of looking, the old folder, and what the page of a 404 shows.
    assert len(captured) <= 9


@pytest.mark.parametrize(
    "path, there",
    [
        ("/blog/", "/"),
        ("/blog", "/"),
        ("/blog/?p=12", "/?p=12"),
        ("/blog/category/news/", "/category/news/"),
        ("/blog/feed/", "/feed/"),
        ("/blog/2024/11/", "/2024/11/"),
        ("/blog/page/2/", "/page/2/"),
        ("/blog//example.org/", "/%2Fexample.org/"),
    ],
)
def test_folder_of_the_old_site_is_left_away(
    client: Client, newsroom: Site, article: Article, path: str, there: str
) -> None:
    assert old(newsroom, "/blog/", "prefix")

    assert leads_to(client, path) == there
    assert client.get("/blogger/").status_code == 404


def test_row_goes_before_the_folder_it_lies_in(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/blog/", "prefix")
    old(newsroom, "/blog/2012/01/02/ferry/", "article", article.pk)

    assert leads_to(client, "/blog/2012/01/02/ferry/") == PATH


def test_old_address_follows_what_it_leads_to(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/archives/12/", "article", article.pk)

    actions.revise_article(article=article, address_part="boat")
    actions.publish_article(article=article)

    assert leads_to(client, "/archives/12/") == "/2024/11/24/boat/"


def test_old_address_is_added_once(newsroom: Site, article: Article) -> None:
    for _again in range(2):
        assert old(newsroom, "/archives/12/", "article", article.pk)

    assert Address.objects.filter(path="/archives/12/").count() == 1
    assert old(newsroom, PATH, "article", article.pk)
    assert Address.objects.get(path=PATH).is_current


def test_address_of_another_thing_is_refused(
    newsroom: Site, publish: MakeArticle, article: Article
) -> None:
    other = publish("Another")

    assert not old(newsroom, PATH, "article", other.pk)
    assert old(newsroom, "/archives/12/", "article", article.pk)
    assert not old(newsroom, "/archives/12/", "article", other.pk)
    assert not old(newsroom, "/archives/12/", "section", article.pk)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "relative/",
        "/admin/x/",
        "/account/",
        "/media/x.jpg",
        "/robots.txt",
        "/2012/01/",
        "/post/feed/",
        "/post/comment-page-2/",
        "/?s=x",
        "/?p=0",
        "/?p=1&q=2",
        "/x\0/",
        "/" + "x" * 2000 + "/",
    ],
)
def test_address_that_the_site_needs_is_refused(newsroom: Site, path: str) -> None:
    assert not old(newsroom, path, "article", 1)
    assert not Address.objects.exists()


def test_unknown_kind_is_refused(newsroom: Site) -> None:
    assert not old(newsroom, "/x/", "widget", 1)


def test_new_article_leaves_an_old_address_alone(
    newsroom: Site, publish: MakeArticle, article: Article
) -> None:
    old(newsroom, "/2024/11/24/boat/", "article", article.pk)

    publish("Boat", published_on=NOON)

    assert Address.objects.filter(path="/2024/11/24/boat-2/").exists()


def test_many_addresses_take_few_queries(newsroom: Site, article: Article) -> None:
    many = [OldAddress(f"/archives/{n}/", "article", article.pk) for n in range(1000)]
    many.append(OldAddress("/admin/", "article", article.pk))

    with CaptureQueriesContext(connection) as captured:
        refused = add_old_addresses(site=newsroom, addresses=iter(many))

    assert refused == many[-1:]
    assert Address.objects.filter(object_id=article.pk).count() == 1001
    statements = [q["sql"] for q in captured if "POINT" not in q["sql"]]
    assert len(statements) <= 30


def test_article_keeps_its_name_in_feeds(
    client: Client, newsroom: Site, publish: MakeArticle
) -> None:
    brought, ours = publish("Brought"), publish("Ours")
    guid = "https://old.example/?p=12&amp;x"
    actions.keep_feed_guids(guids={brought.pk: guid})
    actions.keep_feed_guids(guids={brought.pk: guid})
    actions.keep_feed_guids(guids={ours.pk: " "})

    for feed in ("/feed/", "/feed/atom/"):
        shown = read(client, feed)
        assert "https://old.example/?p=12&amp;amp;x" in shown
        assert f"http://testserver/?article={ours.pk}" in shown
        assert f"?article={brought.pk}" not in shown


def test_comment_on_an_article_is_found_at_its_old_address(
    client: Client, newsroom: Site, article: Article
) -> None:
    old(newsroom, "/archives/12/", "article", article.pk)
    number = comment()

    assert (
        leads_to(client, f"/archives/12/comment/{number}/")
        == f"{PATH}comment/{number}/"
    )
