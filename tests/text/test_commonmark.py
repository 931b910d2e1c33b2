"""CommonMark comes out as specified, but for differences that we chose and count."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rejoinder.text import (
    render_article_markdown,
    render_comment,
    sanitise_article_html,
    sanitise_comment_html,
)

OWN_DATA = Path(__file__).parent / "data"

# Examples of the specification's text, by number, where an article differs.
ARTICLE_DIFFERENCES = {
    "an address of another scheme is left as typed": {598, 600, 601, 603},
    "a bare address is linked": {604, 610, 613, 614},
    "no line feed in an empty quote": {220, 241, 242},
}

# What a comment does on purpose, seen in the HTML that the specification expects, with
# the number of examples. The order matters: each counts for the first that fits.
COMMENT_DIFFERENCES = {
    "a line under a text makes no heading": (re.compile("<h[12]>"), 18),
    "only absolute addresses are linked": (
        re.compile(r'(?:href|src)="(?!https?://|mailto:)', re.IGNORECASE),
        50,
    ),
    "HTML other than the typed tags is shown": (
        re.compile(
            r"<(?!/?(?:a|blockquote|br|code|del|em|hr|img|li|ol|p|pre|strong|ul)[ />])",
            re.IGNORECASE,
        ),
        54,
    ),
    "a bare address is linked": (re.compile(r">[^<]*(?:https?://|@)(?![^<]*</a>)"), 19),
}
OTHER_COMMENT_DIFFERENCES = {
    "a typed tag ends with its paragraph": {167, 168, 171, 618},
    "no line feed in an empty quote": {220, 241, 242},
}


def test_our_own_pairs_come_out_as_written_down() -> None:
    pairs = json.loads((OWN_DATA / "commonmark.json").read_text(encoding="utf-8"))
    for markdown, html in pairs:
        assert _without_breaks(render_comment(markdown)) == sanitise_comment_html(html)
        assert render_article_markdown(markdown) == sanitise_article_html(html)


def test_articles_follow_the_specification(shared_data: Path) -> None:
    differing = {
        number
        for number, (markdown, html) in enumerate(_examples(shared_data), start=1)
        if render_article_markdown(markdown) != sanitise_article_html(html)
    }

    assert differing == set().union(*ARTICLE_DIFFERENCES.values())


def test_comments_follow_the_specification(shared_data: Path) -> None:
    counts = dict.fromkeys(COMMENT_DIFFERENCES, 0)
    others = set()
    for number, example in enumerate(_examples(shared_data), start=1):
        markdown, html = map(_with_absolute_addresses, example)
        expected = sanitise_comment_html(_with_bold_headings(html))
        if _without_breaks(render_comment(markdown)) == _without_breaks(expected):
            continue
        reason = next(
            (
                why
                for why, (seen, _) in COMMENT_DIFFERENCES.items()
                if seen.search(html)
            ),
            None,
        )
        if reason is None:
            others.add(number)
        else:
            counts[reason] += 1

    assert counts == {why: count for why, (_, count) in COMMENT_DIFFERENCES.items()}
    assert others == set().union(*OTHER_COMMENT_DIFFERENCES.values())


def _with_absolute_addresses(example: str) -> str:
    """Most examples link to /url or /uri, which a comment refuses for that alone."""
    return re.sub(
        r"(?<![\w:/.>-])/(ur[il]\d?|path|my)", r"https://e.example/\1", example
    )


def _with_bold_headings(html: str) -> str:
    return re.sub(r"<h[1-6]>(.*?)</h[1-6]>", r"<p><strong>\1</strong></p>", html)


def _without_breaks(html: str) -> str:
    """A comment shows the line breaks that CommonMark only keeps in its source."""
    return html.replace("<br>\n", "\n")


def _examples(shared_data: Path) -> list[tuple[str, str]]:
    specification = (shared_data / "markdown" / "spec.txt").read_text(encoding="utf-8")
    examples = re.findall(
        r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", specification, re.S | re.M
    )
    assert len(examples) == 655
    return [
        (markdown.replace("→", "\t"), html.replace("→", "\t"))
        for markdown, html in examples
    ]
