"""Closing and opening threads by hand, and the log of it."""

from __future__ import annotations

from django.test import Client

from rejoinder.discussion.models import ThreadState
from rejoinder.moderation import actions
from rejoinder.moderation.models import Act, Decision
from rejoinder.sites.models import Site
from tests.factories import NOON, make_thread
from tests.people import Cast


def test_who_closed_a_thread_and_who_opened_it_is_kept(
    client: Client, site: Site, cast: Cast
) -> None:
    thread = make_thread(site)
    actions.close_thread(thread=thread, by=cast.cy, now=NOON)
    actions.reopen_thread(thread=thread, by=cast.ada, now=NOON)

    thread.refresh_from_db()
    assert thread.state == ThreadState.OPEN
    rows = Decision.objects.order_by("pk").values_list("act", "by", "thread")
    assert list(rows) == [
        (Act.CLOSE, cast.cy.pk, thread.pk),
        (Act.REOPEN, cast.ada.pk, thread.pk),
    ]
    client.force_login(cast.cy)
    page = client.get("/moderation/log/").content.decode()
    assert "The thread “<bdi>The bridge</bdi>”" in page
    assert "Opened again" in page
