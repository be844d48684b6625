"""Requests as readers, robots and libraries' pages send them."""

from __future__ import annotations

from typing import Any

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ARK = "99999/t1bq7w4k"


def request(address: str, *, method: str = "GET", at: str = "192.0.2.7", agent: str = FIREFOX, **headers: str) -> dict[str, Any]:
    """The WSGI environment of a request from a browser, other headers over its own."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "REMOTE_ADDR": at, "HTTP_HOST": "traboule.example",
        "HTTP_USER_AGENT": agent, "HTTP_ACCEPT": HTML, **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }  # fmt: skip
