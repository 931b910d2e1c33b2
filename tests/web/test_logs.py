"""One record is one line: regression 37, for the log."""

from __future__ import annotations

import logging
import sys

from rejoinder.web.logs import OneLineFormatter


def line(message: str, *arguments: object, with_traceback: bool = False) -> str:
    record = logging.LogRecord(
        "rejoinder.test",
        logging.WARNING,
        __file__,
        1,
        message,
        arguments,
        sys.exc_info() if with_traceback else None,
    )
    return OneLineFormatter().format(record)


def test_a_name_with_line_breaks_stays_on_its_line() -> None:
    written = line("posted by %s", "Eve\r\nWARNING all is well\u2028\x1b[2J")
    assert "\n" not in written
    assert "\r" not in written
    assert "\u2028" not in written
    assert "\x1b" not in written
    assert "Eve" in written


def test_ordinary_text_of_any_script_is_untouched() -> None:
    assert line("posted by %s", "فاطمه 李 Zoë").endswith("posted by فاطمه 李 Zoë")


def test_a_traceback_keeps_its_lines() -> None:
    try:
        raise ValueError("one\x1b[2J")
    except ValueError:
        written = line("failed", with_traceback=True)
    assert len(written.splitlines()) > 2
    assert "\x1b" not in written


def test_a_message_with_a_traceback_stays_one_line_itself() -> None:
    try:
        raise ValueError("one")
    except ValueError:
        written = line("failed for %s", "Eve\nfake record", with_traceback=True)
    assert written.splitlines()[0].endswith("failed for Eve\\nfake record")


def test_what_an_exception_quotes_cannot_pass_for_a_record() -> None:
    try:
        raise ValueError("one\n2026-11-24 WARNING all is well")
    except ValueError:
        written = line("failed", with_traceback=True)
    assert all(part.startswith("    ") for part in written.splitlines()[1:])
