"""The rules of the house that can be checked by reading it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.template import engines

from rejoinder.project.environment import PREFIX, VARIABLES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "rejoinder"
MODULES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
TEMPLATES = sorted(SOURCE.glob("*/templates/**/*.html"))

MAX_MODULE_LINES = 400
MAX_TEMPLATE_LINES = 120
#: Modules that may be longer, each with its reason.
LONGER_MODULES: dict[str, str] = {}
#: Wagtail asks the model itself to answer a preview and to serve a page.
MODELS_THAT_WAGTAIL_ASKS = {"newsroom/models/addressed.py", "newsroom/models/pages.py"}
#: Plain values without a request: the part of a list that a page shows.
WEB_WITHOUT_REQUESTS = {"rejoinder.web.pagination"}
FORBIDDEN_NAMES = {"utils", "common", "core", "helpers", "misc", "services"}


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_what_it_holds_and_stays_readable(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if path.name not in {"apps.py"} and source.strip():
        assert ast.get_docstring(ast.parse(source)), "no docstring"
    if name_of(path) not in LONGER_MODULES:
        assert len(source.splitlines()) <= MAX_MODULE_LINES


def test_no_room_or_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in MODULES for part in path.relative_to(SOURCE).parts}
    assert not {name.removesuffix(".py") for name in names} & FORBIDDEN_NAMES


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if path.relative_to(SOURCE).parts[0] != "web"
        and name_of(path) not in MODELS_THAT_WAGTAIL_ASKS
        and (
            path.name in {"actions.py", "rules.py", "queries.py", "models.py"}
            or {"actions", "queries", "models"} & set(path.parts)
        )
    ],
    ids=name_of,
)
def test_what_decides_and_writes_never_sees_a_request(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    forbidden = ("django.http", "django.shortcuts", "django.template")
    assert not [name for name in imported if name.startswith(forbidden)]
    web = {name for name in imported if name.startswith("rejoinder.web")}
    assert web <= WEB_WITHOUT_REQUESTS


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_compiles_and_names_its_variables(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    engines["django"].from_string(source)
    # `extends` has to be the first tag, so the comment may come right after it.
    opening = re.sub(r"^\{% extends [^%]*%\}\s*", "", source)
    assert opening.startswith(("{#", "{% comment %}")), "no opening comment"
    assert len(source.splitlines()) <= MAX_TEMPLATE_LINES


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_holds_nothing_that_the_policy_would_block(path: Path) -> None:
    if "admin" in path.parts or "wagtailadmin" in path.parts:
        pytest.skip("the editor's pages have a policy of their own")
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"\son[a-z]+\s*=", source), "an inline handler"
    assert not re.search(r"\sstyle\s*=", source), "an inline style"
    scripts = re.findall(r"<script[^>]*>", source)
    assert all("src=" in tag or "application/ld+json" in tag for tag in scripts)
    assert "<style" not in source


def test_no_script_or_style_names_another_host() -> None:
    # The namespace of SVG is a name, not an address.
    for path in SOURCE.glob("*/static/**/*"):
        if path.suffix in {".css", ".js", ".svg"}:
            text = path.read_text(encoding="utf-8").replace(
                "http://www.w3.org/2000/svg", ""
            )
            assert not re.search(r"https?://", text), path


def test_every_variable_is_documented_with_its_default() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for variable in VARIABLES:
        row = re.search(rf"^\| `{PREFIX}{variable.name}` \|.*$", page, re.MULTILINE)
        assert row, f"{variable.name} is not in docs/configuration.md"
        assert f"`{variable.default}`" in row[0] or not variable.default
        assert variable.meaning.split(". ")[0].rstrip(".") in row[0]


def test_the_documentation_names_no_other_variable() -> None:
    known = {PREFIX + v.name for v in VARIABLES}
    known |= {f"{PREFIX}{v.name}_FILE" for v in VARIABLES if v.is_secret}
    known |= {"REJOINDER_SCREENERS", "REJOINDER_DUTIES", "REJOINDER_DOCTOR"}
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(r"REJOINDER_[A-Z_]*[A-Z]", path.read_text("utf-8")))
        assert named <= known, f"{path.name}: {named - known}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            if not re.match(r"[a-z]+:", link):
                assert (path.parent / link).exists(), f"{path.name}: {link}"
