"""Which file an address is kept in: one of its own, inside the store, or none."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rejoinder.pagestore.places import MOST_BYTES, MOST_BYTES_OF_A_NAME, place_of

KEPT = {
    "/": "",
    "/2026/11/24/a-slug/": "2026/11/24/a-slug",
    "/2026/11/24/a-slug/comment-page-3/": "2026/11/24/a-slug/comment-page-3",
    "/feed/": "feed",
    "/sitemap.xml": "sitemap.xml",
    "/v1.2/about/": "v1.2/about",
    "/überflüssig/": "überflüssig",
    "/ราคาน้ำมัน/": "ราคาน้ำมัน",
    "/समाचार/": "समाचार",
    "/a b/": "a b",
}


@pytest.mark.parametrize("path", KEPT)
def test_usual_address_is_kept_under_its_own_name(path: str) -> None:
    assert place_of(path) == KEPT[path]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("", id="empty"),
        pytest.param("a/", id="not from the root"),
        pytest.param("/../", id="up"),
        pytest.param("/a/../../b/", id="up from below"),
        pytest.param("/./", id="itself"),
        pytest.param("//", id="no name"),
        pytest.param("/a//b/", id="no name between"),
        pytest.param("//etc/passwd", id="absolute"),
        pytest.param("/%2e%2e/", id="encoded twice"),
        pytest.param("/a%2fb/", id="slash encoded twice"),
        pytest.param("/a\\b/", id="backslash"),
        pytest.param("/..\\b/", id="up with a backslash"),
        pytest.param("/a\0/", id="NUL"),
        pytest.param("/a\n/", id="newline"),
        pytest.param("/a\x7f/", id="delete"),
        pytest.param("/a\x85b/", id="C1 control"),
        pytest.param("/a\u2028b/", id="line separator"),
        pytest.param("/a\ud800/", id="half a surrogate pair"),
        pytest.param("/a\ufdd0/", id="no character"),
        pytest.param("/a\ue000/", id="private use"),
        pytest.param("/c:/", id="drive"),
        pytest.param("/a*/", id="wildcard"),
        pytest.param('/a"/', id="quote"),
        pytest.param("/a|b/", id="pipe"),
        pytest.param("/a./", id="trailing dot"),
        pytest.param("/a /", id="trailing space"),
        pytest.param("/.../", id="dots"),
        pytest.param("/.page/", id="hidden"),
        pytest.param("/a/.git/config/", id="hidden in between"),
        pytest.param("/A/", id="upper case"),
        pytest.param("/É/", id="upper case with an accent"),
        pytest.param("/cafe\u0301/", id="accent apart"),
        pytest.param("/\u212b/", id="Angstrom sign"),
        pytest.param("/index.html", id="a file of a page"),
        pytest.param("/a/index.html.gz", id="a file of a page below"),
        pytest.param("/index.html/a/", id="below a file of a page"),
        pytest.param("/sitemap.xml/", id="folder like a file"),
        pytest.param("/about", id="without a slash or an ending"),
        pytest.param("/" + "a" * (MOST_BYTES_OF_A_NAME + 1) + "/", id="long name"),
        pytest.param("/" + "é" * 121 + "/", id="long in bytes"),
        pytest.param("/" + "a/" * (MOST_BYTES // 2), id="long path"),
    ],
)
def test_address_that_files_could_mistake_has_no_place(path: str) -> None:
    assert place_of(path) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("/οδός/", "/οδόσ/", id="final sigma"),
        pytest.param("/straße/", "/strasse/", id="sharp s"),
        pytest.param("/ſo/", "/so/", id="long s"),
        pytest.param("/می‌رود/", "/میرود/", id="joiner"),
        pytest.param("/a\u00ad/", "/a/", id="soft hyphen"),
        pytest.param("/a\ufe0f/", "/a/", id="variation selector"),
    ],
)
def test_name_that_some_system_takes_for_another_gets_a_stand_in(
    one: str, other: str
) -> None:
    """Not none: every second Greek title has such a letter."""
    place = place_of(one)
    assert place is not None
    assert place != place_of(other)
    assert place.isascii() and place == place.lower() and place.startswith(".")


def test_stand_in_is_the_same_each_time_and_anothers_for_another_name() -> None:
    assert place_of("/straße/a/") == f"{place_of('/straße/')}/a"
    assert place_of("/straße/") != place_of("/große/")


def test_longest_name_of_an_article_has_a_place() -> None:
    slug = "ท" * 66 + "-" * 2  # 200 bytes
    assert place_of(f"/2026/11/24/{slug}/comment-page-2000/") is not None


#: Letters that have caused trouble somewhere, more often than chance would have them.
TROUBLE = "aAsSßſiIıİkKςσέεμµﬀ../\\%:\0 \u0301\u0345\u200d\u200c\u00ad\ufe0f\u2126Ω"
paths = st.lists(
    st.text(st.sampled_from(TROUBLE) | st.characters(), max_size=6), max_size=4
).map(lambda names: "/" + "/".join(names))
slashed = paths.map(lambda path: path.rstrip("/") + "/")
#: Lower case, so that most have a place.
alike = st.text("asßſıςσέεμµ\u0390\u200d\u200c\u00ad\ufe0f-", min_size=1, max_size=3)
kept = alike.map(lambda name: f"/{name}/").filter(lambda path: bool(place_of(path)))


@given(path=paths | slashed)
@example(path="/..")
@example(path="/a/../..//")
def test_every_place_is_inside(path: str) -> None:
    if (place := place_of(path)) is None:
        return
    assert not PurePosixPath(place).is_absolute()
    assert not {"..", "."} & set(place.split("/"))
    assert "\0" not in place and "\\" not in place
    assert len(place.encode()) <= MOST_BYTES


def as_systems_see_it(place: str) -> set[str]:
    """What file systems, each in its way, take this name for."""
    unseen = {ord(c): None for c in "\u200d\u200c\u00ad\ufe0f"}
    shown = place.translate(unseen)
    return {
        "/".join(name.rstrip(". ") for name in seen.split("/"))
        for form in ("NFC", "NFD")
        for text in (place, shown)
        for seen in (
            unicodedata.normalize(form, text),
            unicodedata.normalize(form, text).lower(),
            unicodedata.normalize(form, unicodedata.normalize("NFD", text).casefold()),
        )
    }


@given(one=kept, other=kept)
@example(one="/ς/", other="/σ/")
@example(one="/ß/", other="/ss/")
@example(one="/a\u200d/", other="/a/")
def test_no_two_addresses_share_a_folder_on_any_file_system(
    one: str, other: str
) -> None:
    if one != other:
        seen = [as_systems_see_it(str(place_of(path))) for path in (one, other)]
        assert not seen[0] & seen[1]


@given(path=kept | slashed)
def test_what_a_system_takes_for_the_same_has_a_place_but_once(path: str) -> None:
    """Chance seldom makes two addresses that are alike; this makes the other one."""
    others = {
        unicodedata.normalize("NFC", path),
        unicodedata.normalize("NFD", path),
        path.lower(),
        path.upper(),
        path.casefold(),
        unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold()),
        path.removesuffix("/") + "./",
        path.removesuffix("/") + " /",
        path.replace("\u200d", "").replace("\u200c", ""),
    }
    places = {other: place_of(other) for other in others | {path}}
    seen = [as_systems_see_it(place) for place in places.values() if place is not None]
    assert sum(map(len, seen)) == len(set().union(*seen))
