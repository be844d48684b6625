"""UNIMARC names: who did what, and under which authority."""

import pytest

from catalogue.core.description import Identifier
from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import fixture, record


def agents(text: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(agent.name, agent.kind, agent.roles, agent.rank) for agent in describe(record(text)).agents]


def test_a_reader_sees_the_author_before_the_printer() -> None:
    first, second = describe(fixture("unimarc/early_print_in_two_libraries")).agents
    assert (first.name, first.roles, first.rank, first.dates) == ("Labé, Louise", ("070",), "main", "1524?-1566")
    assert (second.name, second.roles, second.rank, second.qualifier) == ("Tournes, Jean de", ("610",), "other", "imprimeur-libraire")
    assert first.identifiers == (Identifier(scheme="idref", value="026967464", qualifier="", place="700[1]"),)
    assert first.place == "700[1]"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("700 #0$aHildegarde de Bingen$4070", ("Hildegarde de Bingen", "person", ("070",), "main")),
        ("700 #0$aPie$dVII$cpape", ("Pie VII", "person", (), "main")),
        ("701 #1$aHugo$bVictor$4070$4440$4070", ("Hugo, Victor", "person", ("070", "440"), "joint")),
        ("702 #1$aDoré$bGustave$4ill", ("Doré, Gustave", "person", ("440",), "other")),
        ("710 02$aLyon$bArchevêché$4070", ("Lyon. Archevêché", "corporate", ("070",), "main")),
        ("711 12$aSalon$d12$f1904$eGrenoble", ("Salon", "meeting", (), "joint")),
        ("716 ##$aMichelin$4650", ("Michelin", "trademark", ("650",), "other")),
        ("722 ##$aSassenage (famille)$4390", ("Sassenage (famille)", "family", ("390",), "other")),
    ],
)
def test_each_kind_of_name_is_told_apart(field: str, expected: tuple[str, str, tuple[str, ...], str]) -> None:
    assert agents(field) == [expected]


def test_authority_numbers_say_whose_they_are() -> None:
    agent = describe(record("700 #1$311907966$oISNI0000000121200982$aHugo$bVictor")).agents[0]
    assert [(number.scheme, number.value) for number in agent.identifiers] == [("bnf", "11907966"), ("isni", "0000000121200982")]


def test_a_name_field_without_name_is_no_agent() -> None:
    assert agents("700 #1$4070\n710 02$a $bService\n702 #1$3026967464") == [("Service", "corporate", (), "main")]


def test_statements_of_responsibility_stand_as_transcribed() -> None:
    texts = describe(record("200 1#$aŒuvres$fVictor Hugo$gillustrées par Gustave Doré")).responsibility
    assert [text.value for text in texts] == ["Victor Hugo", "illustrées par Gustave Doré"]
