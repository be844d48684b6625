"""What the judgement finds in public truth made by others, where it stands beside the repository."""

import csv
from pathlib import Path

import pytest

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import candidates, keys
from catalogue.formats.reading import read_file
from tests.catalogue.clustering import swissbib

pytestmark = pytest.mark.shared
PREJUDICE = "marc21_iso2709/marc4j__marc4j/pride-and-prejudice-fixed.mrc"


@pytest.fixture(scope="module")
def swiss(shared_data):
    return {identifier: traits_of(one) for identifier, one in swissbib.records(shared_data).items()}, swissbib.positives(shared_data)


def test_what_the_swiss_catalogues_put_together_is_found(swiss):
    traits, positives = swiss
    assert len(positives) == 519
    bands = [judge(traits[one], traits[other], setting="wide").band for one, other in positives]
    assert bands.count("same") >= 0.85 * 519
    assert bands.count("different") <= 0.02 * 519


def judged_by_hand():
    """Pairs on which the two disagree, looked at once (29 November 2026): every one that the Swiss put together, sixty of the others drawn
    among those that were the same here at that time. Whoever owns several printings of an undated score cannot tell: "unsure".
    """
    table = Path(__file__).with_name("swissbib_judged.tsv").read_text(encoding="utf-8").splitlines()
    return [(row["one"], row["other"], row["swissbib"], row["verdict"]) for row in csv.DictReader(table, delimiter="\t")]


def test_every_pair_that_they_put_together_and_we_do_not_was_looked_at(swiss):
    traits, positives = swiss
    looked_at = {(one, other) for one, other, theirs, _ in judged_by_hand() if theirs == "together"}
    left = {pair for pair in positives if judge(traits[pair[0]], traits[pair[1]], setting="wide").band != "same"}
    assert len(left) >= 20 and left <= looked_at


def test_nothing_that_is_one_edition_to_the_eye_is_called_two(swiss):
    traits, _ = swiss
    bands = [judge(traits[one], traits[other], setting="wide").band for one, other, _, verdict in judged_by_hand() if verdict == "same"]
    assert len(bands) > 35 and "different" not in bands


def test_of_two_editions_to_the_eye_few_are_grouped_and_fewer_by_the_heritage_setting(swiss):
    traits, _ = swiss
    pairs = [(traits[one], traits[other]) for one, other, _, verdict in judged_by_hand() if verdict == "other"]
    assert len(pairs) > 30
    assert sum(judge(one, other, setting="wide").band == "same" for one, other in pairs) <= 7
    assert sum(judge(one, other).band == "same" for one, other in pairs) <= 2


def test_records_that_were_put_together_share_a_key(swiss):
    traits, positives = swiss
    assert sum(not set(keys(traits[one])).isdisjoint(keys(traits[other])) for one, other in positives) >= 0.99 * 519


def test_the_editions_of_one_novel_stay_apart(shared_data):
    """383 records of « Pride and prejudice »: two that are put together are of one year."""
    readings = list(read_file((shared_data / PREJUDICE).read_bytes()))
    traits = {str(reading.position): traits_of(reading.description) for reading in readings if reading.description is not None}
    same = [
        (traits[one], traits[other])
        for one, other in candidates(traits).pairs
        if judge(traits[one], traits[other], short=True).band == "same"
    ]
    assert same
    assert [
        pair for pair in same if not set(pair[0].years) & set(pair[1].years) and not set(pair[0].copyrighted) & set(pair[1].coded)
    ] == []
