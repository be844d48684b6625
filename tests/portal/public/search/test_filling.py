"""An index that was lost: do readers take its silence for an empty catalogue?"""

from __future__ import annotations

import shutil

import pytest
from django.test import Client

from catalogue.core.keys import Kind
from catalogue.search import engines
from catalogue.services import marks
from tests.portal.conftest import Library


@pytest.mark.parametrize(("prefix", "words"), [("", "L’index se remplit"), ("/en", "The index is being filled")])
def test_while_a_missing_index_fills_search_says_so(client: Client, library: Library, settings, prefix: str, words: str) -> None:
    shutil.rmtree(settings.SEARCH_INDEX_DIR)
    answer = client.get(f"{prefix}/recherche?q=soyeux")
    assert answer.status_code == 503 and answer["Retry-After"] == "30"
    assert words in answer.content.decode()
    with engines.serving().rebuild():
        pass
    marks.mark_all(engines.serving().name, Kind.NOTICE, [[record.pk for record in library.records.values()]])
    assert words in client.get(f"{prefix}/recherche?q=soyeux").content.decode()


def test_a_search_that_finds_nothing_in_a_whole_index_says_that(client: Client, library: Library) -> None:
    answer = client.get("/recherche?q=xylophonequinexistepas")
    assert answer.status_code == 200 and "Aucune notice" in answer.content.decode()


def test_a_portal_without_a_record_is_no_portal_being_filled(client: Client, empty_library: Library) -> None:
    assert client.get("/recherche?q=soyeux").status_code == 200
