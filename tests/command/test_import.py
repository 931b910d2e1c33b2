"""`rejoinder import wordpress` on a site that is open: what it says and what it ends
with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rejoinder.command import importing
from rejoinder.command.importing import next_steps, progress_line, table
from rejoinder.command.main import main
from rejoinder.moving.report import Report
from rejoinder.newsroom.models import Article
from rejoinder.sites.models import Site
from tests.moving.posts import Post, author, comment
from tests.moving.wxr_files import export, write
from tests.newsroom.conftest import media_folder

__all__ = ["media_folder"]  # found by name

PICTURE = Post(
    40,
    "Bridge",
    "",
    type="attachment",
    status="inherit",
    attachment_url="https://river.example/wp-content/uploads/2013/01/bridge.jpg",
)
BROKEN = "The <b>flood</wp:b>"


@pytest.fixture(autouse=True)
def opened(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Opening one by its folder is for the system tests."""
    monkeypatch.setattr(importing, "make_or_open_site", lambda options: site)
    return site


@pytest.fixture
def never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what has to be refused before a site is made of a slip of the pen."""

    def refuse(_options: object) -> None:
        raise AssertionError("a site was made")

    monkeypatch.setattr(importing, "make_or_open_site", refuse)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    post = Post(comments=(comment(31), comment(32, approved="trash")))
    return write(tmp_path, export(post.xml(), PICTURE.xml(), head=author()))


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """The one line of a command that ends with status 2."""

    def run(*words: object) -> str:
        try:
            status: object = main(["import", "wordpress", *map(str, words)])
        except SystemExit as end:
            status = end.code
        told = capsys.readouterr().err
        assert status == 2
        assert len(told.splitlines()) == 1
        return told

    return run


def done(*words: object) -> int:
    return main(["import", "wordpress", *map(str, words)])


def row(out: str, kind: str) -> list[str]:
    (line,) = (line for line in out.splitlines() if line.startswith(f"{kind} "))
    return line.split()[1:]


def test_the_table_tells_what_became_of_every_item(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert done(file) == 0
    out = capsys.readouterr().out
    assert row(out, "articles") == ["1", "1", "0", "0", "0"]
    assert row(out, "comments") == ["2", "2", "0", "0", "0"]
    assert row(out, "media") == ["1", "0", "0", "0", "1"]
    assert "Left out: 1 media: no uploads folder was given: --uploads." in out
    assert Article.objects.get().title == "The flood"


def test_the_report_is_written_as_json(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    assert done(file, "--report", path) == 0
    report = json.loads(path.read_text(encoding="utf-8"))
    assert report["files"] == [file.name]
    assert set(report) == {"files", "kinds", "warnings"}
    assert report["kinds"]["articles"] == {
        "seen": 1,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "left_out": 0,
        "reasons": {},
    }


def test_the_report_replaces_an_older_one(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    done(file, "--report", path)
    assert done(file, "--report", path) == 0
    assert json.loads(path.read_text())["kinds"]["articles"]["unchanged"] == 1


def test_a_dry_run_writes_nothing_and_says_so(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert done(file, "--dry-run", "--report", tmp_path / "report.json") == 0
    out = capsys.readouterr().out
    assert row(out, "articles") == ["1", "1", "0", "0", "0"]
    assert "Nothing was written: this was a dry run." in out
    assert "sign in" not in out
    assert not Article.objects.exists()
    assert (tmp_path / "report.json").exists()


def test_what_to_do_next_is_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done(file)
    out = capsys.readouterr().out
    assert "http://testserver/" in out
    assert "once more with --uploads" in out


def test_mends_are_told_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = export(Post().xml()).replace("It rained.", "It \x0b rained.")
    file = write(tmp_path, text)
    assert done(file, "--repair") == 0
    assert f"Note: {file.name}, line " in capsys.readouterr().out
    assert Article.objects.exists()


def test_a_malformed_file_is_refused_with_its_line_and_nothing_comes(
    file: Path, tmp_path: Path, refused: Callable[..., str]
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    text = export(Post().xml()).replace("<title>The River Post", f"<title>{BROKEN}")
    broken = write(folder, text)
    told = refused(file, broken)
    assert f"{broken.name}, line " in told
    assert not Article.objects.exists()


def test_a_missing_file_is_refused(
    file: Path, tmp_path: Path, refused: Callable[..., str], never_opened: None
) -> None:
    assert "none.xml is not there" in refused(file, tmp_path / "none.xml")


def test_a_missing_uploads_folder_is_refused(
    file: Path, tmp_path: Path, refused: Callable[..., str], never_opened: None
) -> None:
    assert "none is no folder" in refused(file, "--uploads", tmp_path / "none")


@pytest.mark.parametrize("value", ["0", "-1", "501", "many", "1.5"])
def test_unusable_comments_per_page_are_refused(
    value: str, file: Path, refused: Callable[..., str], never_opened: None
) -> None:
    assert "from 1 to 500" in refused(file, f"--comments-per-page={value}")


@pytest.mark.parametrize("place", ["none/report.json", "."])
def test_a_report_that_cannot_be_written_is_refused_before_the_import(
    place: str,
    file: Path,
    tmp_path: Path,
    refused: Callable[..., str],
    never_opened: None,
) -> None:
    assert "cannot be written" in refused(file, "--report", tmp_path / place)


def test_a_report_that_fails_all_the_same_says_that_the_import_is_done(
    file: Path,
    tmp_path: Path,
    refused: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "write_text", fail)
    told = refused(file, "--report", tmp_path / "report.json")
    assert "The import is done" in told
    assert "Read-only file system" in told
    assert Article.objects.exists()


def test_no_file_is_refused(refused: Callable[..., str], never_opened: None) -> None:
    assert "FILE" in refused()


@pytest.mark.parametrize(
    "done_of, bar, share",
    [
        ((0, 10), "░" * 24, "0%"),
        ((5, 10), "█" * 12 + "░" * 12, "50%"),
        ((10, 10), "█" * 24, "100%"),
        ((11, 10), "█" * 24, "100%"),
        ((0, 0), "█" * 24, "100%"),
    ],
)
def test_the_bar_is_as_full_as_the_step_is_far(
    done_of: tuple[int, int], bar: str, share: str
) -> None:
    assert progress_line("Articles", *done_of) == f"Articles  {bar}  {share}"


def test_the_table_has_a_line_for_each_reason_the_most_frequent_first() -> None:
    report = Report(warnings=["Taken out of texts: big (3)."])
    report.count("articles", "created", 1234)
    report.leave_out("pages", "in the bin", 2)
    report.leave_out("pages", "an empty draft", 3)
    lines = table(report)
    assert lines[0].split()[:4] == ["seen", "created", "updated", "unchanged"]
    assert lines[1].split() == ["articles", "1,234", "1,234", "0", "0", "0"]
    assert len({len(line) for line in lines[:10]}) == 1
    assert lines[10:] == [
        "Left out: 3 pages: an empty draft.",
        "Left out: 2 pages: in the bin.",
        "Note: Taken out of texts: big (3).",
    ]


def test_nothing_more_is_to_be_done_for_people_and_pictures_that_did_not_come() -> None:
    report = Report()
    report.count("articles", "created")
    assert next_steps(report, "http://testserver") == [
        "Look at your site at http://testserver/ (started by: rejoinder serve)."
    ]


def test_a_site_that_was_never_served_is_looked_at_by_serving_it() -> None:
    assert next_steps(Report(), "") == ["Look at your site with: rejoinder serve."]


def test_people_who_came_are_given_a_way_in() -> None:
    report = Report()
    report.count("people", "created", 2)
    assert any("sign in" in line for line in next_steps(report, "http://testserver"))
