"""Old addresses, and where they lead."""

from __future__ import annotations

from django.test import Client

from rejoinder.newsroom import actions
from rejoinder.newsroom.actions import add_old_address
from rejoinder.newsroom.models import Picture
from rejoinder.sites.models import Site
from tests.newsroom.conftest import picture_file

UPLOADS = "/wp-content/uploads/2013/01/"


def old(site: Site, path: str, kind: str, object_id: int = 0) -> bool:
    return add_old_address(site=site, path=path, kind=kind, object_id=object_id)


def leads_to(client: Client, path: str, status: int = 301) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer["Location"]


def picture(site: Site, width: int = 2000) -> Picture:
    # Its sizes are told apart by their width; a strip is made in no time.
    file = picture_file(width, width // 20)
    return actions.add_picture(site=site, file=file, title="p")
