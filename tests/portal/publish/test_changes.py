"""The stream of changes: replayed from its first page, does it give what the portal shows now? Where do its pages stand?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.models import Edition, FindingAid, Fonds, Institution, Record, ToldFonds
from catalogue.selectors import changed
from catalogue.services import clustering, finding_aids
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.portal.public.finding_aids.conftest import WRITTEN, path_of, take
from tests.portal.public.test_fonds import path_of as path_of_fonds
from tests.portal.public.test_fonds import written
from tests.portal.publish.test_oai_streams import merge

SITE = "http://testserver"
LONG_AGO = RECEIVED - timedelta(days=1)
_CLOCK = count(1)
Get = Callable[[str], dict[str, Any]]


@pytest.fixture
def get(client: Client) -> Get:
    """What stands at an address of the stream."""

    def got(address: str) -> dict[str, Any]:
        answer = client.get(address.removeprefix(SITE))
        assert answer.status_code == 200 and answer["Content-Type"] == "application/json" and answer["Access-Control-Allow-Origin"] == "*"
        told: dict[str, Any] = json.loads(answer.content)
        assert told["@context"] == "http://iiif.io/api/discovery/1/context.json"
        return told

    return got


def settle() -> None:
    """Changes of a moment ago are beyond the horizon: they are put back to the day before, in their order and after all that is there."""
    for model, moment in ((Edition, "changed_at"), (ToldFonds, "changed_at"), (FindingAid, "updated_at")):
        for row in model.objects.filter(**{f"{moment}__gt": LONG_AGO + timedelta(hours=20)}).order_by(moment, "pk"):
            values = {moment: LONG_AGO + timedelta(seconds=next(_CLOCK))}
            if model is not FindingAid and row.told_at == row.changed_at:
                values["told_at"] = values[moment]
            model.objects.filter(pk=row.pk).update(**values)


def pages(get: Get) -> Iterator[dict[str, Any]]:
    address = get("/changements")["first"]["id"]
    while address:
        page = get(address)
        yield page
        address = page.get("next", {}).get("id", "")


def replayed(get: Get) -> set[str]:
    """The things that a client knows who has read the stream from its beginning."""
    known: set[str] = set()
    for page in pages(get):
        for activity in page["orderedItems"]:
            if activity["type"] in ("Create", "Update"):
                known.add(activity["object"]["id"])
            else:
                known.discard(activity["object"]["id"])
    return known


def last_of(get: Get, address: str) -> dict[str, Any]:
    (found,) = [one for page in pages(get) for one in page["orderedItems"] if one["object"]["id"] == f"{SITE}{address}"]
    return dict(found)


@pytest.fixture
def stock(library: Library) -> Library:
    """The samples as editions, a fonds and a finding aid."""
    clustering.regroup([record.pk for record in library.records.values()])
    written(Institution.objects.get(isil=f"FR-{samples.LYON}"), "Fonds Coste")
    take(WRITTEN)
    settle()
    return library


def test_the_stream_replayed_gives_the_present_state(get: Get, stock: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "PAGE", 3)
    fonds = Fonds.objects.get()
    everything = {f"{SITE}{stock.path(name)}" for name in stock.records if name != samples.WITHDRAWN.identifier}
    others = {f"{SITE}{path_of_fonds(fonds)}", f"{SITE}{path_of()}"}
    assert replayed(get) == everything | others
    merge(stock, "rich", "many")
    gone = next(name for name in stock.records if name not in ("rich", "many", samples.WITHDRAWN.identifier))
    Record.objects.filter(identifier=gone).update(state=Record.State.TOMBSTONE)
    clustering.regroup([stock.records[gone].pk])
    fonds.unpublish()
    finding_aids.withdraw(FindingAid.objects.get())
    settle()
    kept = sorted(("rich", "many"), key=lambda name: stock.records[name].pk)
    assert replayed(get) == everything - {f"{SITE}{stock.path(name)}" for name in (gone, kept[1])}
    moved = last_of(get, stock.path(kept[1]))
    assert moved["type"] == "Move" and moved["target"]["id"] == f"{SITE}{stock.path(kept[0])}"
    assert last_of(get, stock.path(gone))["type"] == last_of(get, path_of())["type"] == "Delete"


def test_what_is_new_is_created_and_what_changed_since_is_updated(get: Get, stock: Library) -> None:
    assert last_of(get, stock.path("rich"))["type"] == "Create"
    fonds = Fonds.objects.get()
    assert last_of(get, path_of_fonds(fonds))["type"] == "Create"
    clustering.regroup([stock.records["rich"].pk])
    fonds.save_revision().publish()
    settle()
    told = last_of(get, stock.path("rich"))
    assert told["type"] == "Update" and told["object"]["seeAlso"][0]["id"] == f"{SITE}{stock.path('rich')}.jsonld"
    assert last_of(get, path_of_fonds(fonds))["type"] == "Update"
    assert told["endTime"].endswith("Z") and told["object"]["type"] == "Document"


def test_pages_lead_both_ways_from_the_first_to_the_last(get: Get, stock: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "PAGE", 3)
    whole = get("/changements")
    found = list(pages(get))
    assert whole["totalItems"] == sum(len(page["orderedItems"]) for page in found) and len(found) > 2
    assert "prev" not in found[0] and "next" not in found[-1]
    assert all(page["partOf"]["id"] == whole["id"] for page in found)
    times = [one["endTime"] for page in found for one in page["orderedItems"]]
    assert times == sorted(times)
    backwards, address = [], whole["last"]["id"]
    while address:
        page = get(address)
        backwards = [one["object"]["id"] for one in page["orderedItems"]] + backwards
        address = page.get("prev", {}).get("id", "")
    # The page before the first whole one begins at the beginning: it may hold again what follows it.
    assert list(dict.fromkeys(backwards)) == [one["object"]["id"] for page in found for one in page["orderedItems"]]


def test_a_page_does_not_move_when_what_it_held_changes_again(get: Get, stock: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changed, "PAGE", 3)
    first, second = list(pages(get))[:2]
    Edition.objects.filter(pk=stock.records["rich"].pk).update(changed_at=RECEIVED)
    assert get(second["id"])["orderedItems"][0] == second["orderedItems"][0]
    kept = [one for one in first["orderedItems"] if one["object"]["id"] != f"{SITE}{stock.path('rich')}"]
    assert get(first["id"])["orderedItems"][: len(kept)] == kept
    assert list(pages(get))[-1]["orderedItems"][-1]["object"]["id"] == f"{SITE}{stock.path('rich')}"


def test_what_has_not_changed_is_not_sent_again(client: Client, stock: Library) -> None:
    for address in ("/changements", "/changements/0"):
        tag = client.get(address)["ETag"]
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    Edition.objects.filter(pk=stock.records["rich"].pk).update(changed_at=RECEIVED)
    assert client.get("/changements/0", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_costs_three_statements_whatever_it_holds(get: Get, stock: Library) -> None:
    for address in ("/changements", "/changements/0"):
        with CaptureQueriesContext(connection) as asked:
            get(address)
        assert len(asked) == 3


@pytest.mark.parametrize(
    "place", ["x", "1", "0-0-0", "1-1", "1-9-1", "99999999999999999-1-1", "1-1-999999999999999999", "01-1-1", "-1-1-1"]
)
def test_a_page_that_never_was_is_not_found_and_none_fails(client: Client, library: Library, place: str) -> None:
    assert client.get(f"/changements/{place}").status_code in (200, 404)


def test_an_empty_catalogue_has_an_empty_stream(get: Get, empty_library: Library) -> None:
    assert get("/changements")["totalItems"] == 0 and [page["orderedItems"] for page in pages(get)] == [[]]


def test_the_page_on_data_leads_to_the_stream(client: Client, library: Library) -> None:
    assert 'href="/changements"' in client.get("/donnees").content.decode()
