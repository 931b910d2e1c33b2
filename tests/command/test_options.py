"""Options stand for variables, and what is wrong with them is one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rejoinder.command import person
from rejoinder.command.main import COMMANDS, main
from rejoinder.command.options import Parser, add_options, environment_of
from rejoinder.people.roles import Role


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Options are put into the environment; none may stay there."""
    import os

    before = {k: v for k, v in os.environ.items() if k.startswith("REJOINDER_")}
    for name in before:
        monkeypatch.delenv(name)
    yield
    for name in [name for name in os.environ if name.startswith("REJOINDER_")]:
        del os.environ[name]


def parser() -> Parser:
    made = Parser(prog="test")
    add_options(made, "data", "host", "port", "database", "public-url")
    add_options(made, "trusted-proxy")
    return made


def test_option_wins_over_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REJOINDER_PORT", "8001")
    monkeypatch.setenv("REJOINDER_HOST", "127.0.0.2")
    environment = environment_of(parser().parse_args(["--port", "8002"]))
    assert (environment.port, environment.host) == (8002, "127.0.0.2")


def test_trusted_proxies_may_be_several() -> None:
    words = ["--trusted-proxy", "10.0.0.0/8", "--trusted-proxy", "::1"]
    environment = environment_of(parser().parse_args(words))
    assert [str(n) for n in environment.trusted_proxies] == ["10.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "http"],
        ["--public-url", "example.org"],
        ["--database", "mysql://u:secret@h/d"],
        ["--colour", "red"],
    ],
)
def test_unusable_option_is_one_line_and_status_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser().parse_args(words)
    assert end.value.code == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert words[0] in told
    assert "secret" not in told


#: Of modules that may not be called as their commands are.
NAMES = {"importing": "import"}


@pytest.mark.parametrize("module", [c.__name__.rpartition(".")[2] for c in COMMANDS])
def test_every_command_has_help(
    module: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = NAMES.get(module, module)
    with pytest.raises(SystemExit) as end:
        main([name, "--help"])
    assert end.value.code == 0
    assert f"rejoinder {name}" in capsys.readouterr().out


def test_roles_of_the_command_are_the_roles() -> None:
    assert set(person.ROLES) == set(Role.values)


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out.startswith("rejoinder ")


def test_unknown_variable_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REJOINDER_COLOUR", "red")
    assert main(["doctor"]) == 2
    assert "REJOINDER_COLOUR" in capsys.readouterr().err
