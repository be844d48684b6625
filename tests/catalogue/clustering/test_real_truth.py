"""What the judgement finds in public truth made by others, where it stands beside the repository."""

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
