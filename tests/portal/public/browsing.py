"""A reader before the portal: a browser whose requests are answered by Django itself, in the test's own transaction."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

from tests import accessible

HERE = "http://localhost"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "woff2": "font/woff2"}
_LEFT_OUT = {"content-length", "content-encoding"}


class Reader:
    """One browser context: keeps what was asked, what was refused by the security policy, and what cookies were set."""

    def __init__(self, browser: Any, *, width: int, scripts: bool) -> None:
        self.context = browser.new_context(
            locale="fr-FR", viewport={"width": width, "height": 640 if width < 600 else 900}, java_script_enabled=scripts
        )
        self.page = self.context.new_page()
        self.moment = copy_context()  # playwright answers in a greenlet of its own, which would open another connection
        self.client = Client(raise_request_exception=False)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.cookies: list[str] = []
        self.weight = 0
        self.context.route("**/*", self._answer)
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Any:
        """Go to a path of the portal; gives the page."""
        self.page.goto(f"{HERE}{path}")
        return self.page

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def strangers(self) -> list[str]:
        """What was asked of anybody but the portal."""
        return [url for url in self.asked if not url.startswith((f"{HERE}/", "data:"))]

    def policy_breaches(self) -> list[str]:
        """What the browser refused because of Content-Security-Policy, and errors of scripts."""
        return [text for text in self.complaints if not text.startswith("Failed to load resource: the server responded")]

    def too_wide(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def accessibility_faults(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and good practice: rule, and where."""
        return accessible.faults(self.page)

    def _answer(self, route: Any) -> None:
        url = route.request.url
        self.asked.append(url)
        if not url.startswith(f"{HERE}/"):
            route.abort()
            return
        parts = urlsplit(url)
        if parts.path.startswith("/static/"):
            self._static(route, parts.path.removeprefix("/static/"))
            return
        response = self.moment.run(self.client.get, f"{parts.path}?{parts.query}" if parts.query else parts.path)
        self.cookies += list(response.cookies)
        self.weight += len(response.content)
        headers = {name.lower(): value for name, value in response.headers.items() if name.lower() not in _LEFT_OUT}
        route.fulfill(status=response.status_code, headers=headers, body=response.content)

    def _static(self, route: Any, path: str) -> None:
        found = finders.find(path)
        if not found:
            route.fulfill(status=404, body="")
            return
        with open(found, "rb") as file:  # noqa: PTH123  (finders give a string)
            body = file.read()
        self.weight += len(body)
        route.fulfill(status=200, content_type=TYPES.get(path.rpartition(".")[2], "application/octet-stream"), body=body)
