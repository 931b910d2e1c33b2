"""The configuration for nginx, before a real site: files where there are some, and the
application wherever it is needed."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rejoinder.pagestore.store import PageStore
from rejoinder.web.headers import PUBLIC_HEADERS
from tests.nginx import NGINX, WHY_NOT, running_nginx
from tests.pagestore.pages import BODY, page, publish
from tests.running import RunningSite, free_port, rejoinder
from tests.system.visits import visit

pytestmark = pytest.mark.skipif(NGINX is None, reason=WHY_NOT)

#: No page of the site: whoever gets it got it from a file.
PATH = "/only-in-the-store/"
FEED = "/only-in-the-store/feed/"
FILE = "/only-in-the-store.xml"
TAG = "thread:0"
KINDS = {
    PATH: "text/html; charset=utf-8",
    FEED: "application/rss+xml; charset=utf-8",
    "/only-in-the-store/feed/atom/": "application/atom+xml; charset=utf-8",
    FILE: "application/xml; charset=utf-8",
}


@dataclass(frozen=True)
class Front:
    """A site, and the port of nginx in front of it."""

    site: RunningSite
    port: int
    store: PageStore


@pytest.fixture(scope="module")
def front(made_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    data, port = folder / "data", free_port()
    shutil.copytree(made_site, data)
    url = f"http://127.0.0.1:{port}"
    options = "--public-url", url, "--trusted-proxy", "127.0.0.1"
    site = RunningSite(data, options).start()
    inside = rejoinder("nginx", "--data", data, "--port", site.port)
    with running_nginx(folder / "nginx", inside, port):
        yield Front(site, port, PageStore(data / "pages"))
    site.stop()


@pytest.fixture
def filled(front: Front) -> Front:
    if not front.store.index.is_usable:
        front.store.start_afresh()
    for path, kind in KINDS.items():
        publish(front.store, page(path, tags=(TAG,), content_type=kind))
    return front


@pytest.fixture
def without_application(filled: Front) -> Iterator[Front]:
    filled.site.stop()
    yield filled
    filled.site.start()


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_every_kind_of_page_is_a_file(filled: Front, path: str, kind: str) -> None:
    answer = visit(filled.port, path)
    assert (answer.status, answer.body) == (200, BODY)
    assert answer.headers["Content-Type"] == kind


def test_a_file_has_the_headers_of_every_page(filled: Front) -> None:
    names = [name for name, _value in PUBLIC_HEADERS]
    stored, made = visit(filled.port, PATH), visit(filled.port, "/account/login/")
    assert stored.named(*names) == made.named(*names) == dict(PUBLIC_HEADERS)
    assert stored.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_an_answer_of_the_application_has_each_header_once(filled: Front) -> None:
    made = visit(filled.port, "/account/login/")
    for name, _value in PUBLIC_HEADERS:
        assert len(made.headers.get_all(name) or []) == 1


def test_the_compressed_file_is_sent_to_whoever_takes_it(filled: Front) -> None:
    packed = visit(filled.port, PATH, Accept_Encoding="br, gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == BODY
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert visit(filled.port, PATH, Accept_Encoding="gzip;q=0").body == BODY


def test_the_headers_alone_and_nothing_new_come_without_a_body(filled: Front) -> None:
    head = visit(filled.port, PATH, "HEAD")
    assert (head.status, head.body) == (200, b"")
    etag = str(head.headers["ETag"])
    unchanged = visit(filled.port, PATH, If_None_Match=etag)
    assert (unchanged.status, unchanged.body) == (304, b"")


def test_what_no_page_reads_changes_nothing(filled: Front) -> None:
    answer = visit(filled.port, f"{PATH}?fbclid=Iw&utm_source=x", Cookie="_ga=1")
    assert answer.body == BODY


@pytest.mark.parametrize("query", ["replytocom=5", "fbclid=1&s=bridge", "%70=1"])
def test_a_parameter_that_pages_read_reaches_the_application(
    filled: Front, query: str
) -> None:
    assert visit(filled.port, f"{PATH}?{query}").status == 404


def test_a_reader_whom_we_know_reaches_the_application(filled: Front) -> None:
    """Which names a page's language; nginx, for a file, does not."""
    assert "Content-Language" not in visit(filled.port, PATH).headers
    for cookie in ("rejoinder_session=x", "a=1; rejoinder_guest=x"):
        answer = visit(filled.port, PATH, Cookie=cookie)
        assert (answer.body, answer.headers["Content-Language"]) == (BODY, "en")
    assert visit(filled.port, PATH, Cookie="messages=x").status == 404


