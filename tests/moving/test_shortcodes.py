"""WordPress's shortcodes, read and left."""

from __future__ import annotations

import pytest

from rejoinder.moving.wordpress import (
    Card,
    Code,
    FileLink,
    Html,
    Picture,
    Words,
    convert_body,
)
from tests.moving.surroundings import SmallSite

BOAT = Words(
    "The boat", "A boat in the harbour", "boat", "https://old.example/boat.jpg"
)
GULL = Words("Gull", "", "gull", "https://old.example/gull.jpg")
SITE = SmallSite(
    pictures={"boat.jpg": "boat", "gull.jpg": "gull"},
    files={"song.mp3": "song", "film.mp4": "film", "#9": "nine"},
    attachments={
        7: BOAT,
        8: GULL,
        9: Words("Nine", "", "", "https://old.example/9.ogg"),
    },
    attached=(7, 8),
)
IMAGE = '<img class="wp-image-7" src="/boat.jpg" alt="boat">'


@pytest.mark.parametrize(
    "content",
    [
        f'[caption id="attachment_7" width="300" caption="By &quot;Ada&quot;"]{IMAGE}'
        "[/caption]",
        f'[caption id="attachment_7" width="300"]{IMAGE} By "Ada"[/caption]',
        f'[wp_caption]{IMAGE} <em>By</em>\n"Ada"[/wp_caption]',
    ],
)
def test_a_caption_belongs_to_its_picture(content: str) -> None:
    parts = convert_body(f"Before {content} after", SITE).parts

    assert parts == (
        Html("<p>Before</p>"),
        Picture("boat", "boat", 'By "Ada"', ""),
        Html("<p>after</p>"),
    )


def test_a_captioned_picture_keeps_its_link() -> None:
    content = (
        f'[caption width="3"]<a href="https://old.example/x/">{IMAGE}</a> W[/caption]'
    )

    assert convert_body(content, SITE).parts == (Picture("boat", "boat", "W", "/x/"),)


def test_a_caption_that_never_ends_stays_visible_and_is_counted() -> None:
    body = convert_body('[caption width="3"]words', SITE)

    assert body.parts == (Html('<p>[caption width="3"]words</p>\n'.strip()),)
    assert body.shortcodes == {"caption": 1}


@pytest.mark.parametrize(
    ("shortcode", "keys"),
    [
        ("[gallery]", ["boat", "gull"]),
        ('[gallery order="DESC"]', ["gull", "boat"]),
        ('[gallery exclude="7"]', ["gull"]),
        ('[gallery ids="8,7" columns="2"]', ["gull", "boat"]),
        ("[gallery include=8]", ["gull"]),
    ],
)
def test_a_gallery_is_its_pictures(shortcode: str, keys: list[str]) -> None:
    parts = convert_body(f"{shortcode}", SITE).parts

    assert [part.key for part in parts if isinstance(part, Picture)] == keys


def test_a_gallery_s_pictures_have_the_words_of_their_attachments() -> None:
    assert convert_body("[gallery ids=7]", SITE).parts == (
        Picture("boat", "boat", "A boat in the harbour", ""),
    )


def test_a_gallery_of_another_post_stays_visible() -> None:
    body = convert_body('[gallery id="5"]', SITE)

    assert body.parts == (Html('<p>[gallery id="5"]</p>'),)
    assert body.shortcodes == {"gallery": 1}


def test_a_picture_of_a_gallery_that_is_not_at_hand_is_a_link() -> None:
    body = convert_body("[gallery ids=7]", SmallSite(attachments={7: BOAT}))

    assert body.parts == (
        Html('<p><a href="/boat.jpg" rel="noopener">A boat in the harbour</a></p>'),
    )
    assert body.missing_pictures == 1


