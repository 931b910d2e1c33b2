"""Options of the command line: each is a declared variable, given for this once."""

from __future__ import annotations

import os
from argparse import (
    SUPPRESS,
    ArgumentParser,
    ArgumentTypeError,
    Namespace,
    _SubParsersAction,
)
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from rejoinder.project.environment import (
    PREFIX,
    VARIABLES,
    Environment,
    Variable,
    read_environment,
)

#: Options whose name is not the variable's own.
VARIABLE_OF = {
    "database": "DATABASE_URL",
    "trusted-proxy": "TRUSTED_PROXIES",
    "key": "CERTIFICATE_KEY",
}


class Parser(ArgumentParser):
    """Says what is wrong in one line, where argparse prints the whole usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


if TYPE_CHECKING:
    #: What every command module adds itself to.
    Commands = _SubParsersAction[Parser]


def add_options(parser: ArgumentParser, *names: str) -> None:
    """Add options that stand for variables: `data`, `port`, `public-url`…"""
    for name in names:
        variable = _variable(name)
        default = f" Default: {variable.default}" if variable.default else ""
        parser.add_argument(
            f"--{name}",
            type=_checked(variable),
            action="append" if name == "trusted-proxy" else "store",
            # Not None: `settings set` would forget what `settings` was given.
            default=SUPPRESS,
            metavar=name.rpartition("-")[2].upper(),
            help=variable.meaning + default,
        )


def environment_of(options: Namespace) -> Environment:
    """Put the options given into the environment, then read and check all of it."""
    for name, value in vars(options).items():
        variable = VARIABLE_OF.get(name.replace("_", "-"), name.upper())
        if any(v.name == variable for v in VARIABLES):
            text = " ".join(value) if isinstance(value, list) else value
            os.environ[PREFIX + variable] = text
    return read_environment()


def _variable(name: str) -> Variable:
    wanted = VARIABLE_OF.get(name, name.upper().replace("-", "_"))
    return next(v for v in VARIABLES if v.name == wanted)


def _checked(variable: Variable) -> Callable[[str], str]:
    """Refuses an unusable value with the variable's own words; keeps it as text."""

    def check(text: str) -> str:
        try:
            variable.read(text)
        except ValueError as error:
            shown = "" if variable.is_secret else f"{text}: "
            raise ArgumentTypeError(f"{shown}{error}") from error
        return text

    return check
