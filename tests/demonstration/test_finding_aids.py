"""Are the finding aids of the demonstration valid, as large as said, and always the same?"""

from __future__ import annotations

import io

import pytest

from catalogue.formats.ead import Component, FindingAid, read_ead
from demonstration.finding_aids import EAD3, LARGE, Written, files
from tests.catalogue.formats.test_ead_writing import faults

ALL = {one.name: one for one in files()}


def test_there_is_a_large_one_three_small_ones_and_one_in_ead3() -> None:
    assert len(ALL) == 5 and EAD3.name in ALL


@pytest.mark.parametrize("written", ALL.values(), ids=ALL)
def test_each_is_valid_names_its_keeper_and_is_always_the_same(written: Written) -> None:
    data = written.content()
    assert data == written.content()
    *pieces, aid = read_ead(io.BytesIO(data))
    assert isinstance(aid, FindingAid) and not aid.warnings
    whole = pieces[-1]
    assert isinstance(whole, Component) and whole.unit.repository_code == written.institution
    assert aid.components == LARGE if written.name.startswith("vues") else 3 <= aid.components <= 200
    if written.name != EAD3.name:
        assert faults(data) == []
    else:
        assert aid.dialect == "ead3"
