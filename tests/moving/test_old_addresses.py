"""Whatever address an old site had leads to the same thing here."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from django.test import Client

from rejoinder.newsroom.models import FeedGuid
from tests.moving.old_sites import OldSite
from tests.moving.posts import OLD, ZERO, Post, author, category
from tests.moving.wxr_files import export, write

pytestmark = pytest.mark.django_db

THERE = "/2013/01/11/the-flood/"


def landing(client: Client, path: str) -> str:
    """Where a request ends, percent-decoded; it has to be answered."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    chain = answer.redirect_chain
    return unquote(chain[-1][0] if chain else path)


def take_from_folder(old_site: OldSite, *posts: Post, head: str = "") -> None:
    """As if the whole site lay in /blog/."""
    text = export(*(post.xml() for post in posts), head=head)
    old_site.take_files(write(old_site.folder, text.replace(OLD, f"{OLD}/blog")))


def test_permalink_is_kept(old_site: OldSite, client: Client) -> None:
    old_site.take(Post(link=f"{OLD}/some/where/else.html/"))
    assert landing(client, "/some/where/else.html/") == "/some/where/else.html/"


def test_slug_in_percent_is_kept_in_its_script(
    old_site: OldSite, client: Client
) -> None:
    slug = quote("سیل-بزرگ").lower()
    old_site.take(Post(name=slug, title="سیل بزرگ", link=f"{OLD}/{slug}/"))
    assert landing(client, f"/{slug}/") == "/سیل-بزرگ/"


def test_plain_permalinks_lead_to_addresses_of_ours(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(Post(link=f"{OLD}/?p=7"))
    assert landing(client, "/?p=7") == THERE


@pytest.mark.parametrize("query", ["?p=7", "?page_id=7"])
def test_number_leads_to_the_article(
    query: str, old_site: OldSite, client: Client
) -> None:
    old_site.take(Post())
    assert landing(client, f"/{query}") == THERE


@pytest.mark.parametrize("query", ["?p=9", "?page_id=9"])
def test_number_leads_to_the_page(
    query: str, old_site: OldSite, client: Client
) -> None:
    old_site.take(Post(9, "About", type="page", name="about"))
    assert landing(client, f"/{query}") == "/about/"


def test_number_leads_to_the_section(old_site: OldSite, client: Client) -> None:
    terms = (("category", "rivers", "Rivers"),)
    old_site.take(Post(terms=terms), head=category("rivers", number=3))
    assert landing(client, "/?cat=3") == "/category/rivers/"


def test_number_leads_to_whoever_published(old_site: OldSite, client: Client) -> None:
    head = author("ada", 2) + author("ben", 5, "Ben")
    old_site.take(Post(), head=head)
    assert landing(client, "/?author=2") == "/author/ada/"
    assert client.get("/?author=5", follow=True).status_code == 404


def test_site_in_a_folder_keeps_addresses_in_it(
    old_site: OldSite, client: Client
) -> None:
    take_from_folder(old_site, Post())
    assert landing(client, f"/blog{THERE}") == f"/blog{THERE}"


@pytest.mark.parametrize(
    "query, there",
    [("?p=7", f"/blog{THERE}"), ("?cat=3", "/category/rivers/"), ("", "/")],
)
def test_numbers_of_a_site_in_a_folder_lead_on(
    query: str, there: str, old_site: OldSite, client: Client
) -> None:
    post = Post(terms=(("category", "rivers", "Rivers"),))
    take_from_folder(old_site, post, head=category("rivers", number=3))
    assert landing(client, f"/blog/{query}") == there


def test_archive_of_a_site_in_a_folder_leads_on(
    old_site: OldSite, client: Client
) -> None:
    take_from_folder(old_site, Post())
    assert landing(client, "/blog/2013/01/") == "/2013/01/"


def test_pages_of_a_text_are_read(old_site: OldSite, client: Client) -> None:
    old_site.take(Post(content="First.<!--nextpage-->Second."))
    second = client.get(f"{THERE}2/").content.decode()
    assert "<p>Second.</p>" in second and "<p>First.</p>" not in second


def test_what_it_was_called_before_leads_on(old_site: OldSite, client: Client) -> None:
    old_site.take(Post(meta=(("_wp_old_slug", "the-fluud"),)))
    assert landing(client, "/2013/01/11/the-fluud/") == THERE


def test_feeds_call_it_what_they_called_it(old_site: OldSite, client: Client) -> None:
    old_site.take(Post(guid=f"{OLD}/archives/7"))
    assert FeedGuid.objects.get().guid == f"{OLD}/archives/7"
    assert f"{OLD}/archives/7" in client.get("/feed/").content.decode()


def test_what_came_out_there_since_is_found_at_its_address(
    old_site: OldSite, client: Client
) -> None:
    old_site.take(Post(status="draft", date_gmt=ZERO))
    old_site.take(Post(link=f"{OLD}/come-out/"))
    assert landing(client, "/come-out/")
