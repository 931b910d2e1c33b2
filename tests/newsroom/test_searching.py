"""Finding articles by their words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from rejoinder.newsroom import body
from rejoinder.sites.models import Site
from tests.newsroom.conftest import MakeArticle
from tests.newsroom.pages import read


def test_search_finds_words_of_the_body_and_marks_them(
    client: Client, publish: MakeArticle
) -> None:
    publish("Ferry", body=[body.markdown("Long ago " * 40 + "an **otter** swam.")])
    publish("Tram")

    page = read(client, "/?s=otter")

    assert "<mark>otter</mark>" in page
    assert "1 article with" in page
    assert "Tram" not in page


def test_search_without_a_hit_says_so(client: Client, publish: MakeArticle) -> None:
    publish()

    assert "No article has all of these words." in read(client, "/?s=zeppelin")


@pytest.mark.parametrize("words", ["", " ", "'", '"', "*", "a* OR b", "(", "\0", "%"])
def test_search_survives_any_sign(
    client: Client, publish: MakeArticle, words: str
) -> None:
    publish()

    assert client.get("/", {"s": words}).status_code == 200


def test_search_survives_naughty_strings(
    client: Client, publish: MakeArticle, shared_data: Path
) -> None:
    publish()
    strings = json.loads((shared_data / "unicode" / "blns.json").read_text())

    for words in strings[:150]:
        assert client.get("/", {"s": words}).status_code == 200, words


def test_search_has_pages(client: Client, newsroom: Site, publish: MakeArticle) -> None:
    Site.objects.update(articles_per_page=1)
    publish("Otter one")
    publish("Otter two")

    page = read(client, "/?s=otter")

    assert 'href="/page/2/?s=otter"' in page
    assert read(client, "/page/2/?s=otter") != page
