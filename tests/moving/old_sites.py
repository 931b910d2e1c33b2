"""Whole old sites, imported as often as a test likes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rejoinder.moving.actions import Options, import_wordpress
from rejoinder.moving.report import Report
from rejoinder.sites.models import Site
from tests.moving.posts import Post
from tests.moving.wxr_files import export, write

#: When the imports of the tests happen.
TODAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass
class OldSite:
    """An export in a folder, imported as often as a test likes."""

    site: Site
    folder: Path
    uploads: Path | None = None
    comments_per_page: int | None = None

    def take(
        self,
        *posts: Post,
        head: str = "",
        is_dry: bool = False,
        now: datetime = TODAY,
    ) -> Report:
        text = export(*(post.xml() for post in posts), head=head)
        return self.take_files(write(self.folder, text), is_dry=is_dry, now=now)

    def take_files(
        self,
        *files: Path,
        is_dry: bool = False,
        repair: bool = False,
        now: datetime = TODAY,
    ) -> Report:
        self.site.refresh_from_db()
        return import_wordpress(
            site=self.site,
            files=files,
            options=Options(
                is_dry=is_dry,
                uploads=self.uploads,
                comments_per_page=self.comments_per_page,
            ),
            repair=repair,
            now=now,
            progress=lambda *how_far: None,
        )


def counts(report: Report, kind: str) -> dict[str, int]:
    """The outcomes of one kind that are not 0."""
    tally = report.as_json()["kinds"][kind]
    return {name: n for name, n in tally.items() if isinstance(n, int) and n}


def reasons(report: Report, kind: str) -> dict[str, int]:
    return report.as_json()["kinds"][kind]["reasons"]


def adds_up(report: Report) -> bool:
    """What was seen is what was created, updated, unchanged or left out."""
    return all(
        of["seen"] == of["created"] + of["updated"] + of["unchanged"] + of["left_out"]
        and of["left_out"] == sum(of["reasons"].values())
        for of in report.as_json()["kinds"].values()
    )
