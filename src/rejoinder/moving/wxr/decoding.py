"""From the bytes of a file to the UTF-8 that the parser is fed with.

UTF-8 passes as it is. Other encodings go through Python's codecs, because expat knows
four of them and none that writes a character in more than one byte.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext as _

from rejoinder.moving.wxr.characters import UNDECODABLE
from rejoinder.moving.wxr.faults import Fault
from rejoinder.moving.wxr.mending import Mender

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's, so it comes first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""\s*<\?xml\b[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][\w.:-]{0,40})["']"""
)
#: In an encoding that a declaration in ASCII can name, these stand for themselves.
_PLAIN = "\t\n <?xml-:!/=\"'[]&;#>ABCyz019_\\u0041+AGE-"

_MARKING = "rejoinder.moving.wxr.marking"
codecs.register_error(_MARKING, lambda error: (UNDECODABLE, _end_of(error)))


def as_utf8(chunks: Iterator[bytes], mender: Mender | None) -> Iterator[bytes]:
    """The document in UTF-8, mended if there is a mender.

    Raises Fault for bytes that are not in the encoding that the document names (with a
    mender they are replaced), and for an encoding that is not read.
    """
    first = next(chunks, b"")
    encoding = _encoding_of(first)
    chunks = chain([first], chunks)
    if mender is None:
        if encoding == "utf-8":
            yield from chunks
            return
        for text in _decoded(chunks, encoding, "strict"):
            yield text.encode()
        return
    for text in _decoded(chunks, encoding, _MARKING):
        yield mender.mend(text).encode()
    yield mender.finish().encode()


def _encoding_of(start: bytes) -> str:
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return encoding
    declared = _DECLARED.match(start)
    if declared is None:
        return "utf-8"
    name = declared[1].decode()
    try:
        if _PLAIN.encode().decode(name) == _PLAIN:
            codecs.getincrementaldecoder(name)
            return codecs.lookup(name).name
    except (LookupError, UnicodeError):
        pass
    reason = _("it names an encoding that is not read: %(name)s") % {"name": name}
    why = _("cannot tell which encoding was meant")
    raise Fault(reason, 1, cannot_mend=why)


def _decoded(chunks: Iterator[bytes], encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    line = 1
    is_first = True
    for chunk in chain(chunks, [b""]):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "replace")
            reason = _("a byte that is not in the file's encoding (%(encoding)s)")
            reason %= {"encoding": encoding}
            raise Fault(reason, line + before.count("\n")) from None
        except UnicodeError as error:  # a codec's own complaint about the whole
            raise Fault(str(error), line) from None
        if is_first and text:
            text = text.removeprefix(codecs.BOM_UTF8.decode())
            is_first = False
        line += text.count("\n")
        yield text


def _end_of(error: UnicodeError) -> int:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.end
