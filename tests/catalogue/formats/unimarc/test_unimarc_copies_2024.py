"""UNIMARC as IFLA defines it since 2024 and as catalogues trim it: 852, 703 and its like, $1, 101, town codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.formats.reading import read_file
from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import record


def case(shared_cases: Path, name: str) -> dict[str, Description]:
    with (shared_cases / "formats" / name).open("rb") as stream:
        return {reading.description.identifier: reading.description for reading in read_file(stream) if reading.description}


@pytest.mark.shared
def test_a_copy_has_its_call_number_its_item_and_its_public_note(shared_cases: Path) -> None:
    found = case(shared_cases, "34-unimarc-852.mrc")
    (first,), (second,) = found["H1"].holdings, found["H2"].holdings
    assert (first.institution, first.collection, first.call_number) == ("693836101", "Fonds ancien", "Res. 317 432 T. 2")
    assert first.barcode == "31000012345678"
    assert [note.value for note in first.notes] == ["consultable sur rendez-vous"]
    assert (second.institution, second.call_number) == ("693836101", "A 12")


@pytest.mark.shared
def test_names_of_provenance_own_the_copy_and_did_not_make_the_edition(shared_cases: Path) -> None:
    found = case(shared_cases, "35-provenance-70x.mrc")
    assert [agent.name for agent in found["P1"].agents] == ["Rousseau, Jean", "Martin, Paul"]
    (copy,) = found["P1"].holdings
    assert [(owner.name, owner.roles) for owner in copy.former_owners] == [
        ("Adamoli, Pierre", ("390",)),
        ("College de la Trinite", ("390",)),
        ("Villeroy", ("390",)),
    ]
    (copy,) = found["P2"].holdings
    assert (copy.call_number, copy.former_owners[0].name) == ("Res 1", "Adamoli, Pierre")


@pytest.mark.shared
def test_an_embedded_field_whose_indicators_were_trimmed_is_a_field(shared_cases: Path) -> None:
    links = case(shared_cases, "21-embedded.mrc")["L1"].links
    assert any(link.title == "Revue du Vivarais" and link.identifiers[0].value == "0035-1288" for link in links)


@pytest.mark.parametrize(
    ("field", "call_number", "barcode"),
    [
        ("852 ##$a693836101$jA 12$pFR", "A 12", ""),
        ("852 ##$a693836101$gRés.$jA 12$mX1", "Rés. A 12", "X1"),
        ("852 ##$a693836101$p31000012345678$kA 12", "A 12", "31000012345678"),
        ("852 ##$a693836101$hA 12", "A 12", ""),
    ],
)
def test_call_numbers_of_852(field: str, call_number: str, barcode: str) -> None:
    (holding,) = describe(record(field)).holdings
    assert (holding.call_number, holding.barcode) == (call_number, barcode)


def test_an_owner_of_one_of_several_copies_is_no_author() -> None:
    description = describe(record("703 #1$aAdamoli$bPierre$4320\n930 ##$5693836101:1$aA 1\n930 ##$5693836101:2$aA 2"))
    assert [(agent.name, agent.roles) for agent in description.agents if not agent.copy] == []


@pytest.mark.parametrize(
    ("written", "codes"),
    [("frelat", ["fre", "lat"]), ("FRE ;lat", ["fre", "lat"]), ("fre, lat", ["fre", "lat"]), ("frp", ["frp"]), ("frefrp", ["fre", "frp"])],
)
def test_languages_run_together_or_listed_are_parted(written: str, codes: list[str]) -> None:
    assert [language.code for language in describe(record(f"101 ##$a{written}")).languages] == codes


@pytest.mark.parametrize(
    ("written", "town"),
    [
        ("07-Aubenas", "Aubenas"),
        ("2A-Ajaccio", "Ajaccio"),
        ("69-Lyon", "Lyon"),
        ("38000 Grenoble", "Grenoble"),
        ("Lyon", "Lyon"),
        ("1848", "1848"),
    ],
)
def test_a_printer_works_in_a_town_and_not_in_its_department(written: str, town: str) -> None:
    (publication,) = describe(record(f"210 ##$e{written}$gImpr. Habauzit")).publications
    assert publication.places == (town,)
