"""``manage.py evaluate_matching``: how often the judgement of pairs is right, from files of labelled pairs."""

import json
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from catalogue.formats.marc.json import from_marc_json


def record(identifier: str, title: str, *, year: str = "1885", author: str = "Zola, Émile", pages: str = "591 p.") -> dict:
    def field(tag: str, **subfields: str) -> dict:
        return {tag: {"ind1": " ", "ind2": " ", "subfields": [{code: value} for code, value in subfields.items()]}}

    return {
        "leader": "00000nam a2200000 a 4500",
        "fields": [
            {"001": identifier},
            {"008": f"880715s{year}    fr            000 0 fre  "},
            field("100", a=author),
            field("245", a=title),
            field("260", a="Paris :", b="Charpentier,", c=year),
            field("300", a=pages),
        ],
    }


@pytest.fixture
def truth(tmp_path):
    records = [record("a", "Germinal"), record("b", "Germinal /"), record("c", "Germinal", year="1901", pages="502 p.")]
    pairs, labels = tmp_path / "pairs.json.zip", tmp_path / "labels.csv"
    with zipfile.ZipFile(pairs, "w") as archive:
        archive.writestr("pairs.json", "\n".join(json.dumps(one) for one in records))
    labels.write_text("id1,id2,label\na,b,1\na,c,0\nb,c,0\n", encoding="utf-8")
    return pairs, labels


def evaluated(*arguments) -> str:
    out = StringIO()
    call_command("evaluate_matching", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_machine_reads_one_object_with_both_settings(truth):
    found = json.loads(evaluated(*truth, "--json"))
    for setting in ("wide", "heritage"):
        assert (found[setting]["same"]["precision"], found[setting]["same"]["recall"], found[setting]["same"]["false"]) == (1.0, 1.0, 0)
        assert found[setting]["same_or_propose"]["recall"] == 1.0
    assert found["blocking_recall"] == 1.0


def test_a_person_reads_the_figures_with_their_intervals_and_the_worst_errors(truth):
    told = evaluated(*truth, "--setting", "wide", "--candidates")
    assert "1.0000 [" in told
    assert "1 000" in told.replace("\u202f", " ")


def test_an_error_is_shown_with_what_was_compared(truth):
    pairs, labels = truth
    labels.write_text("id1,id2,label\na,b,0\n", encoding="utf-8")
    assert "a b: " in evaluated(pairs, labels)


@pytest.mark.parametrize("text", ["id1,id2\na,b\n", "id1,id2,label\na,zz,1\n"])
def test_files_that_are_no_truth_are_said_in_a_sentence(truth, text):
    pairs, labels = truth
    labels.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError):
        evaluated(pairs, labels)


def test_a_file_that_is_no_zip_is_said_in_a_sentence(truth):
    _, labels = truth
    with pytest.raises(CommandError):
        evaluated(labels, labels)


@pytest.mark.parametrize(
    "data", [{}, {"leader": "", "fields": {}}, {"leader": "", "fields": ["x"]}, {"leader": "", "fields": [{"245": 3}]}]
)
def test_an_object_that_is_no_marc_is_refused(data):
    with pytest.raises(ValueError, match="MARC in JSON"):
        from_marc_json(data)
