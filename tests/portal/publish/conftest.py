"""A harvester before the portal's OAI-PMH repository."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree

from portal.publish.oai import formats, lists, streams
from tests.portal.conftest import Library
from tests.portal.publish.oai_asking import Ask


@pytest.fixture
def ask(client: Client, library: Library) -> Ask:
    """The answer to a request, parsed: arguments by keyword (``from_`` for from), or a query as it is."""

    def asked(query: str = "", **arguments: str) -> etree._Element:
        named = {name.rstrip("_"): value for name, value in arguments.items()}
        response = client.get(f"/oai?{query}" if query else "/oai", named or None)
        assert response.status_code == 200 and response["Content-Type"] == "text/xml; charset=UTF-8"
        return etree.fromstring(response.content)

    return asked


@pytest.fixture
def three_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "IDENTIFIERS", 3)
    short = {name: form._replace(size=3) for name, form in formats.FORMATS.items()}
    monkeypatch.setattr(streams, "FORMATS", short)
