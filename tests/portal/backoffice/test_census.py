"""The census for the regional team: figures that equal their lists, taken away as a file; nobody else's."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup

from catalogue.core.census import summed
from catalogue.core.fonds import FONDS_TERMS
from catalogue.models import Fonds, FondsExtent, Institution, UnitCost
from catalogue.selectors import census
from catalogue.services import census as snapshots
from catalogue.services import fonds as publishing
from portal import demonstration_costs
from tests.selections import some

ADDRESS = "/gestion/recensement/"


def published(under: Institution | Fonds, title: str, volumes: int, **facts) -> Fonds:
    """A fonds that readers see."""
    made = Fonds(title=title, slug=f"fonds-{title[:3].lower()}-{volumes}", contents="Livres", access="Libre", dates="1452", **facts)
    made.extents = [FondsExtent(number=volumes, unit="volume", certainty="counted")] if volumes else []
    under.refresh_from_db()
    under.add_child(instance=made)
    publishing.publish([made])
    return made


@pytest.fixture
def described(world):
    whole = published(world.a, "Fonds ancien", 1000, categories=["before_1830"], catalogued=50)
    published(whole, "Incunables", 100, level="subfonds", categories=["before_1830"])
    published(world.b, "Fonds local", 300, categories=["local", "manuscripts"])
    published(world.b, "Affiches", 0)
    return world


def test_a_sous_fonds_is_counted_within_its_fonds(described):
    counted = census.counted()
    assert sorted(one.title for one in counted) == ["Affiches", "Fonds ancien", "Fonds local"]
    assert tuple(summed(counted).volumes) == (1300, 1300)


@pytest.mark.parametrize("key", ["categorie", "departement", "etablissement", "etat"])
def test_the_file_adds_up_to_the_whole(described, key):
    answer = described.client("editor").get(f"{ADDRESS}?par={key}&export=csv")
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert sum(int(row["fonds"]) for row in rows) == 3
    assert sum(float(row["volumes_low"]) for row in rows) == 1300
    assert sum(int(row["unmeasured"]) for row in rows) == 1


def test_the_list_behind_a_figure_is_shown(described):
    page = described.client("editor").get(f"{ADDRESS}?par=categorie&groupe=before_1830").content.decode()
    assert "Fonds ancien" in page
    assert "Plusieurs catégories" in page
    assert "Fonds local" not in page


def cells(row) -> tuple[str, int, int]:
    """The address of a line of the table, its fonds, its volumes."""
    link = row.select_one("th a")
    fonds, volumes = (int("".join(filter(str.isdigit, cell.get_text())) or 0) for cell in row.select("td")[:2])
    return str(link["href"]) if link else "", fonds, volumes


def tables(answer) -> list[list[tuple[str, int, int]]]:
    """The lines of each table of the page."""
    shown = BeautifulSoup(answer.content.decode(), "html.parser")
    return [[cells(row) for row in table.select("tbody tr")] for table in some(shown.select("table.console-table"))]


@pytest.mark.parametrize("month", ["", "2024-06"])
@pytest.mark.parametrize("key", ["categorie", "departement", "etablissement", "etat"])
def test_every_figure_is_that_of_the_list_behind_it(described, key, month):
    snapshots.take(date(2024, 6, 15))
    published(described.a, "Cartes", 40, categories=["local"])
    client = described.client("editor")
    (*rows, whole) = tables(client.get(f"{ADDRESS}?par={key}&mois={month}"))[0]
    for address, fonds, volumes in some(rows):
        (_table, behind) = tables(client.get(address))
        assert (len(behind), sum(one[2] for one in behind)) == (fonds, volumes), address
    assert sum(one[1] for one in rows) == whole[1] == (3 if month else 4)
    assert sum(one[2] for one in rows) == whole[2] == (1300 if month else 1340)


@pytest.mark.parametrize("query", ["", "?par=%00", "?par=etat&groupe=%27", "?groupe=-"])
def test_odd_words_are_answered(described, query):
    assert described.client("superuser").get(ADDRESS + query).status_code == 200


@pytest.mark.parametrize("who", ["anonymous", "nobody", "librarian of A", "partner admin of A"])
def test_the_regional_team_alone_reads_it(described, who):
    answer = described.client(who).get(ADDRESS, follow=True)
    assert b"Fonds ancien" not in answer.content
    assert b"1\xe2\x80\xaf300" not in answer.content


def test_the_census_of_a_month_stays_as_it_was(described):
    assert snapshots.take(date(2026, 3, 20)) == 3
    assert snapshots.take(date(2026, 3, 28)) == 0
    client = described.client("editor")
    kept = client.get(f"{ADDRESS}?mois=2026-03&export=csv")
    before = b"".join(kept.streaming_content)
    published(described.a, "Nouveau fonds", 5000)
    assert b"".join(client.get(f"{ADDRESS}?mois=2026-03&export=csv").streaming_content) == before
    assert "mars 2026" in client.get(f"{ADDRESS}?mois=2026-03").content.decode()
    assert [len(census.in_month(month)) for month in census.months()] == [3]
    assert snapshots.take(date(2026, 4, 1)) == 4


@pytest.fixture
def costed(described):
    for category, low, high, since in (("", 5, 10, date(2020, 1, 1)), ("local", 20, 40, date(2020, 1, 1)), ("", 50, 60, date(2999, 1, 1))):
        UnitCost.objects.create(category=category, low=low, high=high, since=since, source="Marché")
    return described


def test_the_cost_to_finish_is_told_with_its_bounds(costed):
    answer = costed.client("editor").get(ADDRESS, {"par": "departement", "export": "csv"})
    rows = list(csv.DictReader(StringIO(answer.getvalue().decode())))
    # A: 500 of 1 000 volumes remain. B: nobody has said the share of 300, local and manuscripts; its posters have no volume.
    assert {(row["cost_low"], row["cost_high"], row["without_cost"]) for row in rows} == {
        ("2500.0", "5000.0", "0"),
        ("0.0", "12000.0", "1"),
    }


def test_only_the_regional_team_adds_a_cost_and_nobody_changes_one(costed):
    stored = UnitCost.objects.first()
    for who, may in (("editor", True), ("librarian of A", False), ("partner admin of A", False)):
        client = costed.client(who)
        assert (client.get("/gestion/couts-de-catalogage/").status_code == 200) is may
        client.post("/gestion/couts-de-catalogage/new/", {"low": 1, "high": 2, "since": f"202{1 + may}-01-01", "source": who})
        assert UnitCost.objects.filter(source=who).exists() is may
        client.post(f"/gestion/couts-de-catalogage/edit/{stored.pk}/", {"low": 9, "high": 9, "since": "2020-01-01", "source": "x"})
        client.post(f"/gestion/couts-de-catalogage/delete/{stored.pk}/")
        stored.refresh_from_db()
        assert stored.high != 9


def test_the_demonstration_says_what_it_would_cost_to_finish(described):
    assert (demonstration_costs.load(), demonstration_costs.load()) == (3, 0)
    assert {cost.category for cost in UnitCost.objects.all()} <= {"", *FONDS_TERMS["category"]}
    assert all(cost.full_clean() is None for cost in UnitCost.objects.all())
    rows = csv.DictReader(StringIO(described.client("editor").get(ADDRESS, {"export": "csv"}).getvalue().decode()))
    assert any(float(row["cost_high"]) > float(row["cost_low"]) > 0 for row in rows)
