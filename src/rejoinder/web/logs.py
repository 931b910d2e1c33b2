"""Log lines: one record is one line, whatever somebody put into a name."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType

from django.db import InterfaceError, OperationalError

# Control characters and the line separators of Unicode (CVE-2025-48432).
_UNPRINTABLE = re.compile("[\x00-\x08\n-\x1f\x7f-\x9f\u2028\u2029]")

OUTAGES = (OperationalError, InterfaceError)
ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class ShortOutages(logging.Filter):
    """A database that does not answer is one sentence a request, without a traceback:
    the same for every reader, it would bury everything else."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], OUTAGES):
            reason = str(record.exc_info[1]).strip().partition("\n")[0]
            record.msg, record.args = "%s: %s", (record.getMessage(), reason)
            record.exc_info, record.exc_text = None, None
        return True


class OneLineFormatter(logging.Formatter):
    """A traceback follows its record in lines of its own, each of them indented: what
    an exception quotes cannot pass for another record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return _escaped(super().formatMessage(record))

    def formatException(self, ei: ExceptionInfo) -> str:
        text = "".join(traceback.format_exception(*ei))
        return "\n".join(f"    {_escaped(line)}" for line in text.split("\n") if line)


def _escaped(line: str) -> str:
    return _UNPRINTABLE.sub(
        lambda match: match[0].encode("unicode_escape").decode("ascii"), line
    )
