"""Paths as readers and strangers ask for them, and how they are answered."""

from __future__ import annotations

import pytest
from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.sites.models import Address, Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import NOON


@pytest.mark.parametrize(
    "path, target",
    [
        ("/2024/11/24/the-ferry-needs-a-name", "/2024/11/24/the-ferry-needs-a-name/"),
        ("/2024/11", "/2024/11/"),
        ("/feed", "/feed/"),
        ("/admin", "/admin/"),
        ("/2024/11/24/the-ferry-needs-a-name/feed", None),
    ],
)
def test_missing_slash_is_added(
    client: Client, publish: MakeArticle, path: str, target: str | None
) -> None:
    publish(published_on=NOON)

    response = client.get(path)

    assert response.status_code == 301
    assert response["Location"] == (target or f"{path}/")


def test_decomposed_letters_lead_to_the_composed_address(
    client: Client, publish: MakeArticle
) -> None:
    publish("Größe", published_on=NOON)

    response = client.get("/2024/11/24/gro\u0308ße/")

    assert response.status_code == 301
    assert response["Location"] == "/2024/11/24/gr%C3%B6%C3%9Fe/"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/nothing",
        "/\\evil.example/",
        "/..%2f..%2fetc/passwd",
        "/%00/",
        "/tag/%00/",
        "/author/%00/",
        "/category/%00/",
        "/2026/13/",
        "/0000/",
        "/2026/02/30/",
        "/" + "a" * 5000 + "/",
        "/page/2/",
        "/page/99999999999/",
        "/media/%2e%2e/rejoinder.sqlite3",
        "/media/../keys/signing.key",
        "/media/x.html",
    ],
)
def test_what_is_not_there_is_404(client: Client, newsroom: Site, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/", "//feed"])
def test_two_slashes_lead_to_no_other_host(
    client: Client, newsroom: Site, path: str
) -> None:
    assert client.get("/", PATH_INFO=path).status_code == 404


def test_refusal_is_a_page_of_the_site(client: Client, publish: MakeArticle) -> None:
    article = publish(published_on=NOON)
    actions.unpublish_article(article=article)

    for path, status in (("/no/", 404), (Address.objects.get().path, 410)):
        response = client.get(path)
        assert response.status_code == status
        assert "The Test Gazette" in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_read_only(client: Client, publish: MakeArticle, method: str) -> None:
    publish(published_on=NOON)

    response = getattr(client, method)(
        "/2024/11/24/the-ferry-needs-a-name/", HTTP_ORIGIN="http://testserver"
    )

    assert response.status_code == 405


def test_shortest_link_of_wordpress_leads_to_the_article(
    client: Client, publish: MakeArticle
) -> None:
    article = publish(published_on=NOON)

    response = client.get(f"/?p={article.pk}")

    assert response["Location"] == "/2024/11/24/the-ferry-needs-a-name/"
    assert client.get("/?p=99999").status_code == 404
