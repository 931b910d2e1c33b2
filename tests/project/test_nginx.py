"""The configuration for nginx says what our own server does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rejoinder.project.nginx import NginxSite, nginx_configuration
from rejoinder.project.refusals import CannotStart
from rejoinder.web.addresses import NAMES_ONE
from rejoinder.web.cookies import HAS_OURS
from rejoinder.web.headers import PUBLIC_HEADERS

EXAMPLE_FILE = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
EXAMPLE = NginxSite(
    data=Path("/var/lib/rejoinder"),
    site_id=1,
    origin="https://example.org",
    application="127.0.0.1:8000",
    max_upload_bytes=31_457_280,
)


def test_the_example_is_what_the_command_prints() -> None:
    """`python -m tests.project.test_nginx` writes it anew."""
    assert EXAMPLE_FILE.read_text(encoding="utf-8") == nginx_configuration(EXAMPLE)


def test_cookies_parameters_and_headers_are_those_of_our_server() -> None:
    text = nginx_configuration(EXAMPLE)
    assert f'"~{HAS_OURS}" 1;' in text
    assert f'"~{NAMES_ONE}" 1;' in text
    for name, value in PUBLIC_HEADERS:
        assert text.count(f'add_header {name} "{value}";') >= 3


def test_nothing_is_left_open() -> None:
    text = nginx_configuration(EXAMPLE)
    assert "<<" not in text
    assert text.count("{") == text.count("}")


def test_https_needs_a_certificate_and_http_does_not() -> None:
    assert "listen 443 ssl http2;" in nginx_configuration(EXAMPLE)
    plain = nginx_configuration(replace(EXAMPLE, origin="http://example.org:8080"))
    assert "listen 8080;" in plain
    assert "ssl" not in plain


def test_a_name_of_this_machine_is_not_for_others() -> None:
    text = nginx_configuration(replace(EXAMPLE, origin="http://127.0.0.1:8001"))
    assert "listen 127.0.0.1:8001;" in text


def test_brotli_is_named_only_where_nginx_knows_it() -> None:
    assert "brotli" not in nginx_configuration(EXAMPLE)
    text = nginx_configuration(replace(EXAMPLE, has_brotli=True))
    assert "brotli_static on;" in text


@pytest.mark.parametrize("name", ['a"b', "a$host", "a;b", "a\nb", "a{b"])
def test_a_folder_that_means_something_to_nginx_is_refused(name: str) -> None:
    with pytest.raises(CannotStart):
        nginx_configuration(replace(EXAMPLE, data=Path("/srv") / name))


if __name__ == "__main__":
    EXAMPLE_FILE.write_text(nginx_configuration(EXAMPLE), encoding="utf-8")
