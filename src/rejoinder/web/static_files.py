"""Static files as they are kept: named by content, compressed, style sheets joined.

Our style sheets are one file a component. Read one after the other they would cost a
reader a request each, so an entry file gets what it imports when it is collected;
that is all the building there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import url\("([^"]+)"\) layer\((\w+)\);$', re.MULTILINE)

# What collectstatic knows: the name of a file, and where its source is.
Paths = dict[str, tuple[Any, str]]


class JoinedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    # WhiteNoise ships no types, so this is subclassing Any.

    def post_process(
        self, paths: Paths, *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        if not options.get("dry_run"):
            for name in [name for name in paths if name.endswith(".css")]:
                self._join(name, paths)
        yield from super().post_process(paths, *args, **options)

    def _join(self, name: str, paths: Paths) -> None:
        """Write the file with its imports inside; later steps read that one."""
        source = _read(paths[name])
        folder = PurePosixPath(name).parent

        def imported(match: re.Match[str]) -> str:
            part = _read(paths[str(folder / match[1])])
            return f"@layer {match[2]} {{\n{part}}}\n"

        joined = IMPORT.sub(imported, source)
        if joined != source:
            Path(self.path(name)).write_text(joined, encoding="utf-8")
            paths[name] = (self, name)


def _read(source: tuple[Any, str]) -> str:
    storage, path = source
    with storage.open(path) as file:
        content: bytes = file.read()
    return content.decode("utf-8")
