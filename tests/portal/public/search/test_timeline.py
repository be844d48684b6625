"""When the notices of a result were made: what is drawn, and where each bar leads."""

from __future__ import annotations

import pytest
from bs4 import Tag
from django.test import Client
from django.utils import translation
from msgspec.structs import replace

from catalogue.core.description import DateSpan, Title
from catalogue.search.result import FacetValue
from portal.public.search.presenters import timeline as drawing
from portal.public.search.presenters.timeline import MOST_BARS, Timeline, timeline
from portal.shown.query import Query
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text
from tests.selections import some


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing of few notices."""
    monkeypatch.setattr(drawing, "LEAST", 2)


def test_fewer_than_ten_dated_notices_make_no_drawing(client: Client, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LEAST", 10)
    _years(library, *range(1561, 1569), 1642)
    assert not page(client, "/recherche?q=almanach").select(".timeline-drawing")
    _years(library, 1655)
    assert len(_bars(page(client, "/recherche?q=almanach"))) == 3


def _drawn(counts: dict[int, int], query: Query | None = None) -> Timeline:
    with translation.override("fr"):
        found = timeline(
            query or Query(words="soie"), [FacetValue(str(decade), count) for decade, count in counts.items()], total=sum(counts.values())
        )
    assert found is not None
    return found


def _height(drawn: Timeline, span: str) -> float:
    return next(float(bar.height.rstrip("%")) for bar in drawn.bars if bar.span == span)


def _years(library: Library, *years: int) -> None:
    for year in years:
        date = DateSpan(display=str(year), start=year, end=year)
        library.add(
            replace(samples.RICH, identifier=f"y{year}", titles=(Title(value=f"Almanach de {year}"),), publications=(), dates=(date,))
        )
    library.index()


def _bars(found: Tag) -> dict[str, str]:
    return {str(bar["aria-label"]).replace("\u00a0", " "): str(bar["href"]) for bar in found.select(".timeline-drawing a")}


def test_each_bar_says_its_decade_and_leads_to_it(client: Client, library: Library) -> None:
    _years(library, 1561, 1568, 1642)
    bars = _bars(page(client, "/recherche?q=almanach"))
    assert bars == {
        "1560–1569 : 2 notices": "/recherche?q=almanach&de=1560&a=1569",
        "1640–1649 : 1 notice": "/recherche?q=almanach&de=1640&a=1649",
    }
    assert text(page(client, bars["1560–1569 : 2 notices"]).select("h1")[0]) == "2 notices"


def test_the_decades_not_chosen_stay_in_view(client: Client, library: Library) -> None:
    _years(library, 1561, 1568, 1642)
    found = page(client, "/recherche?q=almanach&de=1560&a=1569")
    assert [bar["aria-label"][:9] for bar in found.select(".timeline-drawing a.chosen")] == ["1560–1569"]
    assert len(_bars(found)) == 2
    assert _bars(found)["1560–1569 : 2 notices"] == "/recherche?q=almanach"
    assert [field["value"] for field in found.select(".period input:not([type=hidden])")] == ["1560", "1569"]


def test_the_figures_are_in_a_table_too(client: Client, library: Library) -> None:
    _years(library, 1561, 1568, 1642)
    table = page(client, "/recherche?q=almanach").select(".figures-table table")[0]
    assert [text(row) for row in table.select("tbody tr")] == ["1560–15692", "1640–16491"]
    assert table.select("caption") and table.select("th[scope=row]")


def test_one_decade_has_nothing_to_be_compared_with(client: Client, library: Library) -> None:
    _years(library, 1561)
    found = page(client, "/recherche?q=almanach")
    assert not found.select(".timeline-drawing") and found.select(".period")


def test_small_decades_are_seen_beside_large_ones_on_the_other_scale() -> None:
    counts = {1560: 10_000, 1570: 10}
    plain, logarithmic = _drawn(counts), _drawn(counts, Query(words="soie", logarithmic=True))
    assert _height(plain, "1560–1569") == _height(logarithmic, "1560–1569")
    assert _height(plain, "1570–1579") >= 2
    assert _height(logarithmic, "1570–1579") > 5 * _height(plain, "1570–1579")
    assert [scale.active for scale in logarithmic.scales] == [False, True]
    assert plain.scales[1].url.endswith("echelle=log")


def test_long_times_are_cut_to_what_can_be_shownand_the_rest_is_a_link() -> None:
    drawn = _drawn(dict.fromkeys(range(800, 2030, 10), 5))
    assert len(drawn.bars) == MOST_BARS and drawn.bars[-1].span == "2020–2029"
    assert [(way.label, way.url) for way in drawn.outside] == [("Avant 1430", "/recherche?q=soie&a=1429")]
    early = _drawn(dict.fromkeys(range(800, 2030, 10), 5), Query(words="soie", date_from=900, date_to=950))
    assert early.bars[0].span == "900–909" and sum(bar.selected for bar in early.bars) == 6
    assert [way.label for way in early.outside] == ["Avant 900", "Après 1499"]


@pytest.mark.parametrize("counts", [{-50: 1, 2020: 3}, {0: 1, 10: 1}, {1500: 1, 1990: 1_000_000}])
@pytest.mark.parametrize("logarithmic", [True, False])
def test_every_bar_stays_within_the_drawing(counts: dict[int, int], logarithmic: bool) -> None:
    drawn = _drawn(counts, Query(logarithmic=logarithmic))
    for bar in some(drawn.bars):
        left, width, top, height = (float(value.rstrip("%")) for value in (bar.left, bar.width, bar.top, bar.height))
        assert left >= 0 and left + width <= 100.01 and top >= 0 and top + height <= 80.01 and height > 0
    assert all(0 < float(tick.x.rstrip("%")) < 100 for tick in some(drawn.ticks))


def test_vague_dates_are_not_shown_as_certain_ones() -> None:
    counted, sure = [FacetValue("1800", 10), FacetValue("1810", 4)], [FacetValue("1800", 5)]
    with translation.override("fr"):
        shown = timeline(Query(words="soie"), counted, total=14, sure=sure)
    assert shown is not None
    first, second = shown.bars
    assert float(first.sure_height[:-1]) == pytest.approx(float(first.height[:-1]) / 2) and second.sure_height == "0.00%"
    assert first.label.replace("\u00a0", " ") == "1800–1809 : 10 notices, dont 5 de date incertaine"


def test_what_is_dated_to_a_century_is_sure_of_no_decade(client: Client, library: Library) -> None:
    for number in range(12):
        vague = DateSpan(display="[18--?]", start=1800, end=1899, uncertain=True)
        library.add(replace(samples.RICH, identifier=f"v{number}", titles=(Title(value=f"Almanach {number}"),), dates=(vague,)))
    _years(library, 1855)
    bars = page(client, "/recherche?q=almanach").select(".timeline-drawing a")
    heights = {str(bar["aria-label"])[:4]: float(str(bar.select(".bar:not(.bar--vague)")[0]["height"])[:-1]) for bar in bars}
    assert heights["1800"] == 0 and 0 < heights["1850"] < 10
