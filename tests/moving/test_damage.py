"""Whatever happened to a file: it is read, or refused in a sentence."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rejoinder.errors import Malformed, TooMuch
from rejoinder.moving.wxr import ExportReader
from tests.moving.wxr_files import everything, write


def _zipped(text: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", text)
        archive.writestr("b.xml.gz", gzip.compress(text, mtime=0))
    return packed.getvalue()


PLAIN = everything().encode()
PACKINGS = {
    "plain": PLAIN,
    "utf-16": everything().encode("utf-16"),
    "gzip": gzip.compress(PLAIN, mtime=0),
    "zip": _zipped(PLAIN),
}

damages = some.lists(
    some.tuples(
        some.floats(0, 1),
        some.integers(0, 40),
        some.binary(max_size=8)
        | some.sampled_from(
            [b"<", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\xff", b"<wp:x", b"\x00" * 4]
        ),
    ),
    min_size=1,
    max_size=4,
)


def damaged(data: bytes, how: list[tuple[float, int, bytes]]) -> bytes:
    for where, length, instead in how:
        at = int(where * len(data))
        data = data[:at] + instead + data[at + length :]
    return data


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize("packing", PACKINGS)
@given(how=damages)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path,
    packing: str,
    repair: bool,
    how: list[tuple[float, int, bytes]],
) -> None:
    path = write(tmp_path, damaged(PACKINGS[packing], how))
    reader = ExportReader([path], repair=repair)
    try:
        list(reader)
    except (Malformed, TooMuch) as refusal:
        assert str(refusal).startswith("export.xml")
        assert "\n" not in str(refusal)


@pytest.mark.parametrize("repair", [False, True])
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_file_that_was_cut_off_anywhere_is_refused(
    tmp_path: Path, packing: str, repair: bool
) -> None:
    whole = PACKINGS[packing].rstrip(b"\n\x00")
    for end in range(0, len(whole), 53):
        with pytest.raises(Malformed):
            list(ExportReader([write(tmp_path, whole[:end])], repair=repair))
