"""Reading a page in a test: what is where, and what it says."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from django.test import Client


def page(client: Client, path: str, *, status: int = 200) -> BeautifulSoup:
    """The page at a path, which must answer with ``status``."""
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content.decode(), "html.parser")


def text(element: Tag) -> str:
    """What an element says, its spaces made one and plain."""
    return " ".join(element.get_text().split())


def robots(element: Tag) -> str:
    """What the page asks of crawlers."""
    found = element.select_one("meta[name=robots]")
    return str(found["content"]) if found else ""
