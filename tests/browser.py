"""The Chromium of the tests: the system's, or the one that Playwright brought.

`python -m tests.browser` ends with status 0 if there is one.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: It runs as root in containers, and speaks to nobody but the site under test.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def launch(playwright: Playwright) -> Browser:
    own = next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=own, args=ARGUMENTS)


if __name__ == "__main__":
    with sync_playwright() as started:
        sys.exit(not Path(started.chromium.executable_path).exists())
