"""How long until a whole site is made anew after a change that every page shows, and
what do its readers notice?

Articles come in by an import; each is read, so all are stored and count as read. Then
the site gets another name. The clock runs until no stored page is outdated any more;
meanwhile readers ask for one article as fast as it is answered, as they did before.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.running import COMMAND, RunningSite, clean_environment, rejoinder

from benchmarks.importing import FIRST, write_many_articles
from benchmarks.load import drive, get
from benchmarks.seeding import benchmark_folder
from benchmarks.wrk import wrk
from rejoinder.pagestore.store import PageStore

SECONDS = 2
CONNECTIONS = 32


def main() -> None:
    options = _options()
    with benchmark_folder() as folder:
        site = _made_site(folder, options.articles)
        try:
            _measure(site, options.articles)
        finally:
            site.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    return parser.parse_args()


def _made_site(folder: Path, articles: int) -> RunningSite:
    site = RunningSite(folder / "data").start()
    file = write_many_articles(folder / "articles.xml", articles)
    subprocess.run(
        [str(COMMAND), "import", "wordpress", str(file), "--data", str(site.data)],
        stdout=subprocess.DEVNULL,
        env=clean_environment(),
        check=True,
    )
    return site


def _measure(site: RunningSite, articles: int) -> None:
    _read_all(site, articles)
    _read_all(site, articles)
    store = PageStore(site.data / "pages")
    quiet = median(_reading(site) for _ in range(3))
    stored = store.size.pages
    idle, began = _idle_seconds(), time.perf_counter()
    rejoinder("settings", "set", "name=Another Name", "--data", site.data)
    meanwhile = []
    while store.index.stale_count[0]:
        meanwhile.append(_reading(site))
    took = time.perf_counter() - began
    busy = 1 - (_idle_seconds() - idle) / took / (os.cpu_count() or 1)
    left = store.size.pages
    print(
        f"{stored:,} pages stored, {left:,} of them made anew within {took:.0f} s, "
        f"{left / took:.0f} a second, {100 * busy:.0f} % of all processors busy"
    )
    print(
        f"readers: {quiet:.0f} pages/s before, {median(meanwhile):.0f} meanwhile; "
        f"ratio {median(meanwhile) / quiet:.2f}, to reach 0.5"
    )


def _read_all(site: RunningSite, articles: int) -> None:
    def requests() -> Iterator[bytes]:
        host = urlsplit(site.url).netloc
        while True:
            for number in range(1, articles + 1):
                yield get(host, _path(number))

    asked = requests()
    done = 0
    while done < articles:
        answers = drive(site.port, asked, connections=8, seconds=1)
        assert set(answers.statuses) == {200}, answers.statuses
        done += len(answers.waits_seconds)


def _path(number: int) -> str:
    return f"/{FIRST + timedelta(hours=number):%Y/%m/%d}/article-{number}/"


def _reading(site: RunningSite) -> float:
    url = f"{site.url}{_path(1)}"
    measured = wrk(url, seconds=SECONDS, connections=CONNECTIONS)
    assert not measured.failed
    return measured.per_second


def _idle_seconds() -> float:
    """Of all processors since the machine was started. Linux only."""
    words = Path("/proc/stat").read_text().split()
    return int(words[4]) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
