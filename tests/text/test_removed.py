"""What sanitising takes out, counted."""

from __future__ import annotations

import pytest

from rejoinder.text import removed_tags


@pytest.mark.parametrize(
    ("html", "removed"),
    [
        ("<p>a<b>b</b></p><div><span>c</span></div>", {}),
        ('<iframe src="x"></iframe><IFRAME></IFRAME>', {"iframe": 2}),
        ("<script>'<form>'</script><style>a</style>", {"script": 1, "style": 1}),
        ("<form><input><select><option>a</select></form>",
         {"form": 1, "input": 1, "select": 1, "option": 1}),
        ("<font>a</font><center>b</center>", {"font": 1, "center": 1}),
        ("<svg><path/><g></g></svg><video></video>", {"svg": 1, "video": 1}),
        ("<svg/><embed>", {"svg": 1, "embed": 1}),
        ("<!-- <form> --> a < b <3", {}),
        ("<you>", {"you": 1}),
    ],
)  # fmt: skip
def test_only_tags_whose_loss_shows_are_counted(
    html: str, removed: dict[str, int]
) -> None:
    assert removed_tags(html) == removed
