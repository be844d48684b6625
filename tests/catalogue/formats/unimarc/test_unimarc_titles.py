"""UNIMARC titles: what a reader reads at the head of a notice, and what sorting skips."""

import pytest

from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import fixture, record


def test_a_reader_sees_the_article_that_sorting_skips() -> None:
    title = describe(fixture("unimarc/newspaper_with_gaps")).titles[0]
    assert (title.value, title.nonsorting, title.kind, title.place) == ("Le Salut public", 3, "proper", "200[1]")
    assert title.value[title.nonsorting :] == "Salut public"


def test_marks_of_a_title_never_reach_the_page() -> None:
    description = describe(record("200 1#$a<<L'>>art$e<<de >>la gravure$f<<Le >>Maître\n300 ##$aTitre : <<Les >>Arts"))
    assert [title.value for title in description.titles] == ["L'art", "de la gravure"]
    assert description.titles[0].nonsorting == 2
    assert description.responsibility[0].value == "Le Maître"
    assert description.notes[0].value == "Titre : Les Arts"


def test_a_mark_left_open_skips_nothing() -> None:
    title = describe(record("200 1#$a<<Le livre sans fin")).titles[0]
    assert (title.value, title.nonsorting) == ("Le livre sans fin", 0)


def test_the_title_of_a_volume_keeps_its_number_apart() -> None:
    titles = describe(record("200 1#$aHandbuch der Philosophie$h3, I$iDie frühe Neuzeit$v3")).titles
    assert [(title.kind, title.value) for title in titles] == [
        ("proper", "Handbuch der Philosophie"),
        ("part", "3, I, Die frühe Neuzeit, 3"),
    ]


def test_a_reader_of_arabic_finds_the_title_in_its_script() -> None:
    description = describe(fixture("unimarc/original_script_beside_the_romanised"))
    assert [(title.kind, title.value) for title in description.titles] == [("proper", "al-Muqaddimah"), ("parallel", "المقدمة")]
    assert set(description.scripts) == {"Latn", "Arab"}
    assert [(agent.name, agent.variants) for agent in description.agents] == [("Ibn Ḫaldūn", ("ابن خلدون",))]
    assert len(description.dates) == 1


def test_a_parallel_title_has_its_language() -> None:
    titles = describe(record("200 1#$aArchives$d= Archiv$zger$eétudes")).titles
    assert [(title.kind, title.value, title.language) for title in titles] == [
        ("proper", "Archives", ""),
        ("parallel", "Archiv", "ger"),
        ("remainder", "études", ""),
    ]


def test_every_work_of_a_volume_without_common_title_is_a_title() -> None:
    titles = describe(fixture("unimarc/several_works_in_one_volume")).titles
    assert [title.value for title in titles if title.kind == "proper"] == ["Mérope", "Zaïre", "Le Glorieux"]


def test_a_record_without_title_takes_that_of_its_part() -> None:
    titles = describe(fixture("unimarc/title_only_in_the_part")).titles
    assert (titles[0].kind, titles[0].value) == ("proper", "Tome second, Les îles")


def test_a_record_without_any_title_has_none_rather_than_an_empty_one() -> None:
    for text in ("001 1", "200 1#$a   ", "200 1#$a<<>>", "200 1#$fVictor Hugo", "200 1#$a\x07"):
        assert describe(record(text)).titles == ()


def test_other_titles_say_what_they_are() -> None:
    description = describe(
        record(
            "500 11$aBible$iN.T.$mfrançais\n200 1#$aLe Nouveau Testament\n510 1#$aThe New Testament$zeng\n512 1#$aTestament\n"
            "517 1#$aÉvangiles$eles quatre\n520 1#$aAncien titre\n530 0#$aRevue$b(Lyon)\n503 1#$aExposition$iBijoux$mParis$j1996"
        )
    )
    assert [(title.kind, title.value, title.language) for title in description.titles] == [
        ("proper", "Le Nouveau Testament", ""),
        ("uniform", "Bible. N.T. français", ""),
        ("parallel", "The New Testament", "eng"),
        ("cover", "Testament", ""),
        ("variant", "Évangiles : les quatre", ""),
        ("former", "Ancien titre", ""),
        ("key", "Revue (Lyon)", ""),
        ("uniform", "Exposition. Bijoux. Paris. 1996", ""),
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Lyon &amp; ses environs", "Lyon & ses environs"),
        ("L&#39;&eacute;t&eacute;&nbsp;1900", "L'été 1900"),
        ("A&B; C", "A&B; C"),
        ("R&D;", "R&D;"),
    ],
)
def test_entities_of_web_forms_are_letters(written: str, read: str) -> None:
    assert describe(record(f"200 1#$a{written}")).title == read
