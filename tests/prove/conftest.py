"""What takes long runs only when it is asked for: `script/prove`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgresql import running_postgresql

HERE = Path(__file__).parent


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    return None if config.getoption("markexpr") == "prove" else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.prove)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with running_postgresql() as address:
        yield address
