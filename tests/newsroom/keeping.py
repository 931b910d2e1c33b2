"""What the tests of kept articles have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from rejoinder.newsroom.models import Article
from tests.newsroom.pages import NOON

#: When articles are kept.
NOW = NOON + timedelta(days=300)
HEADLINE = "The ferry needs a name"

Keep = Callable[..., Article]
