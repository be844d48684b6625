"""What is offered under a search box once a reader has stopped typing: what was offered for half of her words is no answer to them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit


def type_words(page: Any, words: str, *, after: str = "") -> Any:
    """Type ``words`` behind what stands in the box; the first option once the portal has answered for all of it."""
    asked = [after + words]
    with page.expect_response(lambda answer: parse_qs(urlsplit(answer.url).query).get("q") == asked and "suggestions" in answer.url):
        page.keyboard.type(words)
    return page.locator("[role=option]").first
