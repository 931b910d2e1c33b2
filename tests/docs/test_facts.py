"""Lists in the documentation that name things of the code."""

from __future__ import annotations

import ast
import re

import pytest
from django.conf import settings

from rejoinder.moderation.rules import RULES
from rejoinder.pagestore import own_writes
from rejoinder.replyform.writer import GUEST_COOKIE, GUEST_COOKIE_SECONDS
from rejoinder.text.sanitise import TYPED_TAGS
from tests.docs.pages import ROOT, page, table

SOURCE = ROOT / "src" / "rejoinder"


def test_files_and_functions_of_the_architecture_are_there() -> None:
    named = re.findall(r"`([a-z_/]+/[a-z_]+\.py)(?:: (\w+))?`", page("architecture.md"))
    assert len(named) > 20
    for path, function in named:
        tree = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
        names = {getattr(node, "name", "") for node in tree.body}
        assert not function or function in names, f"{path}: {function}"


def test_templates_and_classes_of_the_architecture_are_there() -> None:
    text = page("architecture.md")
    for room, name in re.findall(r"`(?:\w+/templates/)?(\w+)/(\w+\.html)`", text):
        assert (SOURCE / room / "templates" / room / name).exists(), name
    for dotted in re.findall(r"`(\w+\.middleware\.\w+)`", text):
        assert f"rejoinder.{dotted}" in settings.MIDDLEWARE


def test_duties_are_listed_with_their_interval() -> None:
    units = {"s": 1, "min": 60, "h": 3600}
    listed = {}
    for name, every, _does in table(page("architecture.md"), "| duty | every |"):
        number, unit = every.split()
        listed[f"rejoinder.{name.strip('`')}"] = int(number) * units[unit]
    assert listed == settings.REJOINDER_DUTIES


def test_rules_of_moderation_are_listed() -> None:
    listed = {row[0] for row in table(page("moderation.md"), "| rule | asks |")}
    assert listed == {str(title) for title in RULES.values()}


def test_cookies_are_listed_with_their_lifetime() -> None:
    rows = table(page("privacy.md"), "| cookie | set when |")
    listed = {row[0].strip("`"): row[2] for row in rows}
    assert listed == {
        GUEST_COOKIE: f"{GUEST_COOKIE_SECONDS // (365 * 24 * 3600)} year",
        settings.SESSION_COOKIE_NAME: f"{settings.SESSION_COOKIE_AGE // 86400} days",
        settings.CSRF_COOKIE_NAME: "1 year",
        own_writes.COOKIE: f"{own_writes.COOKIE_SECONDS // 60} minute",
        "messages": "until shown",
    }


@pytest.mark.parametrize("name", ["commenting.md", "coming-from-wordpress.md"])
def test_html_of_comments_is_listed(name: str) -> None:
    text = page(name)
    start = text.index("HTML that works" if name == "commenting.md" else "allows, for")
    part = text[start:].split(". ")[0]
    assert set(re.findall(r"`<?([a-z]+)", part)) - {"href", "title", "datetime"} == (
        TYPED_TAGS
    )


def test_tests_that_show_what_is_promised_are_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", page("reliability.md"))
    assert len(named) > 8
    assert not [path for path in named if not (ROOT / path).exists()]
