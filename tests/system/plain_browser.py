"""A browser without a screen: one site's cookies, and forms that are sent."""

from __future__ import annotations

import http.client
import re
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.people import PASSWORD
from tests.real_input import FORM_TYPE
from tests.running import RunningSite


@dataclass
class PlainBrowser:
    """One connection, and the cookies of its site."""

    site: RunningSite
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    #: Of the last answer.
    headers: Message = field(default_factory=Message)

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str]:
        host = urlsplit(self.site.url).netloc
        headers = {
            "Origin": self.site.url,
            "Content-Type": FORM_TYPE,
            "Cookie": "; ".join(f"{k}={m.value}" for k, m in self.cookies.items()),
        }
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            connection.request(method, path, urlencode(fields) or None, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                self.cookies.load(cookie)
            self.headers = answer.headers
            return answer.status, answer.read().decode()

    def press(self, page: str, path: str, **fields: str) -> tuple[int, str]:
        """Send a form of `page`, with the token that it carries."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token is not None
        return self.ask("POST", path, csrfmiddlewaretoken=token[1], **fields)

    def log_in(self, mail: str) -> None:
        _, page = self.ask("GET", "/account/login/")
        data = {"mail": mail, "password": PASSWORD}
        assert self.press(page, "/account/login/", **data)[0] == 303
