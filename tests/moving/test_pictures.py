"""Pictures in posts: at hand or not, alone or within text."""

from __future__ import annotations

import pytest

from rejoinder.moving.wordpress import Html, Picture, Words, convert_body
from tests.moving.surroundings import SmallSite

SITE = SmallSite(pictures={"a.jpg": "a", "b.jpg": "b", "#5": "five"})
BOAT = Words("The boat", "In the harbour", "a boat", "https://old.example/boat.jpg")


@pytest.mark.parametrize(
    "content",
    [
        '<img src="https://old.example/a.jpg" alt="A &amp; B">',
        '<p><strong><img src="/a.jpg" alt="A &amp; B"></strong>&nbsp;</p>',
        '<figure><img src="/a.jpg" alt="A &amp; B"/></figure>',
        '<div><center><img src="/a.jpg" alt=" A &#38; B "></center></div>',
        '<h2><img src="/a.jpg" alt="A &amp; B"></h2>',
        '<img src="data:image/gif;base64,x" data-src="/a.jpg" alt="A &amp; B">',
        '<img src="/a-3.jpg" srcset="/x.jpg 300w, /a.jpg 600w" alt="A &amp; B">',
    ],
)
def test_a_picture_alone_is_a_part(content: str) -> None:
    assert convert_body(content, SITE).parts == (Picture("a", "A & B", "", ""),)


@pytest.mark.parametrize(
    "image",
    [
        '<img class="alignleft wp-image-5" src="/x.jpg" alt="">',
        '<a href="/x/" rel="attachment wp-att-5"><img src="/x.jpg" alt=""></a>',
        '<img data-attachment-id="5" src="/x.jpg" alt="">',
        '<!-- wp:image {"id":5} --><figure><img src="/x.jpg" alt=""></figure>',
    ],
)
def test_its_number_finds_a_picture_too(image: str) -> None:
    assert convert_body(image, SITE).parts == (Picture("five", "", "", ""),)


def test_without_a_description_the_attachment_s_counts() -> None:
    site = SmallSite(pictures={"#5": "five"}, attachments={5: BOAT})

    body = convert_body('<img class="wp-image-5" src="/x.jpg">', site)

    assert body.parts == (Picture("five", "a boat", "", ""),)


def test_pictures_in_lines_of_their_own_stand_between_paragraphs() -> None:
    content = 'one\n<img src="/a.jpg"><img src="/b.jpg">\ntwo\nthree'

    assert convert_body(content, SITE).parts == (
        Html("<p>one</p>"),
        Picture("a", "", "", ""),
        Picture("b", "", "", ""),
        Html("<p>two<br>\nthree</p>"),
    )


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("https://old.example/page/", "/page/"),
        ("https://other.example/", "https://other.example/"),
        ("https://old.example/a.jpg", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_picture_keeps_a_link_that_leads_elsewhere(href: str, link: str) -> None:
    content = f'<a href="{href}"><img src="/a.jpg" alt="A"></a>'

    assert convert_body(content, SITE).parts == (Picture("a", "A", "", link),)


def test_a_caption_of_html_is_plain_words() -> None:
    content = (
        '<figure><a href="/x/"><img src="/a.jpg" alt=""></a>'
        '<figcaption>By <a href="/ada">Ada</a><br>&amp; Ben</figcaption></figure>'
    )

    assert convert_body(content, SITE).parts == (
        Picture("a", "", "By Ada & Ben", "/x/"),
    )


def test_a_picture_within_text_stays_there() -> None:
    content = 'One <img src="/a.jpg" alt="A" width="20" height="9" onload="x"> two'

    assert convert_body(content, SITE).parts == (
        Html('<p>One <img src="/media/a" alt="A" width="20" height="9"> two</p>'),
    )


@pytest.mark.parametrize("around", ["<ul><li>{}</li></ul>", "<table><td>x {}</table>"])
def test_a_picture_within_a_list_or_table_stays_there(around: str) -> None:
    content = around.replace("{}", '<figure><img src="/a.jpg" alt="A"></figure> word')

    (part,) = convert_body(content, SITE).parts

    assert isinstance(part, Html)
    assert '<figure><img src="/media/a" alt="A"></figure>' in part.html


def test_a_list_of_pictures_is_a_gallery() -> None:
    content = (
        '<ul class="blocks-gallery-grid"><li><figure><img src="/a.jpg" alt="">'
        '<figcaption>A</figcaption></figure></li><li><img src="/b.jpg" alt=""></li>'
        "</ul>"
    )

    assert convert_body(content, SITE).parts == (
        Picture("a", "", "A", ""),
        Picture("b", "", "", ""),
    )


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ('<figure><img src="https://f.example/x.jpg" alt="X"><figcaption>C</figcaption>'
         "</figure>", '<p><a href="https://f.example/x.jpg" rel="noopener">C</a></p>'),
        ('<img src="https://f.example/x.jpg" alt="X">',
         '<p><a href="https://f.example/x.jpg" rel="noopener">X</a></p>'),
        ('<img src="https://f.example/a%20b.jpg">',
         '<p><a href="https://f.example/a%20b.jpg" rel="noopener">a b.jpg</a></p>'),
        ('<img src="//f.example/x.jpg" title="T">',
         '<p><a href="https://f.example/x.jpg" rel="noopener">T</a></p>'),
        ('<a href="https://g.example/"><img src="https://f.example/x.jpg" alt="X"></a>',
         '<p><a href="https://g.example/" rel="noopener">X</a></p>'),
        ('see <img src="https://f.example/x.jpg" alt="X"> there',
         '<p>see <a href="https://f.example/x.jpg" rel="noopener">X</a> there</p>'),
        ('see <a href="/y"><img src="https://f.example/x.jpg" alt="X"> there</a>',
         '<p>see <a href="/y" rel="noopener">X there</a></p>'),
        ('<img src="data:image/png;base64,xyz" alt="X">', "<p>X</p>"),
    ],
)  # fmt: skip
def test_a_picture_not_at_hand_is_words_with_a_link(content: str, shown: str) -> None:
    body = convert_body(content, SITE)

    assert body.parts == (Html(shown),)
    assert body.missing_pictures == 1


def test_a_picture_of_one_pixel_goes_without_a_word() -> None:
    pixel = '<img src="https://count.example/x.gif" width="1" height="1" alt="">'

    body = convert_body(f"words {pixel}\n\n{pixel}", SITE)

    assert body.parts == (Html("<p>words</p>"),)
    assert body.missing_pictures == 0


def test_the_picture_behind_a_cover_is_a_picture() -> None:
    content = (
        '<div class="wp-block-cover" style="background-image:url(/a.jpg)">'
        "<p>Words</p></div>"
    )

    assert convert_body(content, SITE).parts == (
        Picture("a", "", "", ""),
        Html("<p>Words</p>"),
    )
