"""What does each record of a page become, and what is said of it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from catalogue.core.messages import Message
from catalogue.formats.base import Reading
from catalogue.models import Record, Source
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, RawRecord, SeenPage
from harvest.pipeline import lease, sort, twice
from harvest.pipeline.sort import Note, Sorted, sort_page
from harvest.pipeline.spending import Spending
from harvest.protocols.base import Item, Page
from harvest.services import runs
from tests.harvest.partner import Partner, PartnerProtocol, gone, item, unimarc

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>{title}</dc:title></oai_dc:dc>"
)


@pytest.fixture
def after(serve: Serve, harvest: Harvest, endpoint: Endpoint) -> Callable[..., HarvestRun]:
    """A run whose master is this process, after a harvest of these records."""

    def known(*items: Item, kind: str = "full") -> HarvestRun:
        serve(Partner(list(items)))
        harvest()
        run = lease.claim(runs.start(endpoint, kind=kind).pk)
        assert run is not None
        return run

    return known


def of(run: HarvestRun, *items: Item, **page: Any) -> Sorted:
    return sort_page(run, Page(items=items, **page))


def counted(found: Sorted) -> dict[str, int]:
    """The counters that are not zero; they add up."""
    counters = {name: count for name, count in found.counters.items() if count}
    assert found.counters["read"] == sum(count for name, count in counters.items() if name not in {"read", "let_go"})
    return counters


def refused(found: Sorted) -> list[tuple[str, str, bool]]:
    """Of each: its identifier, why, and whether it was known."""
    return [(one.item.identifier, one.reason.code, one.known is not None) for one in found.refused]


def about(item_: Item, severity: str, code: str) -> Note:
    return Note(severity, Message(code), item_.identifier, item_.position, item_.file)


def test_a_page_of_everything_is_counted_and_each_is_said_where_it_stands(after: Callable[..., HarvestRun]) -> None:
    run = after(*[item(n) for n in range(6)], gone(90))
    empty, empty_new = Item("oai:partner:3", position=4, file="a.xml"), Item("oai:new", position=5)
    set_aside = Item("oai:partner:4", data=b"bytes", position=6, refusal=Message("unreadable"))
    hollow = Item("oai:partner:5", position=7, refusal=Message("unreadable"))
    nameless = Item("", data=unimarc("x"), position=8)
    found = of(
        run, item(0), item(1, title="Corrigé"), gone(2), empty, empty_new, set_aside, hollow, nameless, item(40), gone(90), gone(91),
        messages=(Message("split_slice"),),
    )  # fmt: skip
    assert counted(found) == {"read": 11, "new": 1, "changed": 1, "unchanged": 2, "deleted": 2, "refused": 5}
    assert refused(found) == [
        ("oai:partner:3", "record_of_no_bytes", True),
        ("oai:new", "record_of_no_bytes", False),
        ("oai:partner:4", "unreadable", True),
        ("oai:partner:5", "record_of_no_bytes", True),
        ("", "no_identifier", False),
    ]
    assert found.notes == [
        Note("warning", Message("split_slice")),
        about(empty, "error", "record_of_no_bytes"),
        about(empty_new, "error", "record_of_no_bytes"),
        about(set_aside, "error", "unreadable"),
        about(hollow, "error", "record_of_no_bytes"),
        about(nameless, "error", "no_identifier"),
    ]
    assert [(one.item.identifier, one.known is None) for one in found.accepted] == [("oai:partner:1", False), ("oai:partner:40", True)]
    assert [(one.identifier, known is None) for one, known in found.deleted] == [
        ("oai:partner:2", False), ("oai:partner:90", False), ("oai:partner:91", True),
    ]  # fmt: skip
    assert found.readable == ["oai:partner:0", "oai:partner:1", "oai:partner:40"]
    assert len(found.unchanged) == 1


def test_of_two_versions_in_a_page_the_latest_is_taken_and_the_other_said(held: HarvestRun) -> None:
    old = replace(item(1, title="Ancien"), datestamp="2026-01-01", position=1, file="a")
    new = replace(item(1, title="Nouveau"), datestamp="2026-01-02T00:00:00Z", position=2)
    same = replace(item(1, title="Le dernier"), datestamp="2026-01-02", position=3)
    for first, second, taken in ((old, new, new), (new, old, new), (new, same, same), (same, new, new)):
        found = of(held, first, item(2), second)
        assert counted(found) == {"read": 3, "new": 2, "unchanged": 1}
        assert [one.item for one in found.accepted if one.item.identifier == "oai:partner:1"] == [taken]
        left = second if taken is first else first
        assert found.notes == [about(left, "warning", "identifier_twice")]


def test_three_versions_in_a_page_are_one_record_and_nameless_ones_are_never_the_same(held: HarvestRun) -> None:
    nameless = Item("", data=unimarc("x"), position=8)
    found = of(held, item(1), nameless, item(1), item(1), replace(nameless, position=9))
    assert counted(found) == {"read": 5, "new": 1, "unchanged": 2, "refused": 2}


def test_an_older_version_of_what_this_run_has_stored_is_said_with_its_place(after: Callable[..., HarvestRun]) -> None:
    run = after(replace(item(1), datestamp="2026-01-05T00:00:00Z"))
    older = replace(item(1, title="Ancien"), datestamp="2026-01-02T00:00:00Z", position=7)
    assert counted(of(run, older)) == {"read": 1, "changed": 1}, "another run stored it: the partner went back"
    RawRecord.objects.update(run_id=run.pk)
    found = of(run, older)
    assert counted(found) == {"read": 1, "unchanged": 1}
    assert len(found.unchanged) == 1
    assert found.notes == [Note("warning", Message("identifier_twice"), "oai:partner:1", 7)]


def test_a_record_that_went_back_with_its_whole_page_is_believed(after: Callable[..., HarvestRun], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twice, "MOST_GOING_BACK", 2)
    run = after(*[item(n) for n in range(3)])
    SeenPage.objects.create(run=run, raw_ids=list(RawRecord.objects.values_list("id", flat=True)))
    back = [replace(item(n, title="Revu"), datestamp="2020-01-01T00:00:00Z") for n in range(3)]
    assert counted(of(run, *back[:2])) == {"read": 2, "unchanged": 2}, "met in this run, they repeat themselves"
    assert counted(of(run, *back)) == {"read": 3, "changed": 3}
    undated = [replace(one, datestamp="") for one in back[:2]]
    assert counted(of(run, *undated)) == {"read": 2, "changed": 2}


def test_a_replay_counts_as_changed_what_is_said_otherwise_only(after: Callable[..., HarvestRun]) -> None:
    run = after(item(1), item(2), item(3), kind="replay")
    Record.objects.filter(identifier="oai:partner:2").update(digest=b"other")
    Record.objects.filter(identifier="oai:partner:3").update(state="tombstone")
    found = of(run, item(1), item(2), item(3))
    assert counted(found) == {"read": 3, "changed": 2, "unchanged": 1}
    assert [one.says_the_same for one in found.accepted] == [True, False, False]


def test_a_notice_that_says_itself_that_it_was_deleted_is_withdrawn_and_one_without_a_title_waits(after: Callable[..., HarvestRun]) -> None:
    run = after(*[item(n) for n in range(3)])
    deleted = item(1)
    deleted.data = deleted.data.replace(b"<leader>00000n", b"<leader>00000d")
    untitled = item(2)
    untitled.data = untitled.data.replace(b'tag="200"', b'tag="300"')
    found = of(run, deleted, untitled)
    assert counted(found) == {"read": 2, "deleted": 1, "refused": 1}
    assert [(one.identifier, known is not None) for one, known in found.deleted] == [("oai:partner:1", True)]
    assert refused(found) == [("oai:partner:2", "nothing_to_show", True)]
    noted = [note for note in found.notes if note.message.code in {"record_withdrawn_by_itself", "nothing_to_show"}]
    assert noted == [about(deleted, "info", "record_withdrawn_by_itself"), about(untitled, "error", "nothing_to_show")]


def test_a_fault_of_our_own_reader_costs_its_record_alone_and_is_named(
    after: Callable[..., HarvestRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = after(item(1))
    read = sort.read_item

    def fails(data: bytes, **options: Any) -> Reading:
        if b"Corrig" in data:
            raise KeyError
        return read(data, **options)

    monkeypatch.setattr(sort, "read_item", fails)
    spoiled = item(1, title="Corrigé")
    found = of(run, spoiled, item(2))
    assert counted(found) == {"read": 2, "new": 1, "refused": 1}
    assert refused(found) == [("oai:partner:1", "reader_failed", True)]
    reason = Message("reader_failed", {"error": "KeyError"})
    assert found.notes == [Note("error", reason, "oai:partner:1", 1)] and found.refused[0].reason == reason


def test_what_a_reading_warns_of_is_said_of_its_record(held: HarvestRun, monkeypatch: pytest.MonkeyPatch) -> None:
    read = sort.read_item
    told: list[Any] = []

    def warns(data: bytes, **options: Any) -> Reading:
        told.append(options)
        return replace(read(data, **options), warnings=(Message("split_slice"), Message("unreadable")))

    monkeypatch.setattr(sort, "read_item", warns)
    spoken = replace(item(4), file="quatre.xml")
    found = of(held, spoken)
    assert found.notes == [about(spoken, "warning", "split_slice"), about(spoken, "warning", "unreadable")]
    assert told == [{"format": held.endpoint.format, "identifier": "oai:partner:4", "position": 4}]


def test_a_refusal_without_a_word_is_said_unreadable(held: HarvestRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sort, "read_item", lambda data, **_: Reading(position=1, status="refused", identifier="", reason=None))
    assert refused(of(held, item(1))) == [("oai:partner:1", "unreadable", False)]


def test_of_a_large_library_what_was_kept_is_followed_and_the_rest_only_counted(after: Callable[..., HarvestRun]) -> None:
    def document(number: int, title: str) -> Item:
        return Item(f"oai:{number}", data=DC.format(title=title).encode(), position=number)

    Source.objects.update(curated=True)
    Endpoint.objects.update(format="dublin_core")
    run = after(document(1, "Histoire de Lyon"), document(2, "Voyage en Savoie"))
    found = of(
        run, Item("oai:1", deleted=True), Item("oai:7", deleted=True), document(2, "Voyage à Berlin"), document(3, "Histoire de Berlin"),
        document(4, "Vues de Grenoble"), Item("oai:8"), document(5, "Berlin encore"),
    )  # fmt: skip
    assert counted(found) == {"read": 4, "new": 1, "changed": 1, "deleted": 1, "refused": 1, "let_go": 3}
    assert [one.item.identifier for one in found.accepted] == ["oai:2", "oai:4"]
    assert refused(found) == [("oai:8", "record_of_no_bytes", False)]


def test_odd_characters_in_names_and_dates_are_replaced_before_anything_is_looked_up(held: HarvestRun) -> None:
    odd, plain = replace(item(1), identifier="é\x00", datestamp="\ud800"), replace(item(2), identifier="a\x00b", datestamp="x")
    sort.make_storable((odd, plain))
    assert [(one.identifier, one.datestamp) for one in (odd, plain)] == [("é\ufffd", "?"), ("a\ufffdb", "x")]


def test_what_came_readable_leaves_quarantine_though_it_is_the_only_one_on_its_page(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(1), Item("oai:partner:2", data=b"??", position=2), Item("oai:partner:3", data=b"??", position=3)]))
    harvest()
    partner.items = [item(1), item(2), Item("oai:partner:3", data=b"??", position=3)]
    harvest(kind="full")
    assert set(QuarantinedRecord.objects.values_list("identifier", flat=True)) == {"oai:partner:3"}


@pytest.mark.parametrize(
    ("requests", "waited", "met", "code", "limit"),
    [(9, 0, 0, "requests_ceiling", 10), (8, 0, 0, None, 0), (1, 1870, 5, "time_ceiling", 2), (1, 1869, 5, None, 0)],
)
def test_a_harvest_stops_at_its_ceilings_and_not_before(
    *, requests: int, waited: float, met: int, code: str | None, limit: int, held: HarvestRun, settings: Any
) -> None:
    settings.HARVEST_MOST_REQUESTS, settings.HARVEST_SECONDS_PER_RECORD = 10, 2
    held.requests, held.waited_seconds, held.read = 1, 0.6, 30
    client = type("Client", (PartnerProtocol,), {"partner": Partner([], spent=(requests, waited))})
    spent = Spending(held, client(None))
    spent.met(met - 1)
    spent.met(1)
    said = {"requests": requests + 1, "records": 30 + met, "seconds": round(waited + 0.6), "limit": limit}
    assert spent.over() == (Message(code, said) if code else None)
    settings.HARVEST_MOST_REQUESTS = settings.HARVEST_SECONDS_PER_RECORD = 0
    assert spent.over() is None, "0 is no ceiling"


def test_what_each_task_asked_of_the_partner_is_added_up(held: HarvestRun) -> None:
    for asked, waited in ((3, 1.5), (4, 2.0), (0, 9.0)):
        client = type("Client", (PartnerProtocol,), {"partner": Partner([], spent=(asked, waited))})
        with Spending(held, client(None)):
            pass
    held.refresh_from_db()
    assert (held.requests, held.waited_seconds) == (7, 3.5)
