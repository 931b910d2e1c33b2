"""The style sheet that a reader gets is one file, made of many."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

import rejoinder.web

OURS = ["django.contrib.staticfiles", "rejoinder.web"]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("static")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "rejoinder.web.static_files.JoinedStaticFiles"},
    }
    # Only our own files: Wagtail's would be compressed for seconds and prove nothing.
    with override_settings(STATIC_ROOT=root, STORAGES=storages, INSTALLED_APPS=OURS):
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
    return root


def sheet(collected: Path, name: str) -> str:
    hashed = [p for p in (collected / "web/css").glob(f"{name}.*.css")]
    assert len(hashed) == 1, "collected again, nothing new is named"
    return hashed[0].read_text()


@pytest.mark.parametrize("name", ["site", "desk"])
def test_entry_asks_for_no_other_file(collected: Path, name: str) -> None:
    text = sheet(collected, name)
    assert "@import" not in text
    assert "url(" not in text


def test_entry_contains_every_component_in_its_layer(collected: Path) -> None:
    text = sheet(collected, "site") + sheet(collected, "desk")
    source = Path(rejoinder.web.__file__).parent / "static/web/css"
    for part in sorted(source.glob("components/*.css")):
        assert part.read_text() in text, f"{part.name} is imported by no entry"
    assert text.index("@layer tokens, base") < text.index("@layer components {")


def test_entry_is_kept_compressed(collected: Path) -> None:
    assert list((collected / "web/css").glob("site.*.css.gz"))
