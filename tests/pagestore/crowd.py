"""Several processes at one store: they change comments, and make pages that show them.

`python -m tests.pagestore.crowd FOLDER NUMBER ACTS` is one of them. What is true of a
comment lies in a file, in the place of a database; before it changes, its number goes
into a journal, in the place of the log. A page shows three comments.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rejoinder.pagestore.pages import read_page
from rejoinder.pagestore.store import PageStore
from tests.pagestore.pages import SITE, page

COMMENTS = 8
PROCESSES = 4
SHOWN = 3
HIDDEN = "hidden"


class Crowd:
    def __init__(self, folder: Path) -> None:
        self.store = PageStore(folder / "pages")
        self.truth = folder / "truth"
        self.journal = folder / "journal"

    def prepare(self) -> None:
        """After a kill: whoever follows the log takes in what was not taken in."""
        self.truth.mkdir(exist_ok=True)
        self.journal.mkdir(exist_ok=True)
        self.store.prepare("release 1")
        for file in self.journal.glob("?"):  # what is longer was still being written
            self._take(int(file.read_text()))
            file.unlink()

    def change(self, comment: int, word: str, by: int) -> None:
        """Commit it, and have the store follow before the answer goes out."""
        entry = self.journal / str(by)
        _write(entry, str(comment))
        _write(self.truth / str(comment), word)
        self._take(comment)
        entry.unlink()

    def _take(self, comment: int) -> None:
        tags = [f"comment:{comment}"]
        if self.word_of(comment) == HIDDEN:
            self.store.take_out(tags)
        else:
            self.store.take_in(tags)

    def make(self, number: int, chance: random.Random) -> None:
        began = self.store.begin()
        body = self.body_of(number)
        # As long as it takes to make one; meanwhile others change what is on it.
        time.sleep(chance.uniform(0, 0.004))
        tags = {f"comment:{comment}": 0.0 for comment in comments_of(number)}
        made = page(f"/{number}/", body, tags=tags)
        self.store.publish(SITE, made, tags, began)
        self.store.note_reading(SITE, f"/{number}/")

    def body_of(self, number: int) -> bytes:
        words = (f"{c}={self.word_of(c)}" for c in comments_of(number))
        return " ".join(words).encode()

    def word_of(self, comment: int) -> str:
        try:
            return (self.truth / str(comment)).read_text()
        except FileNotFoundError:
            return "unchanged"

    def faults_of(self, comment: int) -> list[str]:
        """Pages that show other words than the comment's: old ones may be shown only
        where the page is due, and hidden ones never."""
        word = self.word_of(comment)
        faults = []
        with self.store.index.alone():
            for path, body in self.stored():
                row = self.store.index.find(1, path)
                shown = dict(pair.split("=") for pair in body.decode().split(" "))
                is_due = row is not None and row.due_at is not None
                if shown.get(str(comment), word) != word and (
                    word == HIDDEN or not is_due
                ):
                    faults.append(f"{comment} is {word!r}, but {path} has {shown}")
        return faults

    def stored(self) -> Iterator[tuple[str, bytes]]:
        """What any web server would serve, whole pages or not."""
        for path in (f"/{number}/" for number in range(COMMENTS)):
            folder = self.store.folder_of(1, path)
            assert folder is not None
            with suppress(FileNotFoundError):
                yield path, (folder / "index.html").read_bytes()


def comments_of(number: int) -> list[int]:
    return [(number + further) % COMMENTS for further in range(SHOWN)]


def find_faults(crowd: Crowd) -> list[str]:
    """What must not be, once all is quiet."""
    faults = []
    store = crowd.store
    for path, body in crowd.stored():
        number = int(path.strip("/"))
        row = store.index.find(1, path)
        folder = store.folder_of(1, path)
        assert folder is not None
        if row is None:
            faults.append(f"{path} lies there and nobody knows of it")
            continue
        for tag in (f"comment:{comment}" for comment in comments_of(number)):
            found = store.index.pages_with([tag], after=row.id - 1, most=1)
            if [known.path for known, _slack in found] != [path]:
                faults.append(f"{path} is not found by {tag}")
        if row.due_at is None and read_page(folder).encodings["identity"] != body:
            faults.append(f"{path} is of several pages")
    for comment in range(COMMENTS):
        faults += crowd.faults_of(comment)
    rows = [row for row in store.index.all_pages() if row.bytes]
    if (store.size.pages, store.size.bytes) != (len(rows), sum(r.bytes for r in rows)):
        faults.append(f"the counts are wrong: {store.size}")
    return faults


def _write(file: Path, text: str) -> None:
    aside = file.with_suffix(f".{os.getpid()}")
    aside.write_text(text)
    aside.replace(file)


def act(crowd: Crowd, number: int, acts: int, chance: random.Random) -> None:
    # Each process has comments of its own, and so knows what is true of them.
    own = range(number, COMMENTS, PROCESSES)
    for n in range(acts):
        if chance.random() < 0.7:
            crowd.make(chance.randrange(COMMENTS), chance)
        else:
            word = HIDDEN if chance.random() < 0.4 else f"{number}.{n}"
            crowd.change(chance.choice(own), word, number)
        for comment in own:
            assert not (faults := crowd.faults_of(comment)), faults


if __name__ == "__main__":
    folder, number, acts, seed = sys.argv[1:]
    act(Crowd(Path(folder)), int(number), int(acts), random.Random(int(seed)))
