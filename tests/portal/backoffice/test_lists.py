"""The console's lists: narrowed by what a person asks, taken away as a table, never further than her rights, always as quick."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from catalogue.models import Institution
from harvest.models import HarvestMessage, HarvestRun
from tests.portal.backoffice.conftest import World, make_point
from tests.portal.backoffice.test_rights import OPEN, WHO
from tests.selections import some

LISTS = ("harvesting:points", "harvesting:runs", "harvesting:messages", "harvesting:quarantine", "institutions_to_complete")
BACK_OFFICE = (302, 302, 200, 200, 200, 200, 200)
FORMULA = '=HYPERLINK("http://x.example")'
ROWS = '//table[@class="console-table"]//tbody/tr'


def message(run: HarvestRun, code: str = "unreadable", **fields) -> HarvestMessage:
    return HarvestMessage.objects.create(**{"run": run, "code": code, "severity": "error", "count": 1} | fields)


def table(world: World, who: str, name: str, **query) -> list[list[str]]:
    """The lines of the CSV that the list gives, heading first."""
    answer = world.client(who).get(reverse(name), {"export": "csv", **query})
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


def shown(world: World, who: str, name: str, **query) -> list[str]:
    """The text of each row of the page."""
    page = html.fromstring(world.client(who).get(reverse(name), query).content.decode())
    return [" ".join(row.text_content().split()) for row in page.xpath(ROWS)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", WHO)
def test_a_list_is_taken_away_by_those_who_may_read_it(world: World, who: str, name: str, form: str) -> None:
    expected = (BACK_OFFICE if name == "institutions_to_complete" else OPEN)[WHO.index(who)]
    assert world.client(who).get(reverse(name), {"export": form}).status_code == expected


@pytest.mark.parametrize(
    ("who", "ours"), [("partner admin of A", "a-livres"), ("partner admin of B", "b-livres"), ("superuser", "a-livres b-livres")]
)
@pytest.mark.parametrize("name", LISTS[:-1])
def test_what_is_taken_away_goes_no_further_than_her_rights(world: World, name: str, who: str, ours: str) -> None:
    message(world.run_a)
    message(world.run_b)
    for query in ({}, {"source": "a-livres"}, {"source": "b-livres"}, {"q": "oai"}, {"run": str(world.run_b.pk)}, {"run": "0.5"}):
        for text in (str(table(world, who, name, **query)[1:]), str(shown(world, who, name, **query))):
            assert all(f"Source {slug}" not in text for slug in ("a-livres", "b-livres") if slug not in ours.split())
    told = str(table(world, who, name))
    assert all(f"Source {slug}" in told for slug in some(ours.split()))


def test_a_librarian_takes_away_her_own_institution_only(world: World) -> None:
    told = str(table(world, "librarian of A", "institutions_to_complete"))
    assert "Bibliothèque A" in told
    assert "Bibliothèque B" not in told


@pytest.mark.parametrize("name", LISTS)
def test_no_list_gives_a_spreadsheet_a_formula(world: World, name: str) -> None:
    world.point_a.source.name = FORMULA
    world.point_a.source.save()
    Institution.objects.filter(pk=world.a.pk).update(title=FORMULA)
    world.quarantine(world.point_a, world.run_a, FORMULA)
    message(world.run_a, FORMULA, examples=[{"identifier": FORMULA, "position": 1, "args": {}}])
    cells = [cell for line in table(world, "superuser", name) for cell in line]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "estampes"}, ["Source a-estampes"]), ({"q": "bibliothèque b"}, ["Source b-livres"]), ({"protocol": "sru"}, []),
        ({"active": "false"}, ["Source b-livres"]), ({"q": "%"}, []), ({"protocol": "gopher", "q": "b-"}, ["Source b-livres"]),
    ],
)  # fmt: skip
def test_which_points_answer(world: World, query: dict, expected: list) -> None:
    world.point_b.active = False
    world.point_b.save()
    assert [line[0] for line in table(world, "superuser", "harvesting:points", **query)[1:]] == expected
    assert len(shown(world, "superuser", "harvesting:points", **query)) == len(expected)


def test_a_point_is_taken_away_with_its_last_harvest_and_what_its_source_holds(world: World) -> None:
    lines = {line[0]: line for line in table(world, "partner admin of A", "harvesting:points")}
    assert lines["Source"][5:10] == ["État", "Dernier moissonnage", "Notices visibles", "Retirées", "En quarantaine"]
    assert (lines["Source a-livres"][5], lines["Source a-livres"][9]) == ("en échec", "1")
    assert lines["Source a-estampes"][5:10] == ["", "", "0", "0", "0"]


def test_a_record_in_quarantine_is_found_by_a_part_of_its_identifier_in_every_source(world: World) -> None:
    world.quarantine(world.point_a2, world.run_a, "oai:x:Séjour-42", code="identifier_too_long", args={"length": 2000, "limit": 1000})
    for query in (
        {"q": "séjour"},
        {"q": "X:", "source": "a-estampes"},
        {"code": "identifier_too_long"},
        {"q": "42", "run": world.run_a.pk},
    ):
        assert [line[2] for line in table(world, "superuser", "harvesting:quarantine", **query)[1:]] == ["oai:x:Séjour-42"]
        assert len(shown(world, "superuser", "harvesting:quarantine", **query)) == 1
    assert shown(world, "superuser", "harvesting:quarantine", q="42", source="b-livres") == []


def test_the_reasons_of_a_choice_keep_its_other_filters(world: World) -> None:
    world.quarantine(world.point_a, world.run_a, "oai:other", code="identifier_too_long", args={"length": 2000, "limit": 1000})
    page = html.fromstring(
        world.client("superuser").get(reverse("harvesting:quarantine"), {"q": "oai", "code": "unreadable"}).content.decode()
    )
    assert len(page.xpath('//li[contains(@class, "cause")]')) == 2
    assert {"?q=oai", "?q=oai&code=identifier_too_long"} <= set(page.xpath('//li[contains(@class, "cause")]//a/@href'))


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"q": "lyon:77"}, {"one"}), ({"q": "LOT-3.XML"}, {"two"}), ({"q": "4711"}, {"two"}), ({"q": 'a"b\\c'}, {"three"}),
        ({"q": "position"}, set()), ({"q": "identifier"}, set()), ({"q": "%"}, set()), ({"severity": "warning"}, {"two"}),
        ({"source": "b-livres"}, {"three"}), ({"code": "one"}, {"one"}), ({"severity": "mortal"}, {"one", "two", "three"}),
    ],
)  # fmt: skip
def test_a_message_is_found_by_the_record_the_file_or_the_position_it_is_about(world: World, query: dict, codes: set) -> None:
    message(world.run_a, "one", examples=[{"identifier": "oai:lyon:77", "position": 3, "args": {}}])
    message(world.run_a, "two", severity="warning", examples=[{"identifier": "", "position": 4711, "args": {"file": "lot-3.xml"}}])
    message(world.run_b, "three", examples=[{"identifier": 'a"b\\c', "position": 1, "args": {}}])
    assert {line[3] for line in table(world, "superuser", "harvesting:messages", **query)[1:]} == codes
    assert len(shown(world, "superuser", "harvesting:messages", **query)) == len(codes)


def test_every_message_of_a_harvest_is_reached_from_its_page(world: World) -> None:
    for number in range(230):
        message(world.run_a, f"cause-{number}")
    client, reached = world.client("partner admin of A"), []
    page = html.fromstring(client.get(reverse("harvesting:run", args=[world.run_a.pk])).content.decode())
    following = page.xpath(f'//a[contains(@href, "/messages/?run={world.run_a.pk}")]/@href')
    while following:
        page = html.fromstring(client.get(following[0]).content.decode())
        reached += page.xpath(f"{ROWS}/th//a/text()")
        following = [reverse("harvesting:messages") + link for link in page.xpath('//a[@rel="next"]/@href')]
    assert sorted(reached) == sorted(f"cause-{number}" for number in range(230))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", [{}, {"q": "1"}, {"export": "csv"}])
def test_a_list_asks_no_more_of_the_database_for_more_rows(world: World, name: str, query: dict, django_assert_num_queries) -> None:
    def grow(numbers: range) -> None:
        for number in numbers:
            point = make_point(f"s-1{number}", world.a)
            run = HarvestRun.objects.create(endpoint=point, kind="full", state="failed")
            message(run, examples=[{"identifier": "oai:1", "position": 1, "args": {}}])
            world.quarantine(point, run, f"oai:1{number}")

    client = world.client("partner admin of A")
    grow(range(2))
    client.get(reverse(name), query)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name), query).getvalue() if "export" in query else client.get(reverse(name), query)
    grow(range(2, 20))
    with django_assert_num_queries(len(few)):
        client.get(reverse(name), query).getvalue() if "export" in query else client.get(reverse(name), query)


@pytest.mark.parametrize("name", LISTS)
def test_the_form_shows_in_french_what_is_asked_and_every_field_has_its_label(world: World, name: str) -> None:
    page = html.fromstring(world.client("superuser").get(reverse(name), {"q": "rhône", "source": "a-livres"}).content.decode())
    form = page.xpath('//form[@class="console-filter"]')[0]
    fields = form.xpath('.//input[not(@type="hidden")] | .//select')
    assert fields
    assert [
        form.xpath(f'.//label[@for="{field.get("id")}"]') for field in fields if not form.xpath(f'.//label[@for="{field.get("id")}"]')
    ] == []
    assert "Filtrer la liste" in form.text_content()
    assert form.xpath('.//input[@name="q"]/@value | .//option[@selected]/@value')
