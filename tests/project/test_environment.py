"""Variables: declared, read, refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from rejoinder.project.databases import database_settings
from rejoinder.project.environment import (
    EnvironmentMistake,
    read_environment,
)


def test_defaults() -> None:
    environment = read_environment({})
    assert environment.data == Path.cwd() / "data"
    assert environment.bound_url == "http://127.0.0.1:8000"
    assert environment.database_url == ""


def test_public_url_is_kept_as_browsers_write_it() -> None:
    variables = {"REJOINDER_PUBLIC_URL": "https://Example.org:443/"}
    assert read_environment(variables).public_url == "https://example.org"


def test_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("secret\n")
    variables = {"REJOINDER_SIGNING_KEY_FILE": str(tmp_path / "key")}
    assert read_environment(variables).signing_key == "secret"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("REJOINDER_COLOUR", "red"),
        ("REJOINDER_PORT", "0"),
        ("REJOINDER_PORT", "x"),
        ("REJOINDER_PUBLIC_URL", "ftp://example.org"),
        ("REJOINDER_PUBLIC_URL", "https://example.org/blog"),
        ("REJOINDER_TRUSTED_PROXIES", "everybody"),
        ("REJOINDER_DATABASE_URL", "sqlite:///x"),
        ("REJOINDER_LOG_LEVEL", "chatty"),
        ("REJOINDER_DEBUG", "perhaps"),
        ("REJOINDER_SIGNING_KEY_FILE", "/not/there"),
    ],
)
def test_unknown_or_unusable_is_told_in_one_line(name: str, value: str) -> None:
    with pytest.raises(EnvironmentMistake) as mistake:
        read_environment({name: value})
    assert name.removesuffix("_FILE") in str(mistake.value)
    assert "\n" not in str(mistake.value)


def test_secret_is_not_told() -> None:
    with pytest.raises(EnvironmentMistake) as mistake:
        read_environment({"REJOINDER_DATABASE_URL": "mysql://u:secret@example.org/x"})
    assert "secret" not in str(mistake.value)


def test_postgresql_address_is_taken_apart() -> None:
    url = "postgresql://us%40er:pass%2Fword@db.example.org:6432/site?sslmode=require"
    made = database_settings(read_environment({"REJOINDER_DATABASE_URL": url}))
    assert made["USER"] == "us@er"
    assert made["PASSWORD"] == "pass/word"
    assert (made["HOST"], made["PORT"], made["NAME"]) == (
        "db.example.org",
        "6432",
        "site",
    )
    options = made["OPTIONS"]
    assert isinstance(options, dict)
    assert options["sslmode"] == "require"
    assert made["CONN_MAX_AGE"] is None


def test_a_cache_is_an_address_of_http() -> None:
    url = "http://127.0.0.1:6081/purge"
    assert read_environment({"REJOINDER_PURGE_URL": url}).purge_url == url
    for wrong in ("127.0.0.1:6081", "ftp://example.org/", "http:///purge"):
        with pytest.raises(EnvironmentMistake, match="REJOINDER_PURGE_URL"):
            read_environment({"REJOINDER_PURGE_URL": wrong})


def test_with_a_certificate_we_are_at_https() -> None:
    plain = read_environment({})
    secure = read_environment({"REJOINDER_CERTIFICATE": "site.pem"})
    assert plain.bound_url == "http://127.0.0.1:8000"
    assert secure.bound_url == "https://127.0.0.1:8000"
