"""What WordPress is known to write wrong, put right on the way to the parser.

Forbidden characters, bare ampersands (its exporter wrote the addresses of commenters
and attachments unescaped), prefixes without a declaration, CDATA inside CDATA, blank
lines before the XML declaration. A well-formed document passes unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import gettext as _

from rejoinder.moving.wxr import limits
from rejoinder.moving.wxr.characters import (
    FORBIDDEN,
    REFERENCE,
    REPLACEMENT,
    UNDECODABLE,
    is_forbidden_reference,
)
from rejoinder.moving.wxr.names import WELL_KNOWN
from rejoinder.moving.wxr.nesting import ATTRIBUTES, NAME, reads_well

_CDATA, _CDATA_END = "<![CDATA[", "]]>"
#: How XML writes a `]]>` inside of CDATA: in two sections.
_SPLIT_CDATA_END = "]]]]><![CDATA[>"

#: What may stand after a `<` outside of CDATA, as a whole.
_MARKUP = re.compile(
    rf"(?P<cdata>{re.escape(_CDATA)})"
    r"|(?P<declaration><\?xml\s[^<>]*?\?>)|<!--.*?-->|<\?.*?\?>|<!(?=[A-Z])"
    rf"|<(?P<close>/?)(?P<name>{NAME})(?P<attributes>{ATTRIBUTES})>",
    re.DOTALL,
)
#: Fields in which there is nothing to mend, one after the other. Most of an export is
#: passed by this, at a third of what it takes piece by piece.
_PLAIN_FIELDS = re.compile(
    r"(?:[ \t\r\n]*+<(wp:\w++)>(?:<!\[CDATA\[[^\]]*+\]\]>|[^<&\]]*+)</\1>)++"
)
_ATTRIBUTE = re.compile(r"""([^\s="']++)\s*=\s*(?:"[^"]*"|'[^']*')""")
#: The end of a text that may go on as a reference or a `]]>`.
_UNFINISHED = re.compile(r"(?:&[#\w.:-]{0,40}|\]{1,2})\Z")

Note = Callable[[int, str], None]


class Mender:
    """Takes a document piece by piece; `note` is told the line and what was mended.

    What cannot be judged yet is held back, up to the limits of `limits`. Characters
    are mended first, so that the markup is judged as the parser will see it.
    """

    def __init__(self, note: Note) -> None:
        self._note = note
        self._buffer = ""
        self._position = 0
        self._done: list[str] = []
        self._line = 1  # of the place in the buffer up to which lines were counted
        self._counted = 0
        self._is_last = False
        self._is_blank_so_far = self._is_empty_so_far = True
        self._has_given_up = False
        self._is_in_cdata = False
        self._element = ""  # the innermost open one, "" where that is not known
        self._judged = ""  # an element in which each ]]> is known to be an end
        self._declared = {"xml", "xmlns"}
        self._supplied: set[str] = set()

    def mend(self, text: str) -> str:
        line = self._line_at(len(self._buffer))
        self._buffer += self._replace_forbidden(text, line)
        return self._take()

    def finish(self) -> str:
        self._is_last = True
        return self._take()

    def _replace_forbidden(self, text: str, line: int) -> str:
        if FORBIDDEN.search(text) is None:
            return text
        counted = 0
        for found in FORBIDDEN.finditer(text):
            line += text.count("\n", counted, found.start())
            counted = found.start()
            if found[0] == UNDECODABLE:
                what = _("bytes that are no character became U+FFFD")
            else:
                what = _("the forbidden character U+%(code)04X became U+FFFD")
                what %= {"code": ord(found[0])}
            self._note(line, what)
        return FORBIDDEN.sub(REPLACEMENT, text)

    def _take(self) -> str:
        """All that can be judged by now, mended."""
        while not self._has_given_up and self._take_next():
            pass
        if self._has_given_up:
            self._pass(len(self._buffer))
        taken = "".join(self._done)
        self._done.clear()
        self._line_at(self._position)
        self._counted = 0
        self._buffer = self._buffer[self._position :]
        self._position = 0
        return taken

    def _take_next(self) -> bool:
        """Take one piece; False: more has to be read first."""
        if self._is_in_cdata:
            return self._take_cdata()
        if "wp" in self._declared and not self._judged:
            self._take_plain_fields()
        return self._take_markup()

    def _note_here(self, position: int, what: str) -> None:
        self._note(self._line_at(position), what)

    def _line_at(self, position: int) -> int:
        # Counted from the last place asked for: a line may have many faults.
        if position >= self._counted:
            self._line += self._buffer.count("\n", self._counted, position)
        else:
            self._line -= self._buffer.count("\n", position, self._counted)
        self._counted = position
        return self._line

    def _pass(self, end: int) -> None:
        self._done.append(self._buffer[self._position : end])
        self._position = end

    # ------------------------------------------------------------ outside of CDATA

    def _take_markup(self) -> bool:
        start = self._buffer.find("<", self._position)
        if start < 0:
            self._take_text(self._end_of_finished_text())
            return False
        self._take_text(start)
        markup = _MARKUP.match(self._buffer, start)
        if markup is None:
            # The parser will say what is wrong with it, and nothing after it matters.
            is_too_long = len(self._buffer) - start > limits.MAX_MARKUP_BYTES
            self._has_given_up = self._is_last or is_too_long
            return False
        if markup["name"]:
            self._take_tag(markup)
        elif markup["declaration"] and self._is_blank_so_far:
            self._take_declaration(markup)
        else:
            self._is_in_cdata = markup["cdata"] is not None
            self._pass(markup.end())
        self._is_blank_so_far = False
        return True

    def _take_plain_fields(self) -> None:
        fields = _PLAIN_FIELDS.match(self._buffer, self._position)
        if fields is not None:
            self._element = ""
            self._pass(fields.end())

    def _end_of_finished_text(self) -> int:
        unfinished = _UNFINISHED.search(self._buffer, self._position)
        if unfinished is None or self._is_last:
            return len(self._buffer)
        return unfinished.start()

    def _take_text(self, end: int) -> None:
        if end == self._position:
            return
        text = self._mend_references(self._buffer[self._position : end], self._position)
        if _CDATA_END in text:
            at = self._buffer.find(_CDATA_END, self._position)
            self._note_here(at, _("a ]]> outside of CDATA was taken as text"))
            text = text.replace(_CDATA_END, "]]&gt;")
        self._done.append(text)
        self._position = end
        self._is_empty_so_far = False
        self._is_blank_so_far = self._is_blank_so_far and text.isspace()

    def _mend_references(self, text: str, position: int) -> str:
        def mended(reference: re.Match[str]) -> str:
            at = position + reference.start()
            if reference[0] == "&":
                self._note_here(at, _("a bare & was taken as an ampersand"))
                return "&amp;"
            if is_forbidden_reference(reference):
                what = _("the forbidden reference %(reference)s became U+FFFD")
                self._note_here(at, what % {"reference": reference[0][:40]})
                return REPLACEMENT
            return reference[0]

        return REFERENCE.sub(mended, text) if "&" in text else text

    def _take_declaration(self, declaration: re.Match[str]) -> None:
        """Leave it out if a theme or plug-in printed blank lines before it.

        It may only stand at the very beginning, and what it says is known by now.
        """
        if self._is_empty_so_far:
            self._pass(declaration.end())
            return
        what = _("blank space before the XML declaration was passed over")
        self._note_here(declaration.start(), what)
        self._done.append("\n" * declaration[0].count("\n"))
        self._position = declaration.end()

    # ------------------------------------------------------------------------ tags

    def _take_tag(self, tag: re.Match[str]) -> None:
        name, attributes = tag["name"], tag["attributes"]
        if tag["close"]:
            if name == self._judged:
                self._judged = ""
            self._element = ""
            self._pass(tag.end())
            return
        is_empty = attributes.endswith("/")
        self._element = "" if is_empty else name
        if attributes.strip("/"):
            attributes = self._mend_references(attributes, tag.start("attributes"))
        supplied = self._declarations_for(name, attributes, tag.start())
        self._done.append(f"<{name}{supplied}{attributes}>")
        self._position = tag.end()

    def _declarations_for(self, name: str, attributes: str, position: int) -> str:
        """Declarations of the prefixes in a tag that nothing has declared so far."""
        names = [name]
        if "=" in attributes:
            names += [found[1] for found in _ATTRIBUTE.finditer(attributes)]
        used = dict.fromkeys(n.partition(":")[0] for n in names if ":" in n)
        if "xmlns" in used:
            self._declared.update(
                n.removeprefix("xmlns:") for n in names if n.startswith("xmlns:")
            )
        missing = [prefix for prefix in used if prefix and prefix not in self._declared]
        for prefix in missing:
            if prefix not in self._supplied:
                self._supplied.add(prefix)
                what = _("a declaration of the prefix %(prefix)s was added")
                self._note_here(position, what % {"prefix": prefix[:40]})
        return "".join(f' xmlns:{p}="{_namespace_of(p)}"' for p in missing)

    # ----------------------------------------------------------------------- CDATA

    def _take_cdata(self) -> bool:
        """Take a section to its end; False: need more."""
        end = self._buffer.find(_CDATA_END, self._position)
        if end < 0:
            kept = 0 if self._is_last else len(_CDATA_END) - 1
            self._pass(max(self._position, len(self._buffer) - kept))
            return False
        self._pass(end)
        after = end + len(_CDATA_END)
        if self._element and self._element != self._judged:
            closing = _closing(self._element).search(self._buffer, after)
            if closing is None:
                is_hopeless = len(self._buffer) - end > limits.MAX_HELD_CHARACTERS
                if not (self._is_last or is_hopeless):
                    return False
                self._judged = self._element
            elif self._take_nested(end, closing.start()):
                return True
        self._is_in_cdata = False
        self._pass(after)
        return True

    def _take_nested(self, end: int, closing: int) -> bool:
        """Take the rest of an element's text as one section, if only that reads well.

        `end` is where its first `]]>` stands, `closing` where its end tag begins.
        """
        rest = self._buffer[end + len(_CDATA_END) : closing]
        if not rest or rest.isspace():
            return False
        text = rest.rstrip()
        if not text.endswith(_CDATA_END) or reads_well(rest, self._element):
            self._judged = self._element
            return False
        self._note_here(end, _("CDATA inside of CDATA was taken as text"))
        inner = _CDATA_END + text.removesuffix(_CDATA_END)
        self._done.append(inner.replace(_CDATA_END, _SPLIT_CDATA_END) + _CDATA_END)
        self._done.append(rest[len(text) :])  # keeps the count of lines right
        self._position = closing
        self._is_in_cdata = False
        return True


@lru_cache(maxsize=256)
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s*>")


def _namespace_of(prefix: str) -> str:
    return WELL_KNOWN.get(prefix, f"urn:undeclared:{prefix}")
