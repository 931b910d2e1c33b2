"""The demo newsroom is whole: every file is read, and every name leads somewhere."""

from collections import Counter
from io import BytesIO

import pytest
from PIL import Image

from rejoinder.demo.blocks import PictureBlock, TableBlock, TextBlock, read_blocks
from rejoinder.demo.comment import DemoComment
from rejoinder.demo.content import DemoArticle, load_newsroom, picture_bytes

# WordPress's limits, which our threads keep too.
LONGEST_NAME, LONGEST_MAIL, LONGEST_WEBSITE = 245, 100, 200
LONGEST_TEXT = 65_525
MOST_BYTES_OF_PICTURES = 1_500_000

NEWSROOM = load_newsroom()
ARTICLES = {article.slug: article for article in NEWSROOM.articles}

each_article = pytest.mark.parametrize(
    "article", NEWSROOM.articles, ids=[article.slug for article in NEWSROOM.articles]
)


def pictures_of(article: DemoArticle) -> list[PictureBlock]:
    inside = [block for block in article.blocks if isinstance(block, PictureBlock)]
    return [article.lead_picture, *inside]


def depth_of(comment: DemoComment, by_key: dict[str, DemoComment]) -> int:
    depth = 0
    while comment.parent_key:
        comment = by_key[comment.parent_key]
        depth += 1
    return depth


def test_the_newsroom_has_five_sections_five_writers_and_twelve_articles() -> None:
    assert len(NEWSROOM.sections) == 5
    assert len(NEWSROOM.writers) == 5
    assert len(ARTICLES) == 12
    assert {page.slug for page in NEWSROOM.pages} == {"about", "house-rules"}


def test_one_article_is_a_draft_and_one_is_scheduled() -> None:
    states = Counter(article.status for article in NEWSROOM.articles)
    assert states == {"published": 10, "draft": 1, "scheduled": 1}


def test_the_articles_are_in_four_languages() -> None:
    languages = Counter(article.language for article in NEWSROOM.articles)
    assert languages == {"en": 9, "de": 1, "fa": 1, "fr": 1}


def test_all_kinds_of_block_are_shown() -> None:
    kinds = {block.kind for article in NEWSROOM.articles for block in article.blocks}
    assert kinds == {"text", "picture", "quote", "link", "code", "table", "markdown"}


def test_threads_are_empty_of_one_comment_of_a_few_and_of_a_thousand() -> None:
    counts = {article.slug: len(article.comments) for article in NEWSROOM.articles}
    assert counts["the-clock-will-be-four-minutes-late"] == 0
    assert counts["the-kiln-that-is-lit-twice-a-year"] == 1
    assert 28 <= counts["turn-the-lamps-off-at-midnight"] <= 36
    assert counts["the-new-ferry-needs-a-name"] == 1000


@each_article
def test_an_article_names_a_section_and_writers_that_exist(
    article: DemoArticle,
) -> None:
    assert article.section in {section.slug for section in NEWSROOM.sections}
    assert set(article.bylines) <= {writer.slug for writer in NEWSROOM.writers}
    assert article.bylines
    assert article.tags


@each_article
def test_an_article_is_published_when_its_status_says(article: DemoArticle) -> None:
    days = article.published_days_ago
    match article.status:
        case "draft":
            assert days is None
        case "scheduled":
            assert days is not None and days < 0
        case "published":
            assert days is not None and 0 < days <= 60


@each_article
def test_pictures_exist_and_are_described(article: DemoArticle) -> None:
    for picture in pictures_of(article):
        with Image.open(BytesIO(picture_bytes(picture.file))) as image:
            assert image.size == (1600, 1000)
        assert picture.alt
        assert (picture.credit, picture.licence) == ("Rejoinder demo", "CC0")


def test_pictures_are_light_together() -> None:
    articles = NEWSROOM.articles
    names = {picture.file for article in articles for picture in pictures_of(article)}
    assert sum(len(picture_bytes(name)) for name in names) < MOST_BYTES_OF_PICTURES


@each_article
def test_parents_exist_and_come_earlier(article: DemoArticle) -> None:
    seen: dict[str, DemoComment] = {}
    for comment in article.comments:
        assert comment.key not in seen
        if comment.parent_key is not None:
            assert comment.parent_key in seen
            assert seen[comment.parent_key].minutes_after < comment.minutes_after
        seen[comment.key] = comment


@each_article
def test_nobody_answers_a_comment_that_readers_cannot_see(
    article: DemoArticle,
) -> None:
    unseen = {c.key for c in article.comments if c.state in ("held", "spam")}
    assert not [c.key for c in article.comments if c.parent_key in unseen]


@each_article
def test_comments_are_not_from_the_future(article: DemoArticle) -> None:
    minutes = (article.published_days_ago or 0) * 24 * 60
    assert all(0 < comment.minutes_after < minutes for comment in article.comments)


@each_article
def test_comments_keep_the_limits(article: DemoArticle) -> None:
    for comment in article.comments:
        assert 0 < len(comment.name) <= LONGEST_NAME
        assert 0 < len(comment.text) <= LONGEST_TEXT
        assert len(comment.email) <= LONGEST_MAIL
        assert len(comment.website) <= LONGEST_WEBSITE
        assert comment.email.endswith((".example", "@example.org"))
        assert bool(comment.reason) == (comment.state != "published")


@each_article
def test_nobody_says_the_same_thing_twice(article: DemoArticle) -> None:
    said = Counter((comment.name, comment.text) for comment in article.comments)
    assert not [words for words, times in said.items() if times > 1]


def test_the_argument_about_the_lamps_is_deep_and_moderated() -> None:
    comments = ARTICLES["turn-the-lamps-off-at-midnight"].comments
    by_key = {comment.key: comment for comment in comments}
    assert max(depth_of(comment, by_key) for comment in comments) >= 5
    states = Counter(comment.state for comment in comments)
    assert states["held"] == 2
    assert states["hidden"] == 1
    assert states["spam"] == 1


def test_text_becomes_html_without_passing_html_through() -> None:
    (block,) = read_blocks("## A *head*\n\nA [link](https://a.example/) & <b>more</b>.")
    assert block == TextBlock(
        "<h2>A <em>head</em></h2>\n"
        '<p>A <a href="https://a.example/">link</a> &amp; &lt;b&gt;more&lt;/b&gt;.</p>'
    )


def test_a_table_has_a_caption_a_header_and_rows() -> None:
    (block,) = read_blocks("::: table Two boats\n| | Old |\n| Bell | yes |\n:::")
    assert block == TableBlock("Two boats", ("", "Old"), (("Bell", "yes"),))


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("::: banner\n:::", "unknown kind"),
        ("::: code python\nprint()", "never closed"),
        ("::: table T\n| a | b |\n| a |\n:::", "wider or narrower"),
    ],
)
def test_a_bad_block_is_refused(body: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_blocks(body)
