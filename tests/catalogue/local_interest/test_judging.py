"""Is a document from here? Three hundred records judged by hand, half of them near misses; a reason for each that is kept."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from catalogue.formats.reading import read_item
from catalogue.local_interest import Candidate, Known, Region, of_description, of_dublin_core, shipped

HERE = Path(__file__).parent
RHONE_ALPES_AUVERGNE = ["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"]
RHONE_ALPES = ("01", "07", "26", "38", "42", "69", "73", "74")
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:identifier>https://gallica.bnf.fr/ark:/12148/bpt6k1234567x</dc:identifier><dc:title>Plaisante farce</dc:title>"
    "<dc:creator>Coste, Jean (1802-1885). Auteur du texte</dc:creator><dc:publisher>J. Boudot (Trévoux)</dc:publisher>"
    "<dc:subject>Soie -- Industrie -- Lyon (Rhône)</dc:subject><dc:source>Bibliothèque municipale de Grenoble, F. 1234</dc:source>"
    "<dc:relation>Notice du catalogue : http://catalogue.bnf.fr/ark:/12148/cb12345678x</dc:relation><dc:type>texte</dc:type>"
    "<dc:description>Appartient à l’ensemble documentaire : RhoneAlp1</dc:description><dc:language>fre</dc:language></oai_dc:dc>"
)


@cache
def region() -> Region:
    return Region(RHONE_ALPES_AUVERGNE)


def judged() -> list[tuple[bool, Candidate]]:
    found = []
    with (HERE / "judged.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            said = {name: (row[name],) if row[name] else () for name in row}
            found.append(
                (
                    row["local"] == "1",
                    Candidate(
                        titles=said["title"],
                        published=said["published"],
                        subjects=said["subject"],
                        sources=said["source"],
                        sets=said["set"],
                    ),
                )
            )
    return found


def test_the_rules_agree_with_three_hundred_judgements() -> None:
    pairs = [(local, region().judge(candidate)) for local, candidate in judged()]
    assert len(pairs) >= 300
    assert abs(sum(local for local, _ in pairs) - len(pairs) / 2) < 10
    kept = [local for local, interest in pairs if interest.kept]
    assert sum(kept) / len(kept) >= 0.95, "precision"
    assert sum(kept) / sum(local for local, _ in pairs) >= 0.90, "recall"
    assert all(interest.reasons for _, interest in pairs if interest.kept)


@pytest.mark.parametrize(
    ("candidate", "reasons"),
    [
        (Candidate(titles=("Histoire de Lyon",)), [("title", "Lyon", ("69",))]),
        (Candidate(published=("Lugduni",)), [("published", "Lugduni", ("69",))]),
        (Candidate(subjects=("Vienne (Isère) -- Antiquités",)), [("subject", "Vienne (Isère)", ("38",))]),
        (Candidate(subjects=("Bourget, Lac du (Savoie)",)), [("subject", "Bourget, Lac du (Savoie)", ("73",))]),
        (Candidate(sets=("RhoneAlp1",)), [("set", "Fonds régional : Rhône-Alpes", RHONE_ALPES)]),
        (Candidate(sources=("Archives départementales de l'Isère, 1 J 12",)), [("library", "Isère", ("38",))]),
    ],
)
def test_a_reason_says_what_was_seen_and_where_it_is(candidate: Candidate, reasons: list[tuple[str, str, tuple[str, ...]]]) -> None:
    interest = region().judge(candidate)
    assert interest.kept
    assert [reason[:3] for reason in interest.reasons] == reasons


@pytest.mark.parametrize(
    "candidate",
    [
        Candidate(subjects=("Vienne (Autriche)",), published=("Vienne",)),
        Candidate(titles=("Valence-d’Agen et ses foires",)),
        Candidate(titles=("Annuaire des Bouches-du-Rhône",)),
        Candidate(titles=("La rue de Lyon",)),
        Candidate(titles=("General Nathaniel Lyon",)),
        Candidate(titles=("La cathédrale Saint-Étienne de Bourges",)),
        Candidate(subjects=("Savoie, Eugène de (1663-1736)",), titles=("Mémoires du prince Eugène de Savoie",)),
    ],
)
def test_a_namesake_is_not_from_here(candidate: Candidate) -> None:
    assert not region().judge(candidate).kept


def test_two_doubtful_names_that_agree_are_a_reason_and_one_said_twice_is_not() -> None:
    assert region().judge(Candidate(titles=("Notes sur Vienne",), published=("Vienne",))).kept
    assert not region().judge(Candidate(titles=("Moulins et meuniers",), subjects=("Moulins",))).kept


def test_what_the_directory_the_persons_and_the_catalogue_know_are_reasons() -> None:
    lines = [Known("library", "Fondation de l’Hermitage"), Known("person", "Labé, Louise", ("69", "75"))]
    known = Region(RHONE_ALPES_AUVERGNE, shipped().also(*lines).without("title"))
    assert known.judge(Candidate(sources=("Fondation de l'Hermitage, 12",))).kept
    assert known.judge(Candidate(names=("Labé, Louise",))).reasons == (("person", "Labé, Louise", ("69",), 2, True),)
    assert known.judge(Candidate(arks=("cb12345678x",)), ours={"cb12345678x"}).reasons[0].rule == "ours"
    assert not known.judge(Candidate(arks=("cb12345678x",))).kept
    assert not known.judge(Candidate(titles=("Histoire de Lyon",))).kept, "a rule that was retired says nothing"


def test_a_record_on_its_way_and_its_description_say_the_same() -> None:
    description = read_item(DC.encode(), format="dublin_core").description
    assert description is not None
    quick, whole = of_dublin_core(etree.fromstring(DC)), of_description(description)
    assert region().judge(quick).score == region().judge(whole).score
    assert (quick.titles, quick.published, quick.subjects, quick.sets, quick.names) == (
        whole.titles,
        whole.published,
        whole.subjects,
        whole.sets,
        whole.names,
    )
    assert set(quick.arks) == set(whole.arks) == {"bpt6k1234567x", "cb12345678x"}


def test_the_set_of_its_header_counts() -> None:
    assert of_dublin_core(etree.fromstring("<dc/>"), sets=["gallica:corpus:Auvergn1", "gallica:theme:0:07"]).sets == ("Auvergn1",)


WORDS = st.lists(
    st.sampled_from(["Lyon", "(", ")", "Isère", "de", "-", "Saint", "Étienne", " ", "Vienne", "«", ",", "1789", "é"]), max_size=12
)


@given(WORDS.map(" ".join) | st.text(max_size=60))
def test_no_words_whatever_break_the_rules(text: str) -> None:
    interest = region().judge(Candidate(titles=(text,), published=(text,), subjects=(text,), sources=(text,), names=(text,)))
    assert interest.kept == (interest.score >= 2)
    assert all(set(reason.departments) <= set(RHONE_ALPES_AUVERGNE) for reason in interest.reasons)
