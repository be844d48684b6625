"""What a partner admin expects of a harvest: what came in, what went out, what is asked of her."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from catalogue.core.messages import Message
from catalogue.models import Mark, Record
from harvest.models import Coverage, Endpoint, HarvestRun, QuarantinedRecord, RawRecord, SeenPage
from harvest.protocols.base import Item
from harvest.services import runs
from harvest.services.report import identifiers, totals
from tests.harvest.partner import Partner, gone, item, unimarc

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]


def adds_up(run: HarvestRun) -> bool:
    """The counters' identity."""
    return run.read == run.new + run.changed + run.unchanged + run.deleted + run.refused


def test_a_first_harvest_brings_every_notice_with_its_bytes_and_its_marks(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(n) for n in range(25)]))
    run = harvest()
    assert (run.state, run.read, run.new) == ("done", 25, 25)
    assert adds_up(run)
    record = Record.objects.get(identifier="oai:partner:7")
    assert record.as_description.title == "Histoire de Lyon, tome 7"
    assert bytes(RawRecord.objects.get(identifier="oai:partner:7").data) == unimarc(7)
    marked = {record_id for mark in Mark.objects.all() for record_id in mark.ids}
    assert marked == set(Record.objects.values_list("id", flat=True))
    assert run.windows.get().pages == 3
    assert Coverage.objects.get(endpoint=endpoint).end == run.first_response_date
    assert not SeenPage.objects.exists()


def test_an_unchanged_notice_costs_nothing_but_its_count(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(n) for n in range(12)]))
    harvest()
    before = list(Record.objects.order_by("id").values("id", "updated_at"))
    Mark.objects.all().delete()
    run = harvest(kind="full")
    assert (run.state, run.read, run.unchanged) == ("done", 12, 12)
    assert list(Record.objects.order_by("id").values("id", "updated_at")) == before
    assert not Mark.objects.exists()


def test_a_corrected_title_replaces_the_old_one_under_the_same_number(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(12)]))
    harvest()
    number = Record.objects.get(identifier="oai:partner:3").pk
    partner.items[3] = item(3, title="Histoire de Vienne")
    run = harvest(kind="full")
    assert (run.changed, run.unchanged) == (1, 11)
    assert Record.objects.get(pk=number).as_description.title == "Histoire de Vienne"


def test_the_next_harvest_asks_from_the_partners_own_clock_with_an_overlap(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(1)]))
    harvest()
    run = harvest()
    slice_, _ = partner.asked[-1]
    assert run.kind == "incremental"
    assert partner.facts.response_date is not None and slice_.start is not None
    assert 0 < (partner.facts.response_date - slice_.start).total_seconds() <= 3600


def test_nothing_new_is_a_success_and_an_empty_full_harvest_a_failure(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(3)]))
    harvest()
    partner.items = []
    assert harvest(kind="incremental").state == "done"
    empty = harvest(kind="full")
    assert (empty.state, empty.reason_code) == ("failed", "nothing_read")
    assert Record.objects.filter(state="active").count() == 3


def test_an_announced_deletion_leaves_a_tombstone_that_still_says_what_it_was(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(20)]))
    harvest()
    partner.items = [gone(4), gone(99)]
    run = harvest()
    assert (run.state, run.deleted) == ("done", 2)
    record = Record.objects.get(identifier="oai:partner:4")
    assert (record.state, record.as_description.title) == ("tombstone", "Histoire de Lyon, tome 4")
    assert totals(endpoint.source_id) == {"active": 19, "tombstones": 2, "quarantined": 0, "unidentified": 0}
    assert harvest().unchanged == 2


def test_a_deleted_notice_that_comes_back_is_shown_again(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(20)]))
    harvest()
    partner.items = [gone(4)]
    harvest()
    partner.items = [item(4)]
    run = harvest()
    assert (run.changed, Record.objects.get(identifier="oai:partner:4").state) == (1, "active")


