"""Every REJOINDER_* variable, declared once: name, kind, default and meaning.

What the machine provides and what is secret comes from here; what an owner decides
is a column of sites.Site. docs/configuration.md is tested against VARIABLES. Needs no
Django, so that a wrong value is told before anything else is loaded.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from rejoinder.sites.origins import parse_origin

PREFIX = "REJOINDER_"


class EnvironmentMistake(Exception):
    """A variable that is unknown, or whose value cannot be used. One line."""


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _port(value: str) -> int:
    port = int(value)
    if not 1 <= port <= 65535:
        raise ValueError("a port is between 1 and 65535")
    return port


def _count(value: str) -> int:
    count = int(value)
    if count < 0:
        raise ValueError("must not be negative")
    return count


def _networks(value: str) -> tuple[Network, ...]:
    words = value.replace(",", " ").split()
    return tuple(ipaddress.ip_network(word, strict=False) for word in words)


def _database_url(value: str) -> str:
    if value and urlsplit(value).scheme not in {"postgres", "postgresql"}:
        raise ValueError("must be like postgresql://user:password@host:5432/name")
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _boolean(value: str) -> bool:
    if value.lower() not in {"0", "1", "yes", "no", "true", "false"}:
        raise ValueError("must be yes or no")
    return value.lower() in {"1", "yes", "true"}


def _log_level(value: str) -> str:
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("must be debug, info, warning or error")
    return value.upper()


@dataclass(frozen=True)
class Variable:
    """One declared variable. `read` turns text into a value or raises ValueError."""

    name: str
    default: str
    read: Callable[[str], object]
    meaning: str
    is_secret: bool = False


VARIABLES: tuple[Variable, ...] = (
    Variable(
        "DATA",
        "./data",
        _folder,
        "Folder of everything that the site keeps: database, keys, media.",
    ),
    Variable("HOST", "127.0.0.1", str, "Address to listen on."),
    Variable("PORT", "8000", _port, "Port to listen on."),
    Variable(
        "DATABASE_URL",
        "",
        _database_url,
        "PostgreSQL 14 or newer, as postgresql://user:password@host:5432/name. "
        "Empty: SQLite in the data folder.",
        is_secret=True,
    ),
    Variable(
        "PUBLIC_URL",
        "",
        parse_origin,
        "Where readers find the site, as https://example.org. Kept as a setting of "
        "the site when given.",
    ),
    Variable(
        "TRUSTED_PROXIES",
        "",
        _networks,
        "Networks (CIDR) of the proxies whose forwarding headers are believed.",
    ),
    Variable(
        "PROCESSES",
        "0",
        _count,
        "Server processes. 0: one for each processor, at most 4.",
    ),
    Variable(
        "THREADS", "2", _count, "Threads of each process that make dynamic pages."
    ),
    Variable(
        "PAGES_BYTES",
        "2147483648",
        _count,
        "Most bytes of the page store: pages that nobody read for longest go first.",
    ),
    Variable(
        "OFFLINE_MINUTES",
        "60",
        _count,
        "Pages with comments are served so long after the log was last read.",
    ),
    Variable(
        "MAX_UPLOAD_BYTES",
        "31457280",
        _count,
        "Largest body of a request, in bytes: bounds uploads of pictures and files.",
    ),
    Variable(
        "SIGNING_KEY",
        "",
        str,
        "Signs cookies and links. Empty: made at the first start and kept in the "
        "data folder.",
        is_secret=True,
    ),
    Variable(
        "HASHING_KEY",
        "",
        str,
        "Keys the hashes of network and mail addresses. Empty: as the signing key.",
        is_secret=True,
    ),
    Variable("LOG_LEVEL", "WARNING", _log_level, "debug, info, warning or error."),
    Variable(
        "DEBUG",
        "no",
        _boolean,
        "Show tracebacks to whoever asks. For developers only.",
    ),
)


@dataclass(frozen=True)
class Environment:
    """The values, read and checked. Sizes are in bytes."""

    data: Path
    host: str
    port: int
    database_url: str
    public_url: str
    trusted_proxies: tuple[Network, ...]
    processes: int
    threads: int
    pages_bytes: int
    offline_minutes: int
    max_upload_bytes: int
    signing_key: str
    hashing_key: str
    log_level: str
    debug: bool

    @property
    def bound_url(self) -> str:
        """Where the server itself listens, as a person on this machine opens it."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - to open
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read and check every REJOINDER_* variable.

    A secret may also be named by file: REJOINDER_SIGNING_KEY_FILE=/run/secrets/key.
    Raises EnvironmentMistake for an unknown name or an unusable value.
    """
    known = {PREFIX + v.name: v for v in VARIABLES}
    known |= {PREFIX + v.name + "_FILE": v for v in VARIABLES if v.is_secret}
    for name in variables:
        if name.startswith(PREFIX) and name not in known:
            raise EnvironmentMistake(f"{name} is not a setting of Rejoinder")
    values = {v.name.lower(): _value(v, variables) for v in VARIABLES}
    return Environment(**values)  # type: ignore[arg-type]  # read by each Variable


def _value(variable: Variable, variables: Mapping[str, str]) -> object:
    name = PREFIX + variable.name
    text = variables.get(name, variable.default)
    path = variables.get(name + "_FILE") if variable.is_secret else None
    try:
        if path:
            text = Path(path).read_text(encoding="utf-8").strip()
        return variable.read(text)
    except (ValueError, OSError) as error:
        shown = "" if variable.is_secret else f"={text}"
        raise EnvironmentMistake(f"{name}{shown}: {error}") from error


def key_of(environment: Environment, name: str) -> str:
    """The named key: given, or kept in the data folder, or made there now.

    Written with mode 0600 before use and never overwritten: a lost key signs
    everybody out.
    """
    given = {
        "signing": environment.signing_key,
        "hashing": environment.hashing_key,
    }[name]
    if given:
        return given
    path = environment.data / "keys" / f"{name}.key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_key(path)
    return path.read_text(encoding="utf-8").strip()


def _write_key(path: Path) -> None:
    """Whole or not at all: half a key, after a crash, would sign with next to nothing.

    Another process of ours may be faster; its key stands.
    """
    descriptor, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        os.unlink(draft)


def database_settings(environment: Environment) -> dict[str, object]:
    """Django's settings of the one database."""
    if environment.database_url:
        return _postgresql(environment)
    return {
        "ENGINE": "rejoinder.project.sqlite",
        "NAME": str(environment.data / "rejoinder.sqlite3"),
        "ATOMIC_REQUESTS": False,  # a transaction a request would hold the write lock
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A transaction that reads first and writes later fails at once when
            # another wrote in between; asking for the lock at BEGIN waits instead.
            "transaction_mode": "IMMEDIATE",
            # How long a writer waits for another, in seconds, before it gives up.
            "timeout": 20,
        },
    }


def _postgresql(environment: Environment) -> dict[str, object]:
    parts = urlsplit(environment.database_url)
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "rejoinder.project.bounded_postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", None) or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        # Each of the few threads that make pages keeps its own connection, looks first
        # whether it still works, and makes another if not: so everything goes on with
        # the first request after an outage. A pool would wait for minutes.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,  # seconds
            # A server that is gone without a word is given up after so many ms.
            "tcp_user_timeout": 15_000,
            **query,
        },
    }
