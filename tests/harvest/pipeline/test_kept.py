"""What is kept of each record that came, good or bad, and of each remark on one; and is a replay made of all of it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalogue.core.messages import Message
from catalogue.models import Record, RegisterEntry
from harvest.models import Endpoint, HarvestMessage, HarvestRun, QuarantinedRecord, RawRecord, Remark
from harvest.pipeline import fetch, log, sort
from harvest.pipeline import replay as replay_module
from harvest.pipeline.replay import Replay
from harvest.pipeline.sort import Note
from harvest.protocols.base import Item, Slice
from tests.harvest.partner import Partner, gone, item, unimarc

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]
LONG = "2026-01-01T00:00:00Z" + "x" * 40


def raw(number: int) -> RawRecord:
    return RawRecord.objects.get(identifier=f"oai:partner:{number}")


def test_a_record_is_kept_with_its_date_its_sets_and_its_run_and_so_is_its_next_version(
    endpoint: Endpoint, serve: Serve, harvest: Harvest
) -> None:
    partner = serve(Partner([replace(item(1), sets=("anciens", "lyon"), datestamp=LONG), item(2), replace(item(3), sets=("anciens",))]))
    first = harvest()
    kept = raw(1)
    assert (kept.source_id, kept.state, kept.sets, kept.datestamp, kept.run_id) == (
        endpoint.source_id, "active", ["anciens", "lyon"], LONG[:40], first.pk,
    )  # fmt: skip
    assert bytes(kept.data) == unimarc(1) and abs(kept.received_at - timezone.now()) < timedelta(minutes=2)
    assert (raw(2).sets, raw(3).sets) == ([], ["anciens"])
    partner.items = [replace(item(1, title="Autre"), sets=("lyon", "manuscrits"), datestamp=LONG.replace("01-01", "01-02"))]
    second = harvest()
    again = raw(1)
    assert (again.pk, again.sets, again.datestamp, again.run_id) == (
        kept.pk, ["lyon", "manuscrits"], LONG.replace("01-01", "01-02")[:40], second.pk,
    )  # fmt: skip
    assert bytes(again.data) == unimarc(1, title="Autre") and bytes(again.digest) != bytes(kept.digest)
    assert again.received_at > kept.received_at


def test_what_could_not_be_read_is_kept_with_all_that_helps_to_find_it(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    broken = unimarc(7, title="Cartulaire\u00a0de Savigny")[:-20]
    named = Item("oai:partner:7", LONG, data=broken, position=12, file="lots/\x00un.xml")
    partner = serve(Partner([item(1), named, Item("", data=b"<record>", position=-1, refusal=Message("no_identifier"))]))
    run = harvest()
    held = QuarantinedRecord.objects.get(key="oai:partner:7")
    assert (held.source_id, held.identifier, held.datestamp, held.position, held.file, held.run_id) == (
        endpoint.source_id, "oai:partner:7", LONG[:40], 12, "lots/\ufffdun.xml", run.pk,
    )  # fmt: skip
    assert (held.title, bytes(held.data)) == ("Cartulaire de Savigny", broken)
    assert held.first_seen_at == held.last_seen_at and held.code and "XML" in held.reason
    nameless = QuarantinedRecord.objects.get(identifier="")
    assert nameless.key.startswith("digest:") and len(nameless.key) == len("digest:") + 32
    assert (nameless.code, nameless.args, nameless.position, nameless.title) == ("no_identifier", {}, 0, "")
    partner.items[1] = replace(named, data=b"??", position=3, file="deux.xml")
    again = harvest(kind="full")
    later = QuarantinedRecord.objects.get(key="oai:partner:7")
    assert (later.pk, later.position, later.file, later.title, bytes(later.data), later.run_id) == (
        held.pk, 3, "deux.xml", "", b"??", again.pk,
    )  # fmt: skip
    assert later.first_seen_at == held.first_seen_at < later.last_seen_at


def test_an_identifier_of_more_than_a_thousand_characters_is_refused_with_its_length(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([replace(item(1), identifier="i" * 1001), replace(item(2), identifier="j" * 1000)]))
    run = harvest()
    held = QuarantinedRecord.objects.get()
    assert (held.code, held.args, held.identifier) == ("identifier_too_long", {"length": 1001, "limit": 1000}, "")
    assert RawRecord.objects.get().identifier == "j" * 1000
    assert (run.new, run.refused) == (1, 1)


def test_a_remark_says_of_which_record_in_which_file_and_stays_with_the_others_of_its_cause(held: HarvestRun) -> None:
    why = Message("reader_failed", {"error": "KeyError"})
    log.write(held, [Note("error", why, f"oai:{n}", n, f"{n}.xml") for n in range(25)] + [Note("info", Message("split_slice"))])
    log.write(held, [Note("error", Message("reader_failed", {"error": "\x00"}), "oai:\x00", -4, "")])
    message = held.messages.get(code="reader_failed")
    assert (message.severity, message.count, message.args) == ("error", 26, {"error": "KeyError"})
    assert message.examples == [
        {"identifier": f"oai:{n}", "position": n, "args": {"error": "KeyError"}, "file": f"{n}.xml"} for n in range(20)
    ]
    remarks = list(message.remarks.order_by("id").values_list("identifier", "file", "position", "args"))
    assert remarks[:25] == [(f"oai:{n}", f"{n}.xml", n, {"error": "KeyError"}) for n in range(25)]
    assert remarks[25:] == [("oai:\ufffd", "", 0, {"error": "\ufffd"})]
    other = held.messages.get(code="split_slice")
    assert (other.severity, other.count, other.examples, other.remarks.count()) == ("info", 1, [], 0)


def test_the_examples_of_two_pages_are_together_no_more_than_twenty(held: HarvestRun) -> None:
    for page in (range(15), range(15, 30), range(30, 45)):
        log.write(held, [Note("error", Message("unreadable"), "", n + 1) for n in page])
    message = held.messages.get()
    assert [example["position"] for example in message.examples] == list(range(1, 21))
    assert all("file" not in example for example in message.examples)
    assert (message.count, message.remarks.count()) == (45, 45)


def test_a_cause_of_ten_thousand_records_is_noted_no_further(held: HarvestRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "REMARKS", 10)
    for _ in range(3):
        log.write(held, [Note("error", Message("unreadable"), f"oai:{n}") for n in range(5)])
    assert (held.messages.get().count, Remark.objects.count()) == (15, 10)


def test_remarks_go_with_age_the_oldest_first(held: HarvestRun, monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("unreadable", "no_identifier"):
        log.write(held, [Note("error", Message(code), f"oai:{n}") for n in range(4)])
    HarvestMessage.objects.filter(code="unreadable").update(at=timezone.now() - timedelta(days=31))
    log.prune(32)
    assert Remark.objects.count() == 8
    monkeypatch.setattr(log, "PRUNED_AT_ONCE", 3)
    log.prune(30)
    assert Remark.objects.filter(message__code="unreadable").count() == 1
    log.prune(30)
    assert set(Remark.objects.values_list("message__code", flat=True)) == {"no_identifier"}
    HarvestMessage.objects.update(at=timezone.now() - timedelta(hours=30))
    log.prune(2)
    assert Remark.objects.count() == 4
    log.prune(0)
    assert Remark.objects.count() == 1, "a day is the least that is kept"


def test_a_replay_goes_through_all_that_was_received_however_much_it_is(
    serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_module, "PAGE", 4)
    bad = [Item(f"bad{n}", data=b"??", position=n) for n in range(8)]
    partner = serve(Partner([*[item(n) for n in range(12)], *bad, Item("", data=b"<x", position=50, refusal=Message("no_identifier"))]))
    harvest()
    partner.items = [gone(3)]
    harvest()
    Record.objects.exclude(identifier="oai:partner:3").update(digest=b"other")
    run = harvest(kind="replay")
    assert (run.state, run.read, run.changed, run.refused) == ("done", 19, 11, 8)
    assert run.windows.get().pages == 6


def test_a_replay_serves_each_record_as_it_came(
    held: HarvestRun, endpoint: Endpoint, serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    HarvestRun.objects.all().delete()
    bad = Item("bad", "2026-01-03", data=b"??", position=9)
    serve(Partner([replace(item(5), sets=("anciens",)), replace(item(6), datestamp=""), bad]))
    harvest()
    monkeypatch.setattr(replay_module, "PAGE", 1)
    client = Replay(fetch.config_of(held), source_id=endpoint.source_id)
    facts = client.facts()
    assert (facts.name, facts.granularity, facts.deletions, client.remote) == ("replay", "none", "no", False)
    pages = list(client.pages(Slice()))
    assert [page.items for page in pages] == [
        (replace(item(5), sets=("anciens",), position=1),), (replace(item(6), datestamp="", position=1),), (), (bad,), (),
    ]  # fmt: skip
    for place, page in enumerate(pages[:-1]):
        assert list(client.pages(Slice(), page.checkpoint)) == pages[place + 1 :], "it can be taken up after any page"
    monkeypatch.setattr(replay_module, "PAGE", 500)
    assert [[one.position for one in page.items] for page in client.pages(Slice())] == [[1, 2], [9]]


def test_a_partners_client_is_told_all_that_the_point_says(held: HarvestRun, settings: Any) -> None:
    settings.CONTACT_EMAIL, settings.HARVEST_ALLOW_LOOPBACK = "nous@traboule.example", True
    values = {
        "url": "https://partner.example/oai", "prefix": "oai_dc", "set_spec": "anciens", "format": "dublin_core", "ports": [8080],
        "ca_bundle": "PEM", "requests_per_second": 2.5, "page_size": 30, "options": {"read_timeout": 3},
    }  # fmt: skip
    for name, value in values.items():
        setattr(held.endpoint, name, value)
    config = fetch.config_of(held)
    assert {name: getattr(config, name) for name in values} == values | {"ports": (8080,)}
    assert (config.contact, config.user_agent, config.allow_loopback) == ("nous@traboule.example", "Traboule", True)


def test_what_the_database_refuses_of_a_page_is_taken_out_of_its_counts(
    serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch
) -> None:
    partner = serve(Partner([item(n) for n in range(6)]))
    harvest()
    monkeypatch.setattr(sort, "storable_json", lambda data: b'{"nul": "\\u0000"}' if b"IMPOSSIBLE" in data else data)
    partner.items[2], partner.items[3] = item(2, title="IMPOSSIBLE"), item(3, title="Corrigé")
    partner.items += [replace(item(7, title="IMPOSSIBLE"), file="sept.xml"), item(8)]
    run = harvest(kind="full")
    assert (run.state, run.read, run.new, run.changed, run.unchanged, run.refused) == ("done", 8, 1, 1, 4, 2)
    assert run.vanished == 0, "the version before stays"
    message = run.messages.get()
    assert (message.code, message.severity, message.count) == ("database_refuses", "error", 2)
    assert message.args == {"error": "UntranslatableCharacter"}
    assert [example["identifier"] for example in message.examples] == ["oai:partner:2", "oai:partner:7"]
    assert set(QuarantinedRecord.objects.values_list("identifier", "code", "file")) == {
        ("oai:partner:2", "database_refuses", ""), ("oai:partner:7", "database_refuses", "sept.xml"),
    }  # fmt: skip
    assert Record.objects.get(identifier="oai:partner:2").as_description.title == "Histoire de Lyon, tome 2"
    assert Record.objects.get(identifier="oai:partner:3").as_description.title == "Corrigé"


def test_a_library_that_two_notices_name_is_met_once_under_the_first_name(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(1, rcr="421876101"), item(2, rcr="421876101"), item(3, rcr="741056101")]))
    harvest()
    assert set(RegisterEntry.objects.filter(met=True).values_list("rcr", flat=True)) == {"421876101", "741056101"}
    assert Record.objects.count() == 3