def test_a_notice_that_is_served_no_more_is_withdrawn_by_a_full_harvest(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    del partner.items[5:7]
    run = harvest(kind="full")
    assert (run.state, run.vanished, run.unchanged) == ("done", 2, 38)
    assert identifiers(endpoint.source_id)["tombstones"] == ["oai:partner:5", "oai:partner:6"]


@pytest.mark.parametrize("withdraw", [True, False])
def test_too_many_withdrawals_wait_for_a_person(endpoint: Endpoint, serve: Serve, harvest: Harvest, withdraw: bool) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    del partner.items[10:]
    run = harvest(kind="full")
    assert (run.state, run.reason_code) == ("needs_decision", "vanished_guard")
    assert "30" in run.reason
    assert totals(endpoint.source_id)["active"] == 40
    with pytest.raises(runs.RunRefused):
        runs.start(endpoint)
    run = runs.decide(run, withdraw=withdraw)
    assert run.state == "done"
    assert totals(endpoint.source_id)["active"] == (10 if withdraw else 40)


def test_a_list_much_shorter_than_announced_withdraws_nothing_by_itself(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    del partner.items[38:]
    partner.total = 60
    run = harvest(kind="full")
    assert (run.state, run.reason_code) == ("needs_decision", "vanished_short")
    assert totals(endpoint.source_id)["active"] == 40


def test_an_unreadable_notice_waits_in_quarantine_with_its_bytes_and_its_neighbours_pass(
    endpoint: Endpoint, serve: Serve, harvest: Harvest
) -> None:
    bad = Item(identifier="oai:partner:bad", data=b"<record><leader>", position=2)
    partner = serve(Partner([item(1), bad, item(3)]))
    run = harvest()
    assert (run.state, run.new, run.refused) == ("done", 2, 1)
    assert adds_up(run)
    held = QuarantinedRecord.objects.get()
    assert (held.identifier, bytes(held.data)) == ("oai:partner:bad", b"<record><leader>")
    assert held.reason
    assert run.messages.get(severity="error").examples[0]["identifier"] == "oai:partner:bad"
    partner.items[1] = Item(identifier="oai:partner:bad", data=unimarc("bad"), position=2)
    harvest(kind="full")
    assert not QuarantinedRecord.objects.exists()
    assert totals(endpoint.source_id)["active"] == 3


def test_a_good_notice_stays_shown_when_its_new_version_is_unreadable(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(20)]))
    harvest()
    partner.items[2] = Item(identifier="oai:partner:2", data=b"not a record", position=2)
    run = harvest(kind="full")
    assert (run.state, run.refused, run.vanished) == ("done", 1, 0)
    assert Record.objects.get(identifier="oai:partner:2").state == "active"
    assert totals(endpoint.source_id) == {"active": 20, "tombstones": 0, "quarantined": 0, "unidentified": 0}


def test_bytes_without_identifier_are_kept_once_however_often_they_come(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    nameless = Item(identifier="", data=unimarc("x"), position=1, refusal=Message("no_identifier"))
    serve(Partner([replace(nameless), item(1)]))
    harvest()
    serve(Partner([replace(nameless), item(1)]))
    harvest(kind="full")
    assert totals(endpoint.source_id)["unidentified"] == 1
    assert QuarantinedRecord.objects.count() == 1


def test_a_quarantined_notice_that_is_served_no_more_becomes_a_tombstone(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([*[item(n) for n in range(20)], Item(identifier="oai:partner:bad", data=b"??", position=21)]))
    harvest()
    assert totals(endpoint.source_id)["quarantined"] == 1
    del partner.items[20]
    harvest(kind="full")
    assert totals(endpoint.source_id) == {"active": 20, "tombstones": 1, "quarantined": 0, "unidentified": 0}


def test_characters_that_the_database_refuses_do_not_stop_the_page(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    odd = Item(identifier="oai:partner:\x00\ud800", datestamp="\x00", data=unimarc(2, title="Le &#x9c;titre"), position=2)
    serve(Partner([item(1), odd, Item(identifier="i" * 2000, data=unimarc(3), position=3)]))
    run = harvest()
    assert run.state == "done"
    assert (run.new, run.refused) == (2, 1)


def test_an_identifier_served_twice_in_a_page_is_one_notice_and_a_warning(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(1, title="Premier"), item(1, title="Second"), item(2)]))
    run = harvest()
    assert (run.read, run.new, run.unchanged) == (3, 2, 1)
    assert Record.objects.get(identifier="oai:partner:1").as_description.title == "Second"
    assert run.messages.get(code="identifier_twice").count == 1


