"""How the database finds a page of a thread: by an index, however long the thread is.

Counting queries does not show it: one that sorts a hundred thousand rows is one query.
"""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rejoinder.discussion.models import Thread
from rejoinder.discussion.queries import Viewer, thread_page
from rejoinder.sites.models import Site
from tests.factories import NOON, make_thread, publish


@pytest.fixture
def thread(site: Site) -> Thread:
    site.comments_per_page = 2
    site.save()
    thread = make_thread(site)
    for number in range(9):
        publish(thread, f"Number {number}.")
    return Thread.objects.select_related("site").get(pk=thread.pk)


def plan_of(statement: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            return "\n".join(str(row[3]) for row in cursor.fetchall())
        # In a table of nine rows, reading all is faster; forbidden, it shows whether
        # there would be another way.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(str(row[0]) for row in cursor.fetchall())


@pytest.mark.parametrize("number", [None, 1, 3])
@pytest.mark.parametrize("default_page", ["newest", "oldest"])
@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_no_page_is_found_by_sorting_the_thread(
    thread: Thread, number: int | None, default_page: str, order: str
) -> None:
    thread.site.default_comments_page = default_page
    thread.site.comment_order = order
    with CaptureQueriesContext(connection) as captured:
        thread_page(thread=thread, number=number, viewer=Viewer(), now=NOON)
    assert 0 < len(captured) <= 4
    for query in captured.captured_queries:
        plan = plan_of(query["sql"])
        assert "TEMP B-TREE" not in plan, query["sql"]
        assert "Sort" not in plan, query["sql"]
        assert "SCAN discussion" not in plan, query["sql"]
        assert "Seq Scan on discussion" not in plan, query["sql"]
