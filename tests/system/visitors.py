"""People with browsers of their own, and whatever their browsers complain about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.running import PATIENCE_SECONDS

# A machine that is busy is no failure.
expect.set_options(timeout=PATIENCE_SECONDS * 1_000)

# What a page with scripts tells the console. Wagtail's admin is not of our making.
_TELL = """
addEventListener("securitypolicyviolation", event => console.error(
  `${event.violatedDirective} refused ${event.blockedURI} ${event.sourceFile}`));
addEventListener("load", () => {
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth && !location.pathname.startsWith("/admin/"))
    console.error(`wider than the screen: ${location}`);
});
"""


@dataclass
class Watch:
    """What must not happen in any browser: `complaints` stays empty.

    A refusal is an answer like others: that the console names its status is no
    complaint. A failure of the server (5xx) is one.
    """

    origin: str
    complaints: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(_TELL)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._add("script", str(error.error)))
        context.on("request", lambda request: self._on_request(request.url))
        context.on(
            "response",
            lambda answer: (
                self._add("status", f"{answer.status} {answer.url}")
                if answer.status >= 500
                else None
            ),
        )

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        if message.text.startswith("Failed to load resource: the server responded"):
            return
        self._add("console", f"{message.text} ({message.location})")

    def _on_request(self, url: str) -> None:
        if not url.startswith((f"{self.origin}/", "data:", "blob:", "about:")):
            self._add("foreign", url)

    def _add(self, kind: str, words: str) -> None:
        self.complaints.append(f"{kind}: {words}")


@dataclass
class Visitors:
    """New browsers of one kind: `options` are Playwright's, such as a phone's size."""

    browser: Browser
    watch: Watch
    options: dict[str, Any]

    @contextmanager
    def visitor(self) -> Iterator[Page]:
        """Somebody without any cookie."""
        context = self.browser.new_context(
            base_url=self.watch.origin, locale="en-GB", **self.options
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1_000)
        self.watch.over(context)
        try:
            yield context.new_page()
        finally:
            context.close()
