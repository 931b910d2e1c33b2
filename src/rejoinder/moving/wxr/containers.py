"""Files as they lie on the disk, and the XML documents in them, as chunks of bytes.

Plain, gzip or zip is told by the first bytes, never by the name. Nothing is written
to the disk, so a member's name can lead nowhere.
"""

from __future__ import annotations

import gzip
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext as _

from rejoinder.moving.wxr import limits
from rejoinder.moving.wxr.faults import Fault, PastLimit, refusal, shown

_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: bzip2, xz, 7-Zip, RAR, Zstandard.
_OTHER_PACKINGS = (b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")

#: What gzip, zlib and zipfile raise on damaged files; the last four come from numbers
#: in a damaged directory that zipfile does not look at before using them.
_DAMAGE = (
    EOFError,
    OSError,
    zlib.error,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One XML document; each call of `chunks` reads it from its beginning."""

    name: str
    chunks: Callable[[], Iterator[bytes]]


class ExportFile:
    """One file on the disk. `read_bytes` says how much of it has been read so far."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = shown(name)
        self.read_bytes = 0
        self._unpacked_bytes = 0
        try:
            self.size_bytes = path.stat().st_size
        except (OSError, ValueError):
            self.size_bytes = 0  # check() says why

    def check(self) -> None:
        """Raises Malformed for what is no file, empty or not ours to read."""
        try:
            facts = self.path.stat()
            if stat.S_ISDIR(facts.st_mode):
                raise self._refusal(_("this is a folder, not a file"))
            if not stat.S_ISREG(facts.st_mode):
                raise self._refusal(_("this is no ordinary file"))
            if not facts.st_size:
                raise self._refusal(_("the file is empty"))
            self.path.open("rb").close()
        except FileNotFoundError:
            raise self._refusal(_("there is no such file")) from None
        except (OSError, ValueError) as error:
            reason = _("the file cannot be read (%(error)s)") % {
                "error": getattr(error, "strerror", None) or error
            }
            raise self._refusal(reason) from None

    def parts(self) -> Iterator[Part]:
        """The documents of the file: itself, or those that are packed in it."""
        self.read_bytes = self._unpacked_bytes = 0
        with self._damage_refused(self.name), self.path.open("rb") as raw:
            start = raw.read(8)
        if start.startswith(_OTHER_PACKINGS):
            reason = _(
                "packed in a way that is not read; unpack it, or use gzip or zip"
            )
            raise self._refusal(reason)
        if start.startswith(_ZIP):
            yield from self._zipped_parts()
        else:
            yield Part(self.name, partial(self._chunks, self.name))
        self.read_bytes = self.size_bytes

    def _zipped_parts(self) -> Iterator[Part]:
        with self._damage_refused(self.name), zipfile.ZipFile(self.path) as archive:
            members = [info for info in archive.infolist() if _is_document(info)]
        if not members:
            raise self._refusal(_("there is no .xml file in this zip"))
        if len(members) > limits.MAX_PARTS:
            reason = _("more than %(count)d files in one zip")
            fault = PastLimit(reason % {"count": limits.MAX_PARTS})
            raise refusal(self.name, fault)
        for member in sorted(members, key=_natural_order):
            name = f"{self.name}/{shown(member.filename)}"
            yield Part(name, partial(self._chunks, name, member))

    def _chunks(
        self, name: str, member: zipfile.ZipInfo | None = None
    ) -> Iterator[bytes]:
        with self._damage_refused(name), ExitStack() as open_files:
            raw = open_files.enter_context(self.path.open("rb"))
            stream: IO[bytes] = raw
            if member is not None:
                stream = _member_stream(raw, member, open_files)
            stream = _unpacked_stream(stream, open_files)
            while chunk := stream.read(limits.CHUNK_BYTES):
                self.read_bytes = max(self.read_bytes, raw.tell())
                self._unpacked_bytes += len(chunk)
                self._refuse_bomb(name)
                yield chunk

    def _refuse_bomb(self, name: str) -> None:
        # Weighed against the whole file, so that members that share their bytes, or a
        # gzip in a zip, gain nothing.
        if self._unpacked_bytes > max(
            limits.FREE_UNPACKED_BYTES, limits.MAX_UNPACKED_RATIO * self.size_bytes
        ):
            reason = _("it unpacks to more than %(ratio)d times its size") % {
                "ratio": limits.MAX_UNPACKED_RATIO
            }
            raise refusal(name, PastLimit(reason))

    def _refusal(self, reason: str) -> Exception:
        return refusal(self.name, Fault(reason))

    @contextmanager
    def _damage_refused(self, name: str) -> Iterator[None]:
        try:
            yield
        except EOFError:
            reason = _("the packed file was cut off: its end is missing")
            raise refusal(name, Fault(reason)) from None
        except _DAMAGE as error:
            reason = _("the file cannot be unpacked or read (%(error)s)")
            # The words of these errors may quote names from the file.
            reason %= {"error": shown(str(error))[:200]}
            raise refusal(name, Fault(reason)) from None


def _is_document(info: zipfile.ZipInfo) -> bool:
    # macOS puts a second, hidden "file" beside each one.
    *folders, base = info.filename.split("/")
    is_hidden = base.startswith(".") or "__MACOSX" in folders
    return base.lower().endswith((".xml", ".xml.gz")) and not is_hidden


def _natural_order(info: zipfile.ZipInfo) -> tuple[str, str]:
    """part-2 before part-10."""
    padded = re.sub(r"[0-9]+", lambda digits: digits[0].zfill(20), info.filename)
    return padded.casefold(), info.filename


def _member_stream(
    raw: IO[bytes], member: zipfile.ZipInfo, open_files: ExitStack
) -> IO[bytes]:
    if member.flag_bits & 0x1:
        raise Fault(_("it is encrypted; unpack it with its password first"))
    # zipfile unpacks the other methods without a limit on what comes out at once.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Fault(_("it is packed by a method that is not read; unpack it first"))
    archive = open_files.enter_context(zipfile.ZipFile(raw))
    return open_files.enter_context(archive.open(member))


def _unpacked_stream(packed: IO[bytes], open_files: ExitStack) -> IO[bytes]:
    start = packed.read(len(_GZIP))
    packed.seek(0)
    if start != _GZIP:
        return packed
    unpacked = gzip.GzipFile(fileobj=packed)
    open_files.callback(unpacked.close)
    return cast(IO[bytes], unpacked)
