"""The reader: all files of a run, one after the other, as one stream of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from rejoinder.errors import Refusal
from rejoinder.moving.wxr import limits
from rejoinder.moving.wxr.containers import ExportFile, Part
from rejoinder.moving.wxr.decoding import as_utf8
from rejoinder.moving.wxr.faults import Fault, PastLimit, refusal
from rejoinder.moving.wxr.mending import Mender
from rejoinder.moving.wxr.parsing import Parsing
from rejoinder.moving.wxr.values import Event


@dataclass(frozen=True, slots=True)
class Mend:
    """One fault put right; several of a kind on one line are one mend."""

    file: str
    line: int
    what: str


class ExportReader:
    """Iterate over it for the values of an export; each time reads it anew.

    An item's comments come before it, right when they are read, and name it by its
    ordinal; the channel of a file comes before its items. A fault may be found after
    many values: whoever must not take half an export keeps them aside until the end.

    `total_bytes` and `bytes_read` are of the files as they lie on the disk. `files`
    grows as they are read, and so does `mends` with `repair`.

    Raises Malformed or TooMuch, naming file, line and reason.
    """

    def __init__(self, paths: Sequence[Path], *, repair: bool = False) -> None:
        names = Counter(path.name for path in paths)
        self._sources = [
            ExportFile(path, path.name if names[path.name] == 1 else str(path))
            for path in paths
        ]
        self._repair = repair
        self._next_ordinal = 0
        self._mends: dict[Mend, None] = {}
        self.files: list[str] = []
        self.total_bytes = sum(source.size_bytes for source in self._sources)

    @property
    def bytes_read(self) -> int:
        return sum(source.read_bytes for source in self._sources)

    @property
    def mends(self) -> list[Mend]:
        """In the order of the files and their lines."""
        order = {file: position for position, file in enumerate(self.files)}
        return sorted(self._mends, key=lambda mend: (order[mend.file], mend.line))

    def __iter__(self) -> Iterator[Event]:
        self._next_ordinal = 0
        self._mends.clear()
        self.files.clear()
        for source in self._sources:
            source.check()
        for source in self._sources:
            for part in source.parts():
                self.files.append(part.name)
                yield from self._read(part)

    def _read(self, part: Part) -> Iterator[Event]:
        parsing = Parsing(part.name, self._next_ordinal)
        try:
            yield from _events(
                part, parsing, self._mender(part) if self._repair else None
            )
        except Fault as fault:
            is_mendable = not self._repair and _gets_past(part, fault)
            raise refusal(
                part.name, fault, is_mendable=is_mendable, was_mending=self._repair
            ) from None
        self._next_ordinal = parsing.next_ordinal

    def _mender(self, part: Part) -> Mender:
        def note(line: int, what: str) -> None:
            self._mends[Mend(part.name, line, what)] = None
            if len(self._mends) > limits.MAX_MENDS:
                reason = _("more than %(limit)d faults; this is no mere damage")
                raise PastLimit(reason % {"limit": limits.MAX_MENDS}, line)

        return Mender(note)


def _events(part: Part, parsing: Parsing, mender: Mender | None) -> Iterator[Event]:
    for chunk in as_utf8(part.chunks(), mender):
        parsing.feed(chunk)
        yield from parsing.events
        parsing.events.clear()
    parsing.finish()
    yield from parsing.events


def _gets_past(part: Part, fault: Fault) -> bool:
    """Whether mending leads beyond the line of a fault, found out by doing it."""
    if fault.line is None or isinstance(fault, PastLimit):
        return False
    parsing = Parsing(part.name)
    try:
        for chunk in as_utf8(part.chunks(), Mender(lambda line, what: None)):
            parsing.feed(chunk)
            parsing.events.clear()
            if parsing.line > fault.line:
                return True
        parsing.finish()
    except Fault as later:
        return later.line is not None and later.line > fault.line
    except Refusal:
        return False
    return True
