"""What is read of a well-formed export, in every dialect."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.moving.wxr import (
    Author,
    Channel,
    Comment,
    ExportReader,
    Item,
    Term,
    TermRef,
)
from tests.moving.wxr_files import (
    HEAD,
    NAMESPACES,
    comment,
    comments_of,
    element,
    everything,
    export,
    item,
    items_of,
    meta,
    read,
    write,
)


def one_item(folder: Path, *inside: str, content: str = "It rained.") -> Item:
    (found,) = items_of(read(write(folder, export(item(*inside, content=content)))))
    return found


def test_the_channel_comes_before_its_items_and_comments_before_theirs(
    tmp_path: Path,
) -> None:
    kinds = [type(event).__name__ for event in read(write(tmp_path, everything()))]

    assert kinds == [
        "Channel",
        "Author",
        *["Term"] * 3,
        *["Comment"] * 2,
        "Item",
        "Item",
    ]


def test_a_file_without_items_still_tells_its_channel(tmp_path: Path) -> None:
    events = read(write(tmp_path, export(head=HEAD)))

    assert isinstance(events[0], Channel)
    assert events[0] == Channel(
        file="export.xml",
        version="1.2",
        title="The River Post",
        description="",
        language="",
        link="https://river.example",
        base_site_url="",
        base_blog_url="https://river.example",
        pub_date="",
        generator="https://wordpress.org/?v=6.5.5",
    )


def test_authors_and_terms_are_told_as_they_stand(tmp_path: Path) -> None:
    _channel, author, *terms = read(write(tmp_path, export(head=HEAD)))

    assert author == Author(2, "ada", "ada@example.org", "Ada L.", "", "")
    assert terms == [
        Term("category", "category", 3, "rivers", "Rivers & Lakes", "water", "", ()),
        Term("tag", "post_tag", 4, "flood", "Flood", "", "", ()),
        Term("term", "nav_menu", 5, "top", "Top", "", "", ()),
    ]


def test_a_term_keeps_its_meta_and_description(tmp_path: Path) -> None:
    head = (
        "<wp:tag><wp:tag_slug>a</wp:tag_slug>"
        + element("wp:tag_description", " Of  rain.\n")
        + meta("colour", "blue", "wp:termmeta")
        + "</wp:tag>"
    )
    _channel, term = read(write(tmp_path, export(head=head)))

    assert isinstance(term, Term)
    assert (term.description, term.meta) == (" Of  rain.\n", (("colour", "blue"),))


def test_every_field_of_an_item_is_read(tmp_path: Path) -> None:
    found = one_item(
        tmp_path,
        "<link>https://river.example/flood/</link>",
        "<pubDate>Thu, 05 Jan 2012 14:30:46 +0000</pubDate>",
        "<dc:creator><![CDATA[ada]]></dc:creator>",
        '<guid isPermaLink="false">https://river.example/?p=7</guid>',
        element("excerpt:encoded", "Rain."),
        "<wp:post_date>2012-01-05 15:30:46</wp:post_date>",
        "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>",
        "<wp:post_modified>2012-01-06 15:30:46</wp:post_modified>",
        "<wp:post_modified_gmt>2012-01-06 14:30:46</wp:post_modified_gmt>",
        "<wp:comment_status>open</wp:comment_status>",
        "<wp:ping_status>closed</wp:ping_status>",
        "<wp:post_name>flood</wp:post_name>",
        "<wp:post_parent>5</wp:post_parent>",
        "<wp:menu_order>3</wp:menu_order>",
        "<wp:post_password> secret</wp:post_password>",
        "<wp:is_sticky>1</wp:is_sticky>",
        "<wp:attachment_url>https://river.example/a.jpg</wp:attachment_url>",
        meta("_thumbnail_id", "9"),
    )

    assert found == Item(
        ordinal=0,
        line=13,
        id=7,
        type="post",
        title="The flood",
        link="https://river.example/flood/",
        guid="https://river.example/?p=7",
        creator="ada",
        content="It rained.",
        excerpt="Rain.",
        status="publish",
        name="flood",
        parent_id=5,
        menu_order=3,
        password=" secret",
        is_sticky=True,
        comment_status="open",
        ping_status="closed",
        date="2012-01-05 15:30:46",
        date_gmt="0000-00-00 00:00:00",
        modified="2012-01-06 15:30:46",
        modified_gmt="2012-01-06 14:30:46",
        pub_date="Thu, 05 Jan 2012 14:30:46 +0000",
        attachment_url="https://river.example/a.jpg",
        terms=(),
        meta=(("_thumbnail_id", "9"),),
    )


def test_every_field_of_a_comment_is_read(tmp_path: Path) -> None:
    text = (
        "<wp:comment><wp:comment_id>11</wp:comment_id>"
        + element("wp:comment_author", "Ben")
        + element("wp:comment_author_email", "ben@example.org")
        + "<wp:comment_author_url>https://ben.example</wp:comment_author_url>"
        + "<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP>"
        + "<wp:comment_date>2012-01-05 15:30:46</wp:comment_date>"
        + "<wp:comment_date_gmt>2012-01-05 14:30:46</wp:comment_date_gmt>"
        + element("wp:comment_content", " Two\n\nlines ")
        + "<wp:comment_approved>spam</wp:comment_approved>"
        + "<wp:comment_type>pingback</wp:comment_type>"
        + "<wp:comment_parent>10</wp:comment_parent>"
        + "<wp:comment_user_id>2</wp:comment_user_id>"
        + meta("hc_post_as", "twitter", "wp:commentmeta")
        + "</wp:comment>"
    )
    (found,) = comments_of(read(write(tmp_path, export(item(text)))))

    assert found == Comment(
        item_ordinal=0,
        id=11,
        author="Ben",
        mail="ben@example.org",
        url="https://ben.example",
        network_address="192.0.2.1",
        date="2012-01-05 15:30:46",
        date_gmt="2012-01-05 14:30:46",
        content=" Two\n\nlines ",
        approved="spam",
        type="pingback",
        parent_id=10,
        user_id=2,
        meta=(("hc_post_as", "twitter"),),
    )


def test_zero_as_a_parent_means_none(tmp_path: Path) -> None:
    text = comment("<wp:comment_parent>0</wp:comment_parent>")
    events = read(
        write(tmp_path, export(item(text, "<wp:post_parent>0</wp:post_parent>")))
    )

    assert comments_of(events)[0].parent_id is None
    assert items_of(events)[0].parent_id is None


@pytest.mark.parametrize("written", ["", "seven", "1e3", "9" * 19, "٣", "1_0"])
def test_a_number_that_is_none_is_none(tmp_path: Path, written: str) -> None:
    text = f"<item><wp:post_id>{written}</wp:post_id></item>"

    assert items_of(read(write(tmp_path, export(text))))[0].id is None


def test_numbers_may_be_negative_and_stand_in_white_space(tmp_path: Path) -> None:
    text = "<item><wp:post_id>\n -19091979\n</wp:post_id></item>"

    assert items_of(read(write(tmp_path, export(text))))[0].id == -19091979


def test_meta_values_are_kept_to_the_letter(tmp_path: Path) -> None:
    values = [' a:1:{s:1:"k";s:3:"\\_x";}\n', "]]>", "<b>&amp;</b>", "", "¯\\_(ツ)_/¯"]
    found = one_item(
        tmp_path, *(meta(f"k{n}", value) for n, value in enumerate(values))
    )

    assert [value for _key, value in found.meta] == values


def test_a_text_in_several_sections_is_one(tmp_path: Path) -> None:
    text = "x = a[b[0]]>1; // ]]> and ]]>"

    assert one_item(tmp_path, content=text).content == text


def test_what_a_file_says_twice_counts_once_the_first_time(tmp_path: Path) -> None:
    assert one_item(tmp_path, "<wp:post_id>8</wp:post_id>").id == 7


def test_ordinals_count_the_items_of_all_files(tmp_path: Path) -> None:
    first = write(tmp_path, export(item(), item(comment())), "a.xml")
    second = write(tmp_path, export(item(comment())), "b.xml")
    events = read(first, second)

    assert [found.ordinal for found in items_of(events)] == [0, 1, 2]
    assert [found.item_ordinal for found in comments_of(events)] == [1, 2]


def test_an_item_names_its_line_in_its_own_file(tmp_path: Path) -> None:
    lines = [f.line for f in items_of(read(write(tmp_path, export(item(), item()))))]

    assert lines == [13, 20]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    reader = ExportReader([write(tmp_path, everything())])

    assert list(reader) == list(reader)
    assert reader.files == ["export.xml"]


def test_progress_goes_from_nothing_to_the_size_on_disk(tmp_path: Path) -> None:
    path = write(tmp_path, export(*[item(content="x" * 10_000)] * 30))
    reader = ExportReader([path])
    seen = [reader.bytes_read for _event in reader]

    assert reader.total_bytes == path.stat().st_size
    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1]
    assert reader.bytes_read == reader.total_bytes


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_every_form_of_the_namespace_is_understood(
    tmp_path: Path, scheme: str, version: str
) -> None:
    base = f"{scheme}://wordpress.org/export/{version}/"
    namespaces = {
        "excerpt": f"{base}excerpt/",
        "content": f"{scheme}://purl.org/rss/1.0/modules/content/",
        "dc": f"{scheme}://purl.org/dc/elements/1.1/",
        "wp": base,
    }
    text = export(
        item(element("excerpt:encoded", "Rain."), element("dc:creator", "ada")),
        namespaces=namespaces,
    )
    (found,) = items_of(read(write(tmp_path, text)))

    assert (found.id, found.content, found.excerpt, found.creator) == (
        7,
        "It rained.",
        "Rain.",
        "ada",
    )


def test_a_prefix_may_be_called_otherwise(tmp_path: Path) -> None:
    text = everything()
    otherwise = text.replace("wp:", "w:").replace("xmlns:wp=", "xmlns:w=")

    assert "<w:post_id>" in otherwise
    assert read(write(tmp_path, otherwise)) == read(write(tmp_path, text))


@pytest.mark.parametrize(
    "foreign",
    [
        "http://example.org/export/1.2/",
        "http://wordpress.org/export/1.2/x/",
        "http://wordpress.org/export/2.0/",
    ],
)
def test_a_name_like_ours_in_a_foreign_namespace_is_not_ours(
    tmp_path: Path, foreign: str
) -> None:
    namespaces = {**NAMESPACES, "x": foreign}
    stranger = (
        "<x:post_id>99</x:post_id><x:comment><wp:post_id>98</wp:post_id></x:comment>"
    )
    text = export(
        f"<item>{stranger}<wp:post_id>7</wp:post_id></item>", namespaces=namespaces
    )

    assert items_of(read(write(tmp_path, text)))[0].id == 7


def test_unknown_elements_are_passed_over_with_all_that_is_in_them(
    tmp_path: Path,
) -> None:
    image = "<image><title>Not this</title><item><title>Nor this</title></item></image>"
    text = export(item()).replace(
        "<title>The River Post</title>", image + "<title>T</title>"
    )
    events = read(write(tmp_path, text))

    assert [e.title for e in events if isinstance(e, Channel)] == ["T"]
    assert len(items_of(events)) == 1


def test_markup_inside_of_a_field_leaves_its_text(tmp_path: Path) -> None:
    text = (
        "<item><title>One <b>and <title>x</title></b>two<!-- three --></title></item>"
    )

    assert items_of(read(write(tmp_path, export(text))))[0].title == "One two"


def test_a_plain_doctype_is_no_harm(tmp_path: Path) -> None:
    text = export(item()).replace("<rss", "<!DOCTYPE rss>\n<rss", 1)

    assert len(items_of(read(write(tmp_path, text)))) == 1


# ------------------------------------------------------------------------ categories


def category(name: str, **attributes: str) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<category{written}><![CDATA[{name}]]></category>\n"


def test_terms_of_an_item_are_read_with_their_taxonomy(tmp_path: Path) -> None:
    found = one_item(
        tmp_path,
        category("Rivers", domain="category", nicename="rivers"),
        category("Flood", domain="post_tag", nicename="flood"),
        category("Aside", domain="post_format", nicename="post-format-aside"),
    )

    assert found.terms == (
        TermRef("category", "rivers", "Rivers"),
        TermRef("post_tag", "flood", "Flood"),
        TermRef("post_format", "post-format-aside", "Aside"),
    )


def test_the_oldest_dialect_says_each_term_twice(tmp_path: Path) -> None:
    found = one_item(
        tmp_path,
        category("Rivers"),
        category("Rivers", domain="category", nicename="rivers"),
        category("flood", domain="tag"),
        category("flood", domain="tag", nicename="flood"),
    )

    assert found.terms == (
        TermRef("category", "rivers", "Rivers"),
        TermRef("post_tag", "flood", "flood"),
    )


def test_a_name_alone_is_a_category(tmp_path: Path) -> None:
    found = one_item(tmp_path, category("Rivers"), category("flood", domain="tag"))

    assert found.terms == (
        TermRef("category", "", "Rivers"),
        TermRef("post_tag", "", "flood"),
    )


def test_two_terms_of_one_name_stay_two(tmp_path: Path) -> None:
    found = one_item(
        tmp_path,
        category("Foo", domain="category", nicename="foo"),
        category("Foo", domain="category", nicename="foo-bar"),
    )

    assert [ref.slug for ref in found.terms] == ["foo", "foo-bar"]