@pytest.mark.parametrize(
    ("shortcode", "part"),
    [
        ('[audio src="https://old.example/song.mp3"]', FileLink("song", "song.mp3")),
        ("[audio mp3='/song.mp3'][/audio]", FileLink("song", "song.mp3")),
        ("[audio https://old.example/song.mp3]", FileLink("song", "song.mp3")),
        ('[video mp4="/film.mp4" title="Sea"]', FileLink("film", "Sea")),
        ('[playlist ids="9"]', FileLink("nine", "Nine")),
        (
            "[audio mp3=https://a.example/x.mp3]",
            Card("https://a.example/x.mp3", "a.example/x.mp3", ""),
        ),
        (
            "[embed width=3]https://www.youtube.com/watch?v=abc[/embed]",
            Card("https://www.youtube.com/watch?v=abc", "Video on youtube.com", ""),
        ),
        (
            "[youtube=http://youtu.be/abc]",
            Card("http://youtu.be/abc", "Video on youtube.com", ""),
        ),
    ],
)
def test_sounds_films_and_embeds_are_files_or_cards(
    shortcode: str, part: FileLink | Card
) -> None:
    body = convert_body(shortcode, SITE)

    assert body.parts == (part,)
    assert not body.shortcodes


def test_one_sound_does_not_swallow_the_words_before_the_next() -> None:
    content = "[audio src=/song.mp3] words [audio src=https://a.b/c][/audio]"
    card = Card("https://a.b/c", "a.b/c", "")

    parts = convert_body(content, SITE).parts

    assert parts == (FileLink("song", "song.mp3"), Html("<p>words</p>"), card)


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ('[code language="php"]{}[/code]', "php"),
        ("[sourcecode]{}[/sourcecode]", ""),
        ("[python]{}[/python]", "python"),
        ('<pre lang="php" line="1">{}</pre>', "php"),
        ('<pre class="brush: sql">{}</pre>', "sql"),
        ('<pre class="lang:py decode:true">{}</pre>', "py"),
    ],
)
def test_code_keeps_its_lines_and_brackets(written: str, language: str) -> None:
    source = "if (a &lt; b) {\n\n  [gallery]\n}"

    parts = convert_body(written.replace("{}", source), SmallSite()).parts

    assert parts == (Code("if (a < b) {\n\n  [gallery]\n}", language),)


def test_preformatted_code_is_code_as_well() -> None:
    content = '<pre><code class="language-js">a &lt; <b>b</b>;\n\nc</code></pre>'

    assert convert_body(content, SITE).parts == (Code("a < b;\n\nc", "js"),)


def test_code_that_was_typed_as_it_is_stays_so() -> None:
    content = '[code]\n<b>a</b> &amp; "c" <?php [/code]after'

    assert convert_body(content, SmallSite()).parts == (
        Code('<b>a</b> &amp; "c" <?php ', ""),
        Html("<p>after</p>"),
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[gallery]]", "[gallery]"),
        ("[[caption width=3]]", "[caption width=3]"),
        ("[[link]]", "[[link]]"),
        ("a [sic] b [1] [see note 5]", "a [sic] b [1] [see note 5]"),
        ("[", "["),
    ],
)
def test_other_brackets_are_words(written: str, shown: str) -> None:
    body = convert_body(written, SITE)

    assert body.parts == (Html(f"<p>{shown}</p>"),)
    assert not body.shortcodes


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("[gravityform id=5]", "gravityform"),
        ("[box]words[/box]", "box"),
        ("[toc /]", "toc"),
        ("[contact-form]", "contact-form"),
        ("[audio]", "audio"),
    ],
)
def test_shortcodes_of_others_stay_visible_and_are_counted(
    written: str, name: str
) -> None:
    body = convert_body(written, SITE)

    assert body.parts == (Html(f"<p>{written}</p>"),)
    assert body.shortcodes == {name: 1}


def test_a_shortcode_in_a_tag_or_comment_is_none() -> None:
    body = convert_body('<a href="/[gallery]">a</a><!-- [gallery] -->', SITE)

    assert body.parts == (Html('<p><a href="/[gallery]" rel="noopener">a</a></p>'),)
