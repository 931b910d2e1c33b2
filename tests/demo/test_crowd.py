"""The thousand comments: the same each time, and no two alike."""

import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from rejoinder.demo.comment import DemoComment
from rejoinder.demo.crowd import crowd_comments


def stock(**changes: int) -> dict[str, Any]:
    name = "threads/01-the-new-ferry-needs-a-name.toml"
    text = (files("rejoinder.demo") / name).read_text(encoding="utf-8")
    table = tomllib.loads(text)
    table["crowd"].update(changes)
    return table


@pytest.fixture(scope="module")
def thousand() -> tuple[DemoComment, ...]:
    return crowd_comments(stock())


def test_the_crowd_says_the_same_each_time(thousand: tuple[DemoComment, ...]) -> None:
    assert crowd_comments(stock()) == thousand


def test_another_seed_makes_another_crowd(thousand: tuple[DemoComment, ...]) -> None:
    assert crowd_comments(stock(seed=7)) != thousand


def test_no_two_comments_are_alike(thousand: tuple[DemoComment, ...]) -> None:
    assert len({comment.text for comment in thousand}) == len(thousand) == 1000


def test_no_gap_is_left_in_a_sentence(thousand: tuple[DemoComment, ...]) -> None:
    assert not [c.text for c in thousand if "{" in c.text or " ," in c.text]


def test_the_crowd_is_many_people_who_answer_each_other(
    thousand: tuple[DemoComment, ...],
) -> None:
    assert len({comment.name for comment in thousand}) >= 120
    replies = sum(comment.parent_key is not None for comment in thousand)
    assert 400 <= replies <= 700


def test_nobody_answers_themselves(thousand: tuple[DemoComment, ...]) -> None:
    names = {comment.key: comment.name for comment in thousand}
    assert not [c for c in thousand if names.get(c.parent_key or "") == c.name]


def test_one_suggestion_draws_more_answers_than_a_page_shows(
    thousand: tuple[DemoComment, ...],
) -> None:
    root: dict[str, str] = {}
    for comment in thousand:
        parent = comment.parent_key
        root[comment.key] = root[parent] if parent else comment.key
    assert Counter(root.values()).most_common(1)[0][1] > 50


def test_a_smaller_crowd_can_be_asked_for() -> None:
    assert len(crowd_comments(stock(comments=700))) == 700
