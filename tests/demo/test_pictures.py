"""The kept pictures are those that the drawing module knows, and it is repeatable."""

from importlib.resources import files

from rejoinder.demo.draw import FORMAT, PICTURES


def test_each_kept_picture_can_be_drawn_again() -> None:
    kept = {file.name for file in (files("rejoinder.demo") / "pictures").iterdir()}
    assert kept == {f"{name}.{FORMAT}" for name in PICTURES}


def test_a_picture_is_the_same_each_time() -> None:
    draw = PICTURES["heat-map"]
    assert draw().finished().tobytes() == draw().finished().tobytes()
