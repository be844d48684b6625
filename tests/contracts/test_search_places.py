"""What every engine promises of communes and departments."""

from __future__ import annotations

from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from tests.contracts.notices import NOTICES


def test_a_notice_is_found_under_its_commune_and_its_department(filled: Engine) -> None:
    tours = filled.search(SearchRequest(filters=(("commune", "37261"),)))
    assert 1 in {hit.key.id for hit in tours.hits}
    assert filled.search(SearchRequest(filters=(("area", "37"),))).total >= tours.total > 0
    assert filled.search(SearchRequest(filters=(("commune", "01053"), ("area", "37")))).total == 0


def test_communes_and_departments_are_counted(filled: Engine) -> None:
    result = filled.search(SearchRequest(size=0, facets=("commune", "area")))
    counted = {name: {value.value: value.count for value in values} for name, values in result.facets.items()}
    for name, field in (("commune", "communes"), ("area", "areas")):
        expected: dict[str, int] = {}
        for notice in NOTICES:
            for code in notice.aggregate[field]:
                expected[code] = expected.get(code, 0) + 1
        assert expected and counted[name] == expected


def test_departments_are_counted_without_the_department_chosen(filled: Engine) -> None:
    everywhere = filled.search(SearchRequest(size=0, facets=("area",))).facets["area"]
    assert filled.search(SearchRequest(size=0, filters=(("area", "37"),), facets=("area",))).facets["area"] == everywhere
