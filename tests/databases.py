"""The test database: migrated once, kept as a template, cloned by each test process.

Migrating takes ten seconds, cloning next to none. The template has a site as a start
leaves it, with its tree and groups, which took every second test a tenth of a second.
It is made anew when a migration or that preparing changes, and with
`pytest --create-db`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from rejoinder.newsroom import actions as newsroom_actions
from rejoinder.sites.models import Site

#: Of the site that is in the template.
NAME = "The Test Gazette"
CACHE = Path(__file__).resolve().parents[1] / ".cache"


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """In the place of pytest-django's own, which migrates in each process."""
    anew = bool(request.config.getvalue("create_db"))
    clone = cloned_sqlite if connection.vendor == "sqlite" else cloned_postgresql
    with django_db_blocker.unblock(), clone(anew):
        # The template's rows have the numbers that this process must not remember.
        ContentType.objects.clear_cache()
        yield


def template_name() -> str:
    """Changes with any migration's content and with what prepares a site, so an old
    template is never used."""
    lines = []
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{config.label} {path.name} {digest}")
    preparing = Path(newsroom_actions.__file__).parent
    sources = [Path(__file__), *sorted(preparing.glob("*.py"))]
    lines += [path.read_text() for path in sources]
    return "template_" + hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


@contextmanager
def cloned_sqlite(anew: bool) -> Iterator[None]:
    """In memory: nothing of a test is written to a disk."""
    template = CACHE / f"{template_name()}.sqlite3"
    with exclusive():
        if anew or not template.exists():
            _migrate_sqlite(template)
        name = f"file:test_{os.getpid()}?mode=memory&cache=shared"
        connection.settings_dict["NAME"] = name
        connection.ensure_connection()
        with closing(sqlite3.connect(f"file:{template}?mode=ro", uri=True)) as source:
            source.backup(connection.connection)
    yield
    connection.connection.close()


def _migrate_sqlite(template: Path) -> None:
    draft = CACHE / f"draft_{os.getpid()}.sqlite3"
    connection.settings_dict["NAME"] = str(draft)
    with connection.cursor() as cursor:
        # A template that is lost is made again: it need not survive a power cut.
        cursor.execute("PRAGMA synchronous = OFF")
        cursor.execute("PRAGMA journal_mode = DELETE")
    call_command("migrate", verbosity=0, interactive=False)
    prepared_site()
    connection.close()
    for old in CACHE.glob("template_*"):
        old.unlink()
    draft.replace(template)


def prepared_site() -> Site:
    """As the first start leaves it."""
    site = Site.objects.create(name=NAME, public_url="http://testserver")
    newsroom_actions.prepare_site(site=site)
    return site


@contextmanager
def cloned_postgresql(anew: bool) -> Iterator[None]:
    template = template_name()
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with exclusive(), _administrator() as server:
        if anew:
            _run(server, "DROP DATABASE IF EXISTS {}", template)
        known = "SELECT 1 FROM pg_database WHERE datname = %s"
        if server.execute(known, [template]).fetchone() is None:
            _migrate_postgresql(server, template)
        _run(server, "CREATE DATABASE {} TEMPLATE {}", name, template)
    connection.settings_dict["NAME"] = name
    yield
    connection.close()
    with _administrator() as server:
        _run(server, "DROP DATABASE {} WITH (FORCE)", name)


def _migrate_postgresql(server: psycopg.Connection, template: str) -> None:
    draft = f"{template}_draft"
    _run(server, "DROP DATABASE IF EXISTS {}", draft)
    _run(server, "CREATE DATABASE {}", draft)
    connection.settings_dict["NAME"] = draft
    call_command("migrate", verbosity=0, interactive=False)
    prepared_site()
    connection.close()
    _run(server, "ALTER DATABASE {} RENAME TO {}", draft, template)


def _administrator() -> psycopg.Connection:
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    kept = {"host", "port", "user", "password", "dbname"}
    given = {name: value for name, value in parameters.items() if name in kept}
    return psycopg.connect(**given, autocommit=True)


def _run(server: psycopg.Connection, statement: str, *names: str) -> None:
    identifiers = [sql.Identifier(name) for name in names]
    server.execute(sql.SQL(statement).format(*identifiers))


@contextmanager
def exclusive() -> Iterator[None]:
    """Several test processes start at once; one makes the template."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def begin_another_transaction() -> None:
    """For the change log, which has a tag once a transaction: a test is a single one,
    and goes on as if what was done before had been committed."""
    connection.run_on_commit.clear()


#: On PostgreSQL the transaction that a test is cannot be over before it ends, so that
#: no position in the log moves on: test_log_on_postgresql.py has what depends on it.
one_by_one = pytest.mark.skipif(
    "sqlite" not in connection.settings_dict["ENGINE"],
    reason="on PostgreSQL a test's own transaction holds the log back",
)
