"""Asking the portal as a stranger would, from inside: the same addresses, the same answers, no network, no place at the door."""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client
from django.utils import translation
from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.safety import parse_xml

# Counted among robots, as it is one.
_AGENT = "Traboule-conformite (robot)"


class Unread(Exception):
    """An answer that is not what was asked for: ``address``, and its status or what is wrong with it in a few words."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address}: {why}")
        self.address, self.why = address, why


class Answer(NamedTuple):
    """What came back."""

    address: str
    status: int
    media_type: str
    body: bytes

    def xml(self) -> etree._Element:
        """Its root; raises Unread for what is not a whole answer of XML."""
        warnings: list[Message] = []
        try:
            root = parse_xml(self.whole(), warnings=warnings)
        except BadRecord as refused:
            raise Unread(self.address, refused.message.sentence()) from refused
        if warnings:
            raise Unread(self.address, warnings[0].sentence())
        return root

    def json(self) -> Any:
        """What it says; raises Unread for what is not a whole answer of JSON."""
        try:
            return json.loads(self.whole())
        except ValueError as error:
            raise Unread(self.address, str(error)[:200]) from error

    def whole(self) -> bytes:
        """Its bytes; raises Unread for any status but 200."""
        if self.status != 200:
            raise Unread(self.address, str(self.status))
        return self.body


class Portal:
    """The portal under its own name."""

    def __init__(self) -> None:
        named = urlsplit(settings.SITE_URL)
        self._host, self._secure = named.netloc or _host(), named.scheme == "https"
        self.site = settings.SITE_URL or f"http://{self._host}"
        self._client = Client(raise_request_exception=False)

    def get(self, path: str, **parameters: str) -> Answer:
        """The answer to a path of the portal, or to a whole address of it, with these parameters."""
        address = path.removeprefix(self.site) + (f"?{urlencode(parameters)}" if parameters else "")
        with translation.override(translation.get_language()):  # a page leaves its language to the thread
            answer = self._client.get(address, secure=self._secure, headers={"host": self._host, "user-agent": _AGENT})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        return Answer(address, answer.status_code, answer.get("Content-Type", "").partition(";")[0], body)


def _host() -> str:
    """A name by which the portal may be asked for, the last one given."""
    return next((name for name in reversed(settings.ALLOWED_HOSTS) if name[:1] not in "*.["), "localhost")