def test_a_post_reaches_the_application(filled: Front) -> None:
    headers = {"Content_Length": "0", "Origin": "https://evil.example"}
    assert visit(filled.port, PATH, "POST", **headers).status == 403


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/only-in-the-store",
            "//only-in-the-store/",
            f"{FILE}/",
            f"{FILE}/index.xml",
        ),
        *(f"{PATH}index.html", f"{PATH}index.html.gz", f"{PATH}.page", "/.page"),
        *("/only-in-the-store//", "/1/only-in-the-store/", "/../index.sqlite3"),
        *("/%2e%2e/%2e%2e/index.sqlite3", "/../../keys/signing.key"),
    ],
)
def test_no_other_address_leads_to_a_file(filled: Front, path: str) -> None:
    """Regression 32: two addresses of one file, or a file without an address."""
    answer = visit(filled.port, path)
    assert answer.status in {301, 302, 400, 404}
    assert BODY not in answer.body


def test_what_is_taken_out_is_gone_at_once(filled: Front) -> None:
    assert visit(filled.port, PATH).status == 200
    filled.store.take_out([TAG])
    assert visit(filled.port, PATH).status == 404


def test_styles_are_files_that_never_change(filled: Front) -> None:
    static = filled.site.data / "static"
    path = next(static.rglob("*.????????????.css")).relative_to(static)
    for port in (filled.port, filled.site.port):
        answer = visit(port, f"/static/{path}", Accept_Encoding="gzip")
        assert answer.status == 200
        assert str(answer.headers["Content-Type"]).startswith("text/css")
        assert "immutable" in str(answer.headers["Cache-Control"])
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visit(filled.port, "/static/.made-from").status == 404


def test_pictures_are_files_and_nothing_else_is_shown(filled: Front) -> None:
    folder = filled.site.data / "media" / "public" / "ab"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("a.png", "a.html", ".secret"):
        (folder / name).write_bytes(b"<script>")
    (folder / "out.png").symlink_to(filled.site.data / "keys" / "signing.key")
    names = "Content-Type", "Content-Disposition", "Content-Security-Policy"
    for path in ("/media/ab/a.png", "/media/ab/a.html"):
        ours, theirs = visit(filled.site.port, path), visit(filled.port, path)
        assert ours.status == theirs.status == 200
        assert ours.named(*names) == theirs.named(*names)
    assert visit(filled.port, "/media/ab/.secret").status == 404
    assert visit(filled.port, "/media/ab/out.png").status in {403, 404}
    assert visit(filled.port, "/media/../keys/signing.key").status != 200


def test_pages_go_on_without_the_application(without_application: Front) -> None:
    port = without_application.port
    assert visit(port, PATH).body == BODY
    assert visit(port, FEED).body == BODY
    known = visit(port, PATH, Cookie="rejoinder_session=x")
    assert (known.status, known.body) == (200, BODY)


def test_what_only_the_application_knows_is_not_answered_by_a_file(
    without_application: Front,
) -> None:
    port = without_application.port
    assert visit(port, f"{PATH}?replytocom=5").status == 502
    assert visit(port, PATH, "POST", Content_Length="0").status == 502
    assert visit(port, "/nothing/").status == 502
