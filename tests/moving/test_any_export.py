"""Whatever a well-formed export says, the report adds up and the site is well."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.utils.module_loading import import_string
from hypothesis import HealthCheck, Phase, given, settings

from rejoinder.sites.models import Site
from tests.moving.any_export import Export, exports
from tests.moving.old_sites import OldSite, adds_up
from tests.moving.wxr_files import write

#: More with EXAMPLES=2000, as script/prove does.
EXAMPLES = int(os.environ.get("EXAMPLES", "25"))


def problems() -> list[str]:
    """What `rejoinder doctor` would say of articles, comments and addresses."""
    rooms = ("discussion", "newsroom", "sites")
    checks = [
        import_string(path)
        for path in django_settings.REJOINDER_DOCTOR
        if path.split(".")[1] in rooms
    ]
    return [problem.what for check in checks for problem in check()]


@pytest.mark.django_db
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    # What fails is kept in the test's folder; making it smaller takes many minutes.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made=exports())
def test_the_report_adds_up_and_the_site_is_well(
    made: Export, site: Site, tmp_path: Path
) -> None:
    old_site = OldSite(site, tmp_path)
    file = write(tmp_path, made.text)
    with transaction.atomic():
        dry = old_site.take_files(file, is_dry=True)
        first = old_site.take_files(file)
        second = old_site.take_files(file)
        assert adds_up(first) and adds_up(second)
        assert dry.as_json() == first.as_json()
        for kind, of in second.as_json()["kinds"].items():
            assert (of["created"], of["updated"]) == (0, 0), kind
        assert problems() == []
        transaction.set_rollback(True)
