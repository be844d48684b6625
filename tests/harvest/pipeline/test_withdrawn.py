"""What becomes of the records that a partner takes away, and of what they were before; and do pages come in their order, read ahead?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from catalogue.models import Record
from harvest.models import AnnouncedDeletion, Endpoint, HarvestRun, QuarantinedRecord, RawRecord, RawVersion
from harvest.pipeline import fetch, retire
from harvest.pipeline.storable import json_of
from harvest.protocols.base import Item, Page, Slice
from runtime.processes import wait_until
from tests.harvest.partner import Partner, PartnerProtocol, gone, item, unimarc
from tests.harvest.pipeline.test_inventories import given

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]


def raw(name: int | str) -> RawRecord:
    return RawRecord.objects.get(identifier=f"oai:partner:{name}")


def test_what_vanished_keeps_its_date_its_bytes_and_its_version_before(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    broken = [Item(f"oai:partner:bad{n}", "2026-01-02", data=b"??", position=n) for n in (1, 2)]
    nameless = Item("", data=b"<x", position=60)
    partner = serve(Partner([*[item(n) for n in range(40)], *broken, nameless]))
    first = harvest()
    before = raw(5)
    del partner.items[-2:]
    del partner.items[5:7]
    run = harvest(kind="full")
    assert (run.state, run.vanished) == ("done", 2)
    after = raw(5)
    assert (after.pk, after.state, after.datestamp, after.run_id) == (before.pk, "tombstone", "2026-01-01T00:00:00Z", run.pk)
    assert bytes(after.data) == unimarc(5) and after.received_at != before.received_at
    version = RawVersion.objects.get(raw_id=before.pk)
    assert (version.run_id, version.replaced_by, version.state, version.at) == (first.pk, run.pk, "active", after.received_at)
    assert RawVersion.objects.count() == 2, "what waited in quarantine had none"
    record = Record.objects.get(identifier="oai:partner:5")
    assert record.state == "tombstone" and abs(record.updated_at - timezone.now()) < timedelta(minutes=2)
    left = raw("bad2")
    assert (left.source_id, left.state, left.datestamp, left.run_id, bytes(left.data), left.sets) == (
        endpoint.source_id, "tombstone", "2026-01-02", run.pk, b"", [],
    )  # fmt: skip
    assert set(QuarantinedRecord.objects.values_list("identifier", flat=True)) == {"oai:partner:bad1"}


def test_a_bad_version_of_what_vanished_goes_with_it(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    partner.items[3] = Item("oai:partner:3", data=b"??", position=3)
    harvest(kind="full")
    del partner.items[3]
    run = harvest(kind="full")
    assert (run.vanished, raw(3).state, QuarantinedRecord.objects.count()) == (1, "tombstone", 0)


def test_a_deletion_that_is_announced_twice_counts_under_its_latest_date(held: HarvestRun) -> None:
    now = timezone.now()
    known = {number: retire.Known(number, b"", active=number != 3) for number in (1, 2, 3)}
    retire.delete(held, [(gone(number), known[number]) for number in known], now)
    early, late = gone(1), gone(2)
    early.datestamp, late.datestamp = "2026-01-15", "2026-02-15" + "x" * 40
    retire.delete(held, [(early, known[1]), (late, known[2])], now)
    said = AnnouncedDeletion.objects.order_by("identifier").values_list("run", "identifier", "datestamp")
    assert list(said) == [
        (held.pk, "oai:partner:1", "2026-02-01T00:00:00Z"), (held.pk, "oai:partner:2", ("2026-02-15" + "x" * 40)[:40]),
    ]  # fmt: skip
    assert not RawRecord.objects.exists(), "they are withdrawn when the run ends"


def test_what_was_never_met_leaves_a_tombstone_at_once_and_a_second_time_changes_nothing(held: HarvestRun) -> None:
    moments = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2)]
    for moment in moments:
        retire.delete(held, [(gone(7), None)], moment)
    left = RawRecord.objects.get()
    assert (left.identifier, left.state, left.datestamp, left.run_id, left.received_at) == (
        "oai:partner:7", "tombstone", "2026-02-01T00:00:00Z", held.pk, moments[0],
    )  # fmt: skip
    assert not RawVersion.objects.exists()


def test_finding_aids_whose_names_change_are_said_with_both(serve: Serve, harvest: Harvest) -> None:
    Endpoint.objects.update(format="ead", deletion_guard=100)
    partner = serve(Partner([given("a", "1")]))
    harvest()
    partner.items[:] = [given("b", "1", eadid="FR-693836101-a"), given("c")]
    said = harvest(kind="full").messages.get()
    assert (said.code, said.severity, said.count) == ("inventory_twice", "warning", 1)
    assert said.args == {"eadid": "FR-693836101-a", "name": "oai:x:a"}
    assert said.examples == [{"identifier": "oai:x:b", "position": 1, "args": said.args}]


def test_notices_are_no_finding_aids_when_they_go(serve: Serve, harvest: Harvest, monkeypatch: pytest.MonkeyPatch) -> None:
    partner = serve(Partner([item(n) for n in range(20)]))
    harvest()
    monkeypatch.setattr(retire.harvested_finding_aids, "withdraw_named", lambda *_: pytest.fail("there is none"))
    partner.items = [gone(3)]
    assert harvest().state == "done"


def test_what_json_does_not_know_is_written_as_text_and_accents_stay() -> None:
    assert json_of({"é": datetime(2026, 1, 2, tzinfo=UTC), "n": 3}) == '{"é": "2026-01-02 00:00:00+00:00", "n": 3}'
    assert json_of("\ud800\x00") == '"?\\ufffd"'


def pages_then(error: Exception | None, read: list[int]) -> Iterator[Page]:
    for number in range(5):
        read.append(number)
        yield Page(items=(), total=number)
    if error is not None:
        raise error


def test_pages_read_ahead_come_in_their_order_and_so_does_the_failure_after_them() -> None:
    assert [page.total for page in fetch.ahead(pages_then(None, []))] == [0, 1, 2, 3, 4]
    came = []
    with pytest.raises(ZeroDivisionError):
        for page in fetch.ahead(pages_then(ZeroDivisionError(), [])):
            came.append(page.total)
    assert came == [0, 1, 2, 3, 4]


def test_no_more_than_two_pages_are_read_ahead_and_nothing_is_read_once_the_harvest_stops() -> None:
    read: list[int] = []
    pages = fetch.ahead(pages_then(None, read))
    assert next(pages).total == 0
    assert wait_until(lambda: read == [0, 1, 2], seconds=60)
    assert not wait_until(lambda: len(read) > 3, seconds=0.6)
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "fetch"] == [True]
    pages.close()  # type: ignore[attr-defined]
    assert len(read) == 3
    assert not any(thread.name == "fetch" for thread in threading.enumerate())


@pytest.mark.parametrize("remote", [True, False])
def test_pages_of_a_partner_are_read_in_a_thread_and_stored_ones_in_this_one(remote: bool) -> None:
    names: list[str] = []
    partner = Partner([item(n) for n in range(25)], before_page=lambda page: names.append(threading.current_thread().name))
    client = type("Client", (PartnerProtocol,), {"partner": partner, "remote": remote})
    slice_ = Slice(options={"set": "x"})
    pages = list(fetch.pages_of(client(None), slice_, {"at": 10}))
    assert [page.checkpoint for page in pages] == [{"at": 20}, None]
    assert partner.asked == [(slice_, {"at": 10})]
    assert set(names) == {"fetch" if remote else threading.current_thread().name}
