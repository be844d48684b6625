"""Where pymarc reads a real record rightly, ours holds the same fields, all of them."""

import pytest

from bench import readers

pytestmark = [pytest.mark.shared, pytest.mark.timeout(600)]


def test_every_field_of_iso_2709_is_the_same(shared_data):
    found = readers.compare_iso2709(shared_data)
    assert found["different"] == {}
    assert found["equal"] == found["compared"] >= 4_600


def test_every_field_of_marcxml_is_the_same(shared_data):
    pairs = [(data, readers._xml_reference(data)) for data in readers.xml_records(shared_data)]
    compared = [(readers.flat(readers.read_xml_record(data)), reference) for data, reference in pairs if reference is not None]
    assert len(compared) >= 600
    assert [ours for ours, theirs in compared if [readers._bare(field) for field in ours] != theirs] == []
