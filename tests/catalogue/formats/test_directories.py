"""National directories as spreadsheets wrote them: which institution a line is of, and why some lines are of none."""

from io import BytesIO

import pytest

from catalogue.formats.directories import BadDirectory, DirectoryLine, read_directory

HEADING = (
    "CP;Code_bib;Nom de l'établissement;Libellé 2;Code département;Département;Ville;Code insee commune;Longitude;Latitude;geolocalisation"
)


def read(*lines: str, heading: str = HEADING, charset: str = "utf-8-sig") -> list[DirectoryLine]:
    return list(read_directory(BytesIO("\r\n".join((heading, *lines)).encode(charset))))


def test_codes_that_became_numbers_are_codes_again() -> None:
    (line,) = read("01250;11.0;Médiathèque;L'Île;1.0;Ain;Ceyzériat;1072.0;5.322996;46.178735;46.178735, 5.322996")
    assert line == DirectoryLine(2, "", "11", "Médiathèque", "Ceyzériat", "01072", "01", 46.178735, 5.322996)
    assert line.identity == "OLP-11"


def test_a_library_is_known_by_its_rcr_where_the_directory_gives_it() -> None:
    (line,) = read("010536101.0;Médiathèque Vailland;Bourg-en-Bresse", heading="RCR;Nom;Ville")
    assert (line.identity, line.department) == ("FR-010536101", "01")
    (line,) = read("10536101;Médiathèque Vailland", heading="RCR;Nom")
    assert line.identity == "FR-010536101"


@pytest.mark.parametrize(
    ("department", "commune", "expected"),
    [("Ain", "01072", "01"), ("2a", "2A004", "2A"), ("", "97411", "974"), ("1.0", "", "01"), ("Ain", "", "")],
)
def test_a_library_stands_in_the_department_of_its_code_or_else_of_its_town(department: str, commune: str, expected: str) -> None:
    (line,) = read(f";12;Médiathèque;;{department};;Ceyzériat;{commune};;;")
    assert line.department == expected


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252"])
def test_accents_are_read_whatever_wrote_them(charset: str) -> None:
    assert read("M0410\tMusée Crozatier\tLe Puy", heading="museofile\tNom\tVille", charset=charset)[0].name == "Musée Crozatier"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (";;Médiathèque;;01;Ain;Ceyzériat;01072;;;", "directory_line_without_number"),
        (";vingt;Médiathèque;;01;Ain;Ceyzériat;01072;;;", "directory_line_without_number"),
        (";12.0;;;01;Ain;Ceyzériat;01072;;;", "directory_line_without_name"),
    ],
)
def test_a_line_that_names_no_institution_says_why(line: str, code: str) -> None:
    (read_line,) = read(line)
    assert read_line.refused is not None
    assert read_line.refused.code == code


def test_a_number_of_no_form_is_told() -> None:
    (line,) = read("12345;Bibliothèque", heading="ISIL;Nom")
    assert line.refused is not None
    assert "12345" in line.refused.sentence()


@pytest.mark.parametrize("place", ["0.0;0.0;0.0, 0.0", ";;", "5,3;200;", "x;y;x, y"])
def test_no_place_is_better_than_one_in_the_ocean(place: str) -> None:
    (line,) = read(f";13;Bibliothèque;;38;Isère;Vienne;38544;{place}")
    assert (line.latitude, line.longitude) == (None, None)


@pytest.mark.parametrize(("text", "code"), [("", "directory_empty"), ("\n", "directory_empty"), ("a;b;c\n1;2;3\n", "directory_columns")])
def test_a_file_that_is_no_directory_is_refused_whole(text: str, code: str) -> None:
    with pytest.raises(BadDirectory) as refused:
        read_directory(BytesIO(text.encode()))
    assert refused.value.message.code == code


def test_a_line_of_a_hostile_length_stops_no_other() -> None:
    lines = read(f";14;{'a' * 200_000};;;;;;;;", ";15;Bibliothèque;;38;Isère;Vienne;38544;;;")
    assert [line.refused.code if line.refused else line.number for line in lines] == ["directory_line_too_long", "15"]
