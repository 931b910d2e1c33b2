"""How long from a comment's answer until a stranger's page shows it?

People post at a steady rate below one article; a stranger asks for its page again and
again, without a cookie. Measured is the time from the answer that a writer gets, after
the commit, to the first page that has the words. The stored page is renewed meanwhile
by the builder, which rests between two renewals.
"""

from __future__ import annotations

import argparse
import http.client
import re
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode, urlsplit

from benchmarks.seeding import Talk, benchmark_folder, running_talk

RATES = (10, 200)
SECONDS_BETWEEN_LOOKS = 0.004
WRITERS = 8


@dataclass
class Watched:
    """When each word was answered for, and when it was first seen."""

    answered: dict[int, float] = field(default_factory=dict)
    seen: dict[int, float] = field(default_factory=dict)
    is_over: bool = False

    @property
    def waits(self) -> list[float]:
        both = self.answered.keys() & self.seen.keys()
        return [max(self.seen[n] - self.answered[n], 0) for n in both]


def main() -> None:
    options = _options()
    with benchmark_folder() as folder, running_talk(folder, 50) as talk:
        for rate in RATES:
            _measure(talk, rate, options.seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each rate")
    return parser.parse_args()


def _measure(talk: Talk, rate: int, seconds: float) -> None:
    watched = Watched()
    reader = threading.Thread(target=_read, args=(talk, watched))
    reader.start()
    began = time.perf_counter()
    writers = [
        threading.Thread(target=_write, args=(talk, watched, rate, number, seconds))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    posted = len(watched.answered) / (time.perf_counter() - began)
    until = time.perf_counter() + 10
    while len(watched.seen) < len(watched.answered) and time.perf_counter() < until:
        time.sleep(0.05)
    watched.is_over = True
    reader.join()
    waits = [1000 * wait for wait in watched.waits]
    unseen = len(watched.answered) - len(waits)
    print(
        f"{rate} comments/s wanted, {posted:.0f}/s posted: seen after "
        f"{median(waits):.0f} ms (median), {quantiles(waits, n=100)[-1]:.0f} ms (99 of "
        f"100); {unseen} of {len(watched.answered)} went by unseen on older pages"
    )


def _write(
    talk: Talk, watched: Watched, rate: int, number: int, seconds: float
) -> None:
    """Every `WRITERS`-th comment of the whole, each at its time or as soon after it as
    the one before has been answered."""
    host = urlsplit(talk.site.url).netloc
    path = f"/discussion/{talk.article.thread_id}/comments/"
    base = int(time.time() * 1000) % 10_000_000 * 10_000
    began = time.perf_counter()
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        for turn in range(number, int(rate * seconds), WRITERS):
            time.sleep(max(began + turn / rate - time.perf_counter(), 0))
            if time.perf_counter() > began + 2 * seconds:
                return
            word = base + turn
            fields = {
                "comment": f"The word is w{word}w, said by one of many.",
                "author": f"Gil {word}",
                "email": f"gil{word}@example.org",
            }
            headers = {
                "Origin": talk.site.url,
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", path, urlencode(fields), headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 303, answer.status
            watched.answered[word] = time.perf_counter()


def _read(talk: Talk, watched: Watched) -> None:
    host = urlsplit(talk.site.url).netloc
    etag = ""
    with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
        while not watched.is_over:
            connection.request(
                "GET", talk.article.path, headers={"If-None-Match": etag}
            )
            answer = connection.getresponse()
            body = answer.read()
            now = time.perf_counter()
            if answer.status == 200:
                etag = answer.headers.get("ETag", "")
                for word in re.findall(rb"w(\d+)w", body):
                    watched.seen.setdefault(int(word), now)
            time.sleep(SECONDS_BETWEEN_LOOKS)


if __name__ == "__main__":
    main()
