"""Every command that the documentation names is one that the program takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest

from rejoinder.command import main
from rejoinder.command.options import Parser
from tests.docs.pages import PAGES, code, page

OURS = re.compile(r"(?:\S*/)?rejoinder (?=[a-z])|script/serve\b")
#: Words that stand for something else: NAME, DIR, N=VALUE is taken as it is.
PLACEHOLDER = re.compile(r"[A-Z]+|…")


def documented() -> Iterator[str]:
    for path in PAGES:
        for words in code(path.read_text(encoding="utf-8")):
            line = words.partition("  #")[0].removeprefix("ExecStart=")
            if match := OURS.match(line):
                rest = line[match.end() :]
                yield f"serve {rest}" if "serve" in match[0] else rest


@pytest.fixture
def parser() -> Parser:
    parser = Parser(prog="rejoinder")
    commands = parser.add_subparsers(required=True)
    for command in main.COMMANDS:
        command.add_parser(commands)
    return parser


@pytest.mark.parametrize("line", sorted(set(documented())))
def test_documented_command_is_taken(line: str, parser: Parser) -> None:
    words = shlex.split(line)
    if any(PLACEHOLDER.fullmatch(word) for word in words):
        words = words[:1]  # a pattern; its options are in the table of options
        if words in (["person"], ["settings"], ["import"]):
            words = []
    if words:
        parser.parse_args(words)


def test_every_option_of_serve_is_documented(
    parser: Parser, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser.parse_args(["serve", "--help"])
    options = set(re.findall(r"^  (--[a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    assert {"--data", "--reload"} <= options
    text = page("configuration.md")
    assert not {option for option in options if f"`{option}" not in text}
