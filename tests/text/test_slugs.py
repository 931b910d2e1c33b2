"""Titles in addresses, in every script."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from rejoinder.text import slugify
from rejoinder.text.graphemes import cut_at_grapheme

OWN_DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("  A -- b_c  ", "a-b-c"),
        ("Don’t say 'no'", "dont-say-no"),
        ('צה"ל ושנות ה־90', "צהל-ושנות-ה-90"),
        ("می‌خواهم کتاب‌ها را", "می‌خواهم-کتاب‌ها-را"),
        ("शक्‍ति और क्षमा", "शक्‍ति-और-क्षमा"),
        ("ภาษาไทย น้ำท่วม", "ภาษาไทย-น้ำท่วม"),
        ("Straße İstanbul ΑΣ", "straße-i\u0307stanbul-ας"),
        ("Cafe\u0301", "café"),
        ("한국어 日本語", "한국어-日本語"),
        ("½ ² Ⅷ", "½-²-ⅷ"),
        ("a👍🏽b ❤\ufe0f", "a-b"),
    ],
)
def test_letters_of_any_script_stay(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("a.b/c%2Fd?e#f\\g:h;i&j=k+l@m", "a-b-c-2fd-e-f-g-h-i-j-k-l-m"),
        ("a\x00b\x1bc\x7fd\r\ne", "abcd-e"),
        ("\u202eabc\u2066d\u200e", "abcd"),
        ("\u200ca\u200c b\u200d-\u200dc\u200d", "a-b-c"),
        ("a\u00adb\u2060c\ufeffd\u3164e", "abcde"),
        ("a\u2028b\u00a0c\u3000d", "a-b-c-d"),
        ("a\ud800b", "a-b"),
    ],
)
def test_nothing_unsafe_in_an_address_stays(title: str, slug: str) -> None:
    assert slugify(title) == slug


@pytest.mark.parametrize(
    "title", ["", " ", "...", "?!", "👍", "\u200c", "\u202e", "---"]
)
def test_a_title_without_letters_has_no_slug(title: str) -> None:
    assert slugify(title) == ""


def test_a_long_title_is_cut_at_a_grapheme_within_the_bytes() -> None:
    assert slugify("น้ำ" * 100, max_bytes=20) == "น้ำน้ำ"
    assert slugify("a b " * 100, max_bytes=4) == "a-b"
    assert slugify("é" * 100, max_bytes=5) == "éé"
    assert len(slugify("می‌روم " * 100).encode()) <= 200


def test_slugs_of_every_language_are_addresses() -> None:
    for sentence in json.loads(
        (OWN_DATA / "sentences.json").read_text("utf-8")
    ).values():
        _assert_address(sentence)


def test_slugs_of_published_sentences_are_addresses(shared_data: Path) -> None:
    for path in sorted((shared_data / "languages").glob("*.txt")):
        for sentence in path.read_text("utf-8").split("\n")[::3]:
            _assert_address(sentence)


def _assert_address(title: str) -> None:
    slug = slugify(title)
    assert slugify(slug) == slug == unicodedata.normalize("NFC", slug)
    assert len(slug.encode()) <= 200
    assert "--" not in slug and slug.strip("-") == slug
    uncut = slugify(title, max_bytes=100_000)
    assert uncut.startswith(slug)
    assert cut_at_grapheme(uncut, len(slug)) == slug
    for character in slug.replace("-", ""):
        is_word = unicodedata.category(character)[0] in "LMN"
        assert is_word or character in "\u200c\u200d", repr(character)


def test_a_persian_joiner_survives_from_published_sentences(shared_data: Path) -> None:
    sentences = (shared_data / "languages" / "fa-perdt.txt").read_text("utf-8")

    assert "موافقت‌نامه" in slugify(sentences.split("\n")[0])
