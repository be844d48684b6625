"""Is a reader told in plain words what is counted of her visit, as things are?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

SAID = {
    "/mentions-legales": ("Ce qui est lu est compté, non qui lit", "Compter sans espionner", "effacé à minuit", "Global Privacy Control"),
    "/en/mentions-legales": ("What is read is counted, not who reads", "Counting without spying", "erased at midnight", "Do Not Track"),
}


@pytest.mark.parametrize("address", SAID)
def test_the_legal_notice_says_how_readers_are_counted(db: None, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert [words for words in SAID[address] if words not in page] == []
    assert "Aucune mesure d’audience" not in page and "No measure of audience" not in page


def test_where_nothing_is_counted_it_says_so(db: None, client: Client, settings: Any) -> None:
    settings.COUNTS = False
    page = client.get("/mentions-legales").content.decode()
    assert "Aucune mesure d’audience" in page and "espionner" not in page
