"""nginx, started in front of a site or over a folder of files."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from grp import getgrgid
from pathlib import Path
from pwd import getpwuid

from tests.running import is_listening, wait_until

#: Where systems put it, though it is in nobody's path but root's.
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
WHY_NOT = "nginx is not installed"

_MAIN = """
{user}daemon off; worker_processes auto;
pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 512; }}
http {{
  access_log off; keepalive_requests 1000000; sendfile on;
  types {{ text/css css; text/javascript js; image/svg+xml svg; text/html html; }}
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t;
  fastcgi_temp_path {folder}/t; uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  {inside}
}}
"""


@contextmanager
def running_nginx(folder: Path, inside: str, port: int) -> Iterator[None]:
    """nginx with `inside` within its `http`, until the block ends."""
    assert NGINX, WHY_NOT
    folder.mkdir(exist_ok=True)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        _MAIN.format(user=_user(), folder=folder, inside=inside), encoding="utf-8"
    )
    process = subprocess.Popen([NGINX, "-p", folder, "-c", configuration])
    try:
        wait_until(lambda: is_listening(port), "nginx listens")
        assert process.poll() is None
        yield
    finally:
        process.terminate()
        process.wait()


def _user() -> str:
    """Started by root, its processes would be somebody else, who may not look into
    the folders; started by anybody else, it can be nobody else."""
    if os.geteuid() != 0:
        return ""
    user, group = getpwuid(0).pw_name, getgrgid(os.getgid()).gr_name
    return f"user {user} {group}; "
