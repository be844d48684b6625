"""What the program of whoever follows a search is given: text that is text, who keeps each document, a sentence that says something."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from lxml import etree

from catalogue.core.description import Agent, Description, Holding, Publication, Title
from tests.portal.conftest import Library
from tests.portal.public import samples

ATOM = {"a": "http://www.w3.org/2005/Atom"}
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;"


def _entries(client: Client, path: str) -> list[Any]:
    response = client.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content).findall("a:entry", ATOM)


@pytest.fixture
def kept(empty_library: Library) -> Library:
    """A print of Lyon in one library, whose words are markup."""
    empty_library.add(
        Description(
            identifier="kept",
            document_type="book",
            titles=(Title(value=f"Histoire {HOSTILE}", language="fre"),),
            agents=(Agent(name=f"Labé, Louise {HOSTILE}", roles=("070",)),),
            publications=(Publication(places=("Lyon",), names=("Jean de Tournes",), date="1556"),),
            holdings=(Holding(institution=samples.GRENOBLE, call_number="E.29117"),),
        )
    )
    empty_library.index()
    return empty_library


@pytest.mark.parametrize("path", ["/nouveautes.atom", "/recherche.atom", "/en/recherche.atom"])
def test_what_a_record_holds_is_text_to_a_feed_program(client: Client, kept: Library, path: str) -> None:
    (entry,) = _entries(client, path)
    for name in ("title", "summary"):
        element = entry.find(f"a:{name}", ATOM)
        assert element.get("type") == "text" and "<script>alert(1)</script>" in element.text and not len(element)


@pytest.mark.parametrize("path", ["/nouveautes.atom", "/recherche.atom"])
def test_an_entry_says_what_it_is_and_who_keeps_it(client: Client, kept: Library, path: str) -> None:
    (entry,) = _entries(client, path)
    keeper = "Grenoble · Bibliothèque d’étude et du patrimoine"
    assert [author.text for author in entry.findall("a:author/a:name", ATOM)] == [keeper]
    summary = entry.findtext("a:summary", namespaces=ATOM)
    assert summary.startswith("Livre") and "Lyon : Jean de Tournes, 1556." in summary.replace("\u00a0", " ")
    assert summary.endswith(f"{keeper} (E.29117).")
