"""Reading our own documentation: its tables, code and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def table(text: str, first_heading: str) -> list[list[str]]:
    """The rows of the table whose first column has this heading, without the head."""
    lines = text.splitlines()
    head = next(i for i, line in enumerate(lines) if line.startswith(first_heading))
    rows = []
    for line in lines[head + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows, first_heading
    return rows


def code(text: str) -> Iterator[str]:
    """Every line of a code block, and everything between backticks."""
    for line in text.splitlines():
        if line.startswith("    "):
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)
