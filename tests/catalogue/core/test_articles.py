"""Where a title is filed: after the article of its language, however it is set."""

from __future__ import annotations

import pytest

from catalogue.core.articles import initial_article


@pytest.mark.parametrize(
    ("title", "language", "filed"),
    [
        *(("L' histoire", "fre", "histoire"), ("[Les ]Travailleurs", "fre", "Travailleurs"), ("« L’Aurore »", "fre", "Aurore »")),
        *(('"Le Monde"', "fre", 'Monde"'), ("Le Monde", "eng", "Le Monde"), ("A la recherche", "fre", "A la recherche")),
        *(("'t Boek", "dut", "Boek"), ("An Gaodhal", "gle", "Gaodhal"), ("Y Ddraig", "wel", "Ddraig"), ("Ar Falz", "bre", "Falz")),
        *(("A vida", "por", "vida"), ("Die Zeit", "ger", "Zeit"), ("Al-dawla", "ara", "dawla"), ("Ha-olam", "heb", "olam")),
        *(("Li Provençau", "oci", "Provençau"), ("Lou Tresor", "oci", "Tresor"), ("Lis Isclo d'or", "oci", "Isclo d'or")),
        *(
            ("Eth hòc", "oci", "hòc"),
            ("Umas notas", "por", "notas"),
            ("«Le» Progrès", "fre", "Progrès"),
            ("<Le >Progrès", "fre", "Progrès"),
        ),
        *(("L´écho", "fre", "écho"), ("L`écho", "fre", "écho"), ("L′écho", "fre", "écho"), ("Des souris", "fre", "souris")),
        *(
            ("Un'altra vita", "ita", "altra vita"),
            ("I promessi sposi", "ita", "promessi sposi"),
            ("De Lyon à Genève", "fre", "De Lyon à Genève"),
        ),
        *(("Der Fuehrer", "yid", "Fuehrer"), ("Les", "fre", "Les"), ("A.B.C.", "eng", "A.B.C."), ("Li livres", "fro", "livres")),
    ],
)
def test_a_title_is_filed_after_the_article_of_its_language(title: str, language: str, filed: str) -> None:
    assert title[initial_article(title, language=language) :] == filed
