"""The table of communes: known facts, homonyms, former communes, postal codes."""

import gzip
from collections import Counter

import pytest

from catalogue.core.text import fold
from catalogue.geography import tables
from catalogue.geography.communes import commune, ways_in
from catalogue.geography.departments import department, departments, departments_of

AURA = frozenset(found.code for found in departments_of("84"))


def ways(typed: str) -> list[tuple[str, str]]:
    return [(found.commune.code, found.by) for found in ways_in(typed, first=AURA)]


def test_the_table_covers_the_whole_country() -> None:
    lines = tables.communes().lines
    assert len(lines) == 34_969
    counts = Counter(line.split("\t")[0] for line in lines.values())
    assert set(counts) <= set(departments())
    assert counts["69"] == 266 and counts["2A"] == 124 and counts["974"] == 24 and counts["75"] == 1
    assert sum(counts[code] for code in AURA) > 4_000


def test_a_commune_says_what_is_known_of_it() -> None:
    lyon = commune("69123")
    assert lyon is not None
    assert (lyon.name, lyon.department, lyon.population > 500_000) == ("Lyon", "69", True)
    assert lyon.postal_codes[0] == "69001" and len(lyon.postal_codes) == 9
    assert lyon.latitude == pytest.approx(45.75, abs=0.02) and lyon.longitude == pytest.approx(4.85, abs=0.02)
    assert {"Vaise", "La Croix-Rousse", "Lyon 9e Arrondissement"} <= {former.name for former in lyon.former}


def test_coordinates_are_of_the_right_department() -> None:
    known = [found for code in tables.communes().lines if (found := commune(code)) and found.latitude is not None]
    assert 13_000 < len(known) < 15_000
    ajaccio = commune("2A004")
    assert ajaccio and ajaccio.longitude == pytest.approx(8.74, abs=0.05)
    reunion = commune("97411")
    assert reunion and reunion.latitude == pytest.approx(-20.88, abs=0.05)
    assert all(-5.3 < (found.longitude or 0) < 9.6 and 41 < (found.latitude or 0) < 51.2 for found in known if found.department < "97")


@pytest.mark.parametrize(
    ("code", "current"), [("75105", "75056"), ("69383", "69123"), ("69232", "69123"), ("01091", "01033"), ("13201", "13055")]
)
def test_the_code_of_an_arrondissement_or_of_a_former_commune_leads_to_its_commune(code: str, current: str) -> None:
    found = commune(code)
    assert found is not None and found.code == current


def test_an_unknown_code_is_no_commune() -> None:
    assert commune("69999") is None and commune("") is None and commune("Lyon\t") is None


def test_a_reader_comes_in_by_a_postal_code_a_former_name_or_the_beginning_of_one() -> None:
    assert ways("69005") == [("69123", "69005")]
    assert ways("vaise") == [("69123", "Vaise")]
    assert ways("Chatillon en Michaille") == [("01033", "Châtillon-en-Michaille")]
    assert [code for code, _by in ways("couzon")] == ["03090", "69068"]
    assert [code for code, _by in ways("Saint-Denis")][:2] == ["97411", "93066"]
    assert ("01344", "") in ways("saint denis l")
    assert ways("69123") == [("69123", "69123")]
    assert ways("") == [] and ways("zzzz") == []


def test_the_departments_of_the_region_come_first() -> None:
    assert ways("Champagne")[0][0] == "07051"
    assert ways_in("Champagne")[0].commune.code == "72054"


def test_departments_know_their_region() -> None:
    assert [found.code for found in departments_of("84")] == ["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"]
    ain = department("01")
    assert ain and (ain.name, ain.region_name, ain.chief_town) == ("Ain", "Auvergne-Rhône-Alpes", "01053")
    assert department("20") is None and departments_of("xx") == ()


def test_the_names_written_by_hand_lead_to_communes_that_exist() -> None:
    assert all(code in tables.communes().lines for code in tables.usual_names())
    assert tables.bare_names() <= {*tables.communes().names, *tables.communes().former_names}


def test_the_file_is_small_and_the_same_each_time() -> None:
    path = tables.DATA / "communes.csv.gz"
    assert path.stat().st_size < 700_000
    assert path.read_bytes()[4:8] == b"\0\0\0\0"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        codes = [line[:5] for line in stream]
    assert codes == sorted(codes)


@pytest.mark.parametrize("typed", ["saint-julien", "Sainte Croix", "07800", "charmes sur rhone", "Antraigues", "s", "", "lyo"])
def test_a_whole_name_means_what_it_means_among_the_beginnings(typed: str) -> None:
    wanted = fold(typed)
    among = [one for one in ways_in(typed, first=AURA, most=50_000) if wanted in (fold(one.commune.name), fold(one.by))]
    assert list(ways_in(typed, first=AURA, most=50_000, whole=True)) == (among if wanted else [])


def test_a_town_that_begins_as_its_former_name_is_found_by_the_whole_of_it() -> None:
    assert ("43157", "Le Puy") in [(found.commune.code, found.by) for found in ways_in("le puy", first=AURA, whole=True)]
