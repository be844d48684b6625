"""Maps made on the server: what they draw, what they say in words, and what they do without outlines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from catalogue.geography.communes import commune
from catalogue.geography.tables import communes
from portal.public.maps import drawing as maps
from portal.public.maps import outlines
from tests.portal.public.drawn import SQUARES
from tests.selections import some


@pytest.fixture(autouse=True)
def region(settings: Any) -> None:
    """The departments that the squares stand for."""
    settings.REGION_CODE = "84"


def _links(code: str) -> str:
    return f"/x/{code}?a=1&b=2"


def test_the_larger_the_count_the_larger_the_dot_and_every_place_is_in_the_rows(drawn: None) -> None:
    with translation.override("fr"):
        made = maps.dots_map({"69123": 400, "38185": 4, "75056": 7, "00000": 3}, links=_links)
    svg = BeautifulSoup(made.svg, "html.parser")
    sizes = {link.title.get_text(): float(link.circle["r"]) for link in svg.select("a") if link.title}
    assert sizes["Lyon\u00a0: 400 notices"] > 2 * sizes["Grenoble\u00a0: 4 notices"]
    assert [(row.label, row.count, row.placed) for row in made.rows] == [
        ("Grenoble (Isère)", 4, True),
        ("Lyon (Rhône)", 400, True),
        ("Paris (Paris)", 7, False),
    ]
    assert made.remark == "1 commune est hors de cette carte."
    assert svg.svg and svg.svg["aria-labelledby"] == "map-title" and svg.select("title#map-title") and svg.select("desc#map-desc")
    assert svg.select("a")[0]["href"] == "/x/69123?a=1&b=2"


def test_a_commune_without_a_known_position_is_in_the_list_only(drawn: None) -> None:
    nowhere = next(code for code, line in communes().lines.items() if line.startswith("69\t") and not line.split("\t")[3])
    with translation.override("fr"):
        made = maps.dots_map({nowhere: 2, "69123": 1}, links=_links, departments=("69",))
    assert [row.placed for row in made.rows if row.code == nowhere] == [False]
    assert made.remark == "1 commune dont la position n’est pas connue n’est que dans la liste."
    assert "(Rhône)" not in made.rows[0].label


def test_the_more_notices_the_darker_the_department(drawn: None) -> None:
    made = maps.departments_map({"69": 400, "38": 90, "01": 0}, links=_links)
    svg = BeautifulSoup(made.svg, "html.parser")
    tiers = {link.find("text").get_text(): link["class"][0] for link in svg.select("a")}  # type: ignore[union-attr]
    assert tiers == {"69": "tier-4", "38": "tier-2", "01": "tier-0"}
    assert all(link["aria-label"] for link in some(svg.select("a")))
    assert [row.code for row in made.rows] == ["01", "38", "69"]


def test_without_outlines_the_rows_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (maps, outlines):
        monkeypatch.setattr(module, "outlines", dict)
    made = maps.departments_map({"69": 3, "01": 1}, links=_links)
    assert made.svg == "" and len(made.rows) == 2
    assert maps.dots_map({"69123": 3}, links=_links).svg == ""
    lyon = commune("69123")
    assert lyon and maps.one_dot(lyon) == ""


def test_overseas_departments_have_a_list_where_they_have_no_outline(drawn: None) -> None:
    made = maps.dots_map({"97411": 5}, links=_links, departments=("974",))
    assert made.svg == "" and made.rows[0].label == "Saint-Denis"


def test_a_hostile_name_stays_words(drawn: None) -> None:
    made = maps.point('<script>"x"</script>', "69", 45.7, 4.8)
    assert "<script>" not in made and "&lt;script&gt;" in made


def test_the_file_that_set_up_copies_is_read_and_a_spoilt_one_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "departments.json"
    monkeypatch.setattr(outlines.finders, "find", lambda name: str(file) if name.endswith("departments.json") else None)
    file.write_text(json.dumps({"view": "0 0 9 9", "outlines": {"69": SQUARES["69"]}}))
    outlines.outlines.cache_clear()
    assert outlines.outlines()["69"].box[2] - outlines.outlines()["69"].box[0] == pytest.approx(20)
    file.write_text("{")
    outlines.outlines.cache_clear()
    assert outlines.outlines() == {}
    outlines.outlines.cache_clear()


def test_places_fall_where_the_drawing_has_them() -> None:
    x, y = outlines.place(45.7491, 4.8479)
    assert 410 < x < 420 and 330 < y < 345
    north = outlines.place(48.85, 2.35)
    assert north[0] < x and north[1] < y
