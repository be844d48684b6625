"""Which notices does a period keep, when theirs is a year, some years or unknown?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.core.description import DateSpan, Description
from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.document import Provenance, SearchDocument, document_of
from catalogue.search.plan import Node
from catalogue.search.planning import period
from tests.catalogue.search.weighing import Weighed
from tests.contracts.notices import LYON, document

SPANS = st.tuples(st.integers(-400, 2029), st.integers(0, 120)).map(lambda span: (span[0], min(span[0] + span[1], 2029)))


def of_years(start: int, end: int) -> SearchDocument:
    dated = Description(dates=(DateSpan(display=f"{start}-{end}", start=start, end=end),))
    return document_of(dated, key=DocumentKey(Kind.NOTICE, 1), provenance=Provenance("essai", LYON), institutions={})


def kept(node: Node, notice: SearchDocument) -> bool:
    return Weighed(notice).earns(node) > 0


@given(years=SPANS, start=st.integers(-500, 2060) | st.none(), length=st.integers(-2, 200) | st.none())
def test_a_period_keeps_the_years_that_meet_it_and_no_others(years: tuple[int, int], start: int | None, length: int | None) -> None:
    notice = of_years(*years)
    first, last = notice.filter["year_from"], notice.filter["year_to"]
    end = length if length is None or start is None else start + length
    meets = (start is None or last >= start) and (end is None or first <= end)
    assert kept(period(start, end), notice) == meets, (first, last, start, end)


@pytest.mark.parametrize(
    ("start", "end"), [(1550, 1559), (1559, 1560), (1550, 1550), (1559, 1559), (1400, 1550), (1399, 1550), (2029, 2029)]
)
def test_the_ends_of_a_period_are_within(start: int, end: int) -> None:
    for first, last in ((start, start), (end, end), (start - 5, start), (end, end + 5 if end < 2020 else end)):
        assert kept(period(start, end), of_years(first, last))
    assert not kept(period(start, end), of_years(start - 5, start - 1))
    assert end > 2020 or not kept(period(start, end), of_years(end + 1, end + 5))
    assert not kept(period(start, end), document(1, "Vue")) and not kept(period(-9999, 9999), document(1, "Vue"))
    assert kept(period(-9999, 9999), of_years(start, end))
