"""How fast is an article with 50 comments below it?

Through the started command, over connections that stay open; beside it the same bytes
as a plain file, by nginx where it is installed, else by the same server.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from grp import getgrgid
from itertools import repeat
from pathlib import Path
from pwd import getpwuid
from statistics import median
from urllib.parse import urlsplit

from tests.running import free_port, is_listening, wait_until

from benchmarks.load import Answers, drive, get
from benchmarks.seeding import Talk, benchmark_folder, running_talk

ROUNDS = 3
FILE = "bench/page.bin"

_NGINX = """
user {user}; daemon off; worker_processes auto;
pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{ listen 127.0.0.1:{port}; root {root}; keepalive_requests 1000000; }}
}}
"""


def main() -> None:
    options = _options()
    with (
        benchmark_folder() as folder,
        running_talk(folder, options.comments) as talk,
        _file_server(talk, folder) as (name, file_port),
    ):
        page, file = _measure(talk, file_port, options)
    pages, files = _per_second(page), _per_second(file)
    waits = median(answers.slowest_hundredth_milliseconds for answers in page)
    print(
        f"article with {options.comments} comments, {options.connections} "
        f"connections: {pages:.0f} pages/s (99 of 100 within {waits:.0f} ms); "
        f"the same bytes as a file by {name}: {files:.0f}/s; ratio {pages / files:.3f}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=50)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument(
        "--seconds", type=float, default=5, help="of each of six measurements"
    )
    return parser.parse_args()


def _measure(
    talk: Talk, file_port: int, options: argparse.Namespace
) -> tuple[list[Answers], list[Answers]]:
    """In turn, so that a machine that grows slower does so for both."""
    host = urlsplit(talk.site.url).netloc

    def ask(port: int, path: str, seconds: float) -> Answers:
        request = get(host, path)
        answers = drive(
            port,
            repeat(request),
            connections=options.connections,
            seconds=seconds,
        )
        assert set(answers.statuses) == {200}, answers.statuses
        return answers

    first = ask(talk.site.port, talk.article.path, 1)
    assert first.last.count(b'<li id="comment-') == options.comments
    file = talk.site.data / "media" / "public" / FILE
    file.parent.mkdir(parents=True)
    file.write_bytes(first.last.partition(b"\r\n\r\n")[2])
    ask(file_port, f"/media/{FILE}", 1)
    pages, files = [], []
    for _ in range(ROUNDS):
        pages.append(ask(talk.site.port, talk.article.path, options.seconds))
        files.append(ask(file_port, f"/media/{FILE}", options.seconds))
    return pages, files


@contextmanager
def _file_server(talk: Talk, folder: Path) -> Iterator[tuple[str, int]]:
    nginx = shutil.which("nginx")
    if nginx is None:
        yield "the same server", talk.site.port
        return
    port = free_port()
    (folder / "www").mkdir()
    (folder / "www" / "media").symlink_to(talk.site.data / "media" / "public")
    configuration = folder / "nginx.conf"
    # Its processes would be somebody else, who may not look into the folder.
    user = f"{getpwuid(os.getuid()).pw_name} {getgrgid(os.getgid()).gr_name}"
    configuration.write_text(
        _NGINX.format(user=user, folder=folder, port=port, root=folder / "www")
    )
    process = subprocess.Popen([nginx, "-p", folder, "-c", configuration])
    try:
        wait_until(lambda: is_listening(port), "nginx listens")
        yield "nginx", port
    finally:
        process.terminate()
        process.wait()


def _per_second(rounds: list[Answers]) -> float:
    return median(answers.per_second for answers in rounds)


if __name__ == "__main__":
    main()
