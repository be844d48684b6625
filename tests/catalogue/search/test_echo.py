"""What is said of a search repeats its words as they were typed."""

from __future__ import annotations

import pytest

from catalogue.search.echo import as_typed
from catalogue.search.words import read_words


@pytest.mark.parametrize(
    ("text", "folded", "shown"),
    [
        ("À propos de l'Abbaye", ("a", "propos"), "À propos"),
        ("Gravures sur Métal", ("gravures", "metal"), "Gravures sur Métal"),
        ("vie de St Bruno", ("saint", "bruno"), "St Bruno"),
        ("rien de tel", ("autre",), "autre"),
    ],
)
def test_words_are_repeated_as_typed(text: str, folded: tuple[str, ...], shown: str) -> None:
    assert as_typed(text, folded) == shown


def test_an_empty_search_is_repeated_empty() -> None:
    assert as_typed("", ()) == "" and not read_words("").groups
