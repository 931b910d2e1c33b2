"""Names of uploads: what WordPress adds to them, without a database."""

from __future__ import annotations

import time

import pytest

from rejoinder.newsroom.old_uploads import (
    name_of_upload,
    names_before,
    width_asked_for,
)

FOLDER = "/wp-content/uploads/2013/01/"


@pytest.mark.parametrize(
    "name",
    [
        "x-300x200.jpg",
        "x-scaled.jpg",
        "x-rotated.jpg",
        "x-e1712345678901.jpg",
        "x-300x200@2x.jpg",
        "x-e1712345678901-300x200.jpg",
        "x-scaled-300x200.jpg",
        "x-scaled-e1712345678901-1024x768.jpg",
    ],
)
def test_upload_is_found_behind_every_ending(name: str) -> None:
    assert names_before(FOLDER + name)[-1] == f"{FOLDER}x.jpg"


def test_names_come_off_one_by_one() -> None:
    assert names_before("/x-scaled-300x200.png") == [
        "/x-scaled-300x200.png",
        "/x-scaled.png",
        "/x.png",
    ]


@pytest.mark.parametrize(
    "name",
    ["x.jpg", "x-2.jpg", "x-300xl.jpg", "x-e123.jpg", "-300x200.jpg", "300x200.jpg"],
)
def test_other_names_are_left_alone(name: str) -> None:
    assert names_before(FOLDER + name) == [FOLDER + name]


def test_folder_that_looks_like_a_size_is_left_alone() -> None:
    assert names_before("/a-300x200/x.jpg") == ["/a-300x200/x.jpg"]
    assert names_before("/a-300x200/x") == ["/a-300x200/x"]


@pytest.mark.parametrize("name", ["x-scaled.jpg", "x-e1712345678901.jpg"])
def test_name_of_a_changed_file_says_what_was_uploaded(name: str) -> None:
    assert name_of_upload(FOLDER + name) == f"{FOLDER}x.jpg"


@pytest.mark.parametrize("name", ["x.jpg", "map-300x200.jpg"])
def test_name_that_somebody_may_have_given_says_nothing(name: str) -> None:
    assert name_of_upload(FOLDER + name) is None


@pytest.mark.parametrize(
    "name, width",
    [
        ("x-300x200.jpg", 300),
        ("x-1024x9.png", 1024),
        ("x.jpg", None),
        ("x-scaled.jpg", None),
    ],
)
def test_width_is_what_the_name_says(name: str, width: int | None) -> None:
    assert width_asked_for(FOLDER + name) == width


def test_hostile_name_costs_little() -> None:
    path = "/wp-content/uploads/" + "x-300x200" * 200_000 + ".jpg"
    before = time.process_time()

    assert len(names_before(path)) <= 5

    assert time.process_time() - before < 1