def test_deletions_that_are_announced_are_guarded_as_those_that_are_not(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(100)]))
    harvest()
    partner.items = [gone(n) for n in range(50)]
    run = harvest(kind="incremental")
    assert (run.state, run.reason_code) == ("needs_decision", "deleted_guard")
    assert Record.objects.filter(state="active").count() == 100
    listed = [example["identifier"] for example in run.messages.get(code="deleted_guard").examples]
    assert listed == [f"oai:partner:{n}" for n in range(20)]
    runs.decide(run, withdraw=True)
    assert Record.objects.filter(state="active").count() == 50


def test_announced_deletions_that_a_person_keeps_stay(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(20)]))
    harvest()
    partner.items = [gone(n) for n in range(10)]
    run = runs.decide(harvest(kind="incremental"), withdraw=False)
    assert (run.state, Record.objects.filter(state="active").count()) == ("done", 20)
    assert run.messages.filter(code="deleted_kept").exists()


@pytest.mark.parametrize("kind", ["full", "incremental"])
@pytest.mark.parametrize("title", ["Histoire de Vienne", ""], ids=["changed", "unchanged"])
@pytest.mark.parametrize("deleted_first", [True, False])
@pytest.mark.parametrize(("deleted_at", "active"), [("2026-02-01T00:00:00Z", 29), ("2025-02-01T00:00:00Z", 30)])
def test_of_an_identifier_that_comes_twice_the_latest_date_wins(
    *, deleted_first: bool, deleted_at: str, active: int, title: str, kind: str, serve: Serve, harvest: Harvest
) -> None:
    partner = serve(Partner([item(n) for n in range(30)], page_size=2))
    harvest()
    dead, living = replace(gone(3), datestamp=deleted_at), item(3, title=title)
    others = [item(n) for n in range(30) if n != 3] if kind == "full" else [item(1), item(2)]
    partner.items = [dead, *others, living] if deleted_first else [living, *others, dead]
    assert harvest(kind=kind).state == "done"
    assert Record.objects.filter(state="active").count() == active


@pytest.mark.parametrize("kind", ["full", "incremental"])
@pytest.mark.parametrize("first", ["Ancien", "Nouveau"])
@pytest.mark.parametrize("known", ["", "Ancien", "Nouveau"], ids=["never met", "the old one known", "the new one known"])
def test_of_two_living_versions_on_different_pages_the_latest_wins(
    known: str, first: str, kind: str, serve: Serve, harvest: Harvest
) -> None:
    others = [item(n) for n in range(10)]
    versions = {
        "Ancien": replace(item(50, title="Ancien"), datestamp="2026-01-05T00:00:00Z"),
        "Nouveau": replace(item(50, title="Nouveau"), datestamp="2026-01-09T00:00:00Z"),
    }
    partner = serve(Partner([*others, *([versions[known]] if known else [])], page_size=4))
    harvest()
    second = next(title for title in versions if title != first)
    partner.items = [versions[first], *others, versions[second]]
    run = harvest(kind=kind)
    assert (run.state, adds_up(run), run.read) == ("done", True, 12)
    assert Record.objects.get(identifier="oai:partner:50").as_description.title == "Nouveau"
    assert Record.objects.filter(state="active").count() == 11


def test_a_partner_that_dates_everything_in_the_past_is_believed(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)], page_size=20))
    harvest()
    partner.items = [replace(item(n, title="Revu"), datestamp="2020-01-01T00:00:00Z") for n in range(40)]
    assert harvest(kind="full").changed == 40


def test_many_records_under_few_identifiers_are_said(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([replace(item(n), identifier="ark") for n in range(30)]))
    run = harvest()
    assert run.messages.get(code="few_identifiers").args == {"read": 30, "distinct": 1}
