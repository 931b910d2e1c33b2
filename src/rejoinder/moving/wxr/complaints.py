"""What expat complains of, in words for the owner of a site."""

from __future__ import annotations

import re
from xml.parsers import expat
from xml.parsers.expat import errors

from django.utils.translation import gettext as _

from rejoinder.moving.wxr.faults import Fault

_BEFORE = re.compile(rb"(?P<cdata>\]\])\Z|(?P<reference>&[\w#.:-]*)\Z|(?P<tag><)\Z")


def fault_of(error: expat.ExpatError, known: bytes, at: int) -> Fault:
    """`known` is what was parsed lately, `at` where in it the error is, if it is."""
    cannot_mend = _("does not know that fault")
    match errors.messages.get(error.code):
        case errors.XML_ERROR_SYNTAX:
            reason = _("this is no XML")
        case errors.XML_ERROR_NO_ELEMENTS:
            reason = _("the document ends too early: its last part is missing")
            cannot_mend = _("cannot bring back what is missing")
        case errors.XML_ERROR_UNCLOSED_TOKEN | errors.XML_ERROR_UNCLOSED_CDATA_SECTION:
            reason = _("the document ends in the middle: its last part is missing")
            cannot_mend = _("cannot bring back what is missing")
        case errors.XML_ERROR_TAG_MISMATCH:
            reason = _("an end tag that does not fit the tag before it")
            cannot_mend = _("cannot tell which of the two is wrong")
        case errors.XML_ERROR_UNDEFINED_ENTITY:
            reason = _("an entity that XML does not know")
            cannot_mend = _("cannot tell which character was meant")
        case errors.XML_ERROR_UNBOUND_PREFIX:
            reason = _("a tag with a prefix that is not declared")
        case errors.XML_ERROR_BAD_CHAR_REF:
            reason = _("a number that stands for a forbidden character")
        case errors.XML_ERROR_DUPLICATE_ATTRIBUTE:
            reason = _("a tag with the same attribute twice")
            cannot_mend = _("cannot tell which of the two was meant")
        case errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
            reason = _("something stands after the end of the document")
            cannot_mend = _("cannot tell what it is")
        case errors.XML_ERROR_MISPLACED_XML_PI:
            reason = _("something stands before the XML declaration")
        case errors.XML_ERROR_PARTIAL_CHAR:
            reason = _("bytes that are no UTF-8")
        case errors.XML_ERROR_INVALID_TOKEN:
            reason = _invalid_token(known, at)
        case message:
            reason = _("not well-formed XML (%(message)s)") % {"message": message}
    return Fault(reason, error.lineno, cannot_mend=cannot_mend)


def _invalid_token(known: bytes, at: int) -> str:
    """Expat says only that something is wrong here, so look at what it is."""
    if not 0 <= at < len(known):
        return _("not well-formed XML")
    before = _BEFORE.search(known, max(0, at - 100), at)
    if before and before["reference"]:
        return _("a bare & (in XML it is written &amp;)")
    if before and before["cdata"] and known[at : at + 1] == b">":
        return _("a ]]> outside of CDATA, or CDATA inside of CDATA")
    if before and before["tag"]:
        return _("a bare < (in XML it is written &lt;)")
    if known[at] < ord(" ") or known[at : at + 2] == b"\xef\xbf":
        code = known[at] if known[at] < ord(" ") else 0xFFC0 + known[at + 2] - 0x80
        return _("the character U+%(code)04X, which XML forbids") % {"code": code}
    try:
        known[at : at + 4].decode()
    except UnicodeDecodeError as error:
        if error.start == 0:
            return _("bytes that are no UTF-8")
    return _("not well-formed XML") if b"<" in known[:at] else _("this is no XML")
