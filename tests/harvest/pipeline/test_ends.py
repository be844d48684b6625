"""How does a harvest end: what is withdrawn, what is asked of a person and in which words, and what does the point remember of it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalogue.core.messages import Message
from catalogue.models import Record
from harvest.models import AnnouncedDeletion, Coverage, Endpoint, HarvestRun, RawRecord
from harvest.pipeline.finish import VANISHED_SET
from harvest.protocols.base import Item, ServerFacts
from harvest.services import runs
from tests.harvest.partner import Partner, gone, item

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]
ASKED = datetime(2026, 3, 1, tzinfo=UTC)  # by the partner's clock


def asked(run: HarvestRun) -> tuple[str, str, dict[str, Any]]:
    return run.state, run.reason_code, run.reason_args


def said(run: HarvestRun, code: str) -> tuple[str, int, dict[str, Any]]:
    message = run.messages.get(code=code)
    return message.severity, message.count, message.args


def active() -> int:
    return Record.objects.filter(state="active").count()


def near(moment: datetime | None, other: datetime) -> bool:
    return moment is not None and abs(moment - other) < timedelta(minutes=2)


@pytest.mark.parametrize("lost", [4, 5])
def test_the_tenth_of_the_records_may_vanish_and_no_more(lost: int, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    del partner.items[:lost]
    run = harvest(kind="full")
    if lost == 4:
        assert (asked(run), run.vanished, active()) == (("done", "", {}), 4, 36)
        return
    args = {"vanished": 5, "active": 40, "percent": 12, "limit": 10}
    assert (asked(run), run.vanished, active()) == (("needs_decision", "vanished_guard", args), 0, 40)
    assert said(run, "vanished_guard") == ("warning", 5, args)
    listed = [example["identifier"] for example in run.messages.get().examples]
    assert listed == [f"oai:partner:{n}" for n in range(5)]
    assert (run.ended_at, run.lease, run.lease_until) == (None, None, None) and near(run.paused_at, timezone.now())
    run = runs.decide(run, withdraw=True)
    assert (asked(run), run.vanished, run.guard_waived, active()) == (("done", "", {}), 5, True, 35)


@pytest.mark.parametrize("lost", [4, 5])
def test_the_tenth_of_the_records_may_be_said_deleted_and_no_more(lost: int, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    partner.items = [gone(n) for n in range(lost)]
    run = harvest()
    if lost == 4:
        assert (asked(run), active()) == (("done", "", {}), 36)
        assert not AnnouncedDeletion.objects.exists()
        return
    args = {"deleted": 5, "active": 40, "percent": 12, "limit": 10}
    assert (asked(run), active()) == (("needs_decision", "deleted_guard", args), 40)
    assert said(run, "deleted_guard") == ("warning", 5, args)
    run = runs.decide(run, withdraw=False)
    assert said(run, "deleted_kept") == ("info", 1, args) and not run.guard_waived


def test_a_full_list_that_says_itself_what_was_deleted_asks_all_the_same(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    partner.items[:20] = [gone(n) for n in range(20)]
    run = harvest(kind="full")
    assert (run.state, run.deleted, active()) == ("needs_decision", 20, 40)
    assert run.reason_args == {"vanished": 20, "active": 40, "percent": 50, "limit": 10}


@pytest.mark.parametrize("served", [94, 95])
def test_a_list_shorter_than_announced_by_a_twentieth_is_said(served: int, serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(n) for n in range(served)], total=100))
    run = harvest()
    assert asked(run) == ("done", "", {})
    assert [message.code for message in run.messages.all()] == (["list_shorter_than_announced"] if served == 94 else [])
    if served == 94:
        assert said(run, "list_shorter_than_announced") == ("warning", 1, {"announced": 100, "read": 94})


def test_what_a_short_list_does_not_hold_is_asked_about_with_the_numbers(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    del partner.items[38:]
    partner.total = 60
    args = {"announced": 60, "read": 38, "vanished": 2}
    run = harvest(kind="full")
    assert asked(run) == ("needs_decision", "vanished_short", args) and said(run, "vanished_short") == ("warning", 2, args)
    run = runs.decide(run, withdraw=False)
    assert (run.state, active()) == ("done", 40) and said(run, "vanished_kept") == ("info", 1, args)


def test_the_announced_numbers_of_all_slices_are_added(serve: Serve, harvest: Harvest) -> None:
    Endpoint.objects.update(window_days=1500)
    serve(Partner([item(n) for n in range(10)], total=60))
    run = harvest()
    assert run.windows.count() == 2
    assert said(run, "list_shorter_than_announced") == ("warning", 1, {"announced": 120, "read": 20})


def test_a_record_that_came_without_its_name_is_asked_about_with_the_numbers(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    partner.items[:2] = [Item(identifier="", data=b"", position=1)]
    run = harvest(kind="full")
    assert asked(run) == ("needs_decision", "vanished_unidentified", {"unidentified": 1, "vanished": 2})


@pytest.mark.parametrize(
    ("items", "state", "code"), [(38, "needs_decision", "vanished_with_set"), (40, "done", ""), (0, "failed", VANISHED_SET)]
)
def test_a_set_that_is_not_there_any_more_withdraws_nothing_by_itself(
    items: int, state: str, code: str, serve: Serve, harvest: Harvest
) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    partner.facts = replace(partner.facts, messages=(Message(VANISHED_SET, {"set": "anciens"}),))
    del partner.items[items:]
    run = harvest(kind="full")
    assert (run.state, run.reason_code, active()) == (state, code, 40)
    assert run.reason_args == {"vanished_with_set": {"vanished": 2}, VANISHED_SET: {"set": "anciens"}}.get(code, {})


def test_an_empty_full_harvest_is_an_error_and_is_tried_again_at_its_time(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    Endpoint.objects.update(every_hours=48)
    serve(Partner([]))
    run = harvest()
    assert asked(run) == ("failed", "nothing_read", {}) and said(run, "nothing_read") == ("error", 1, {})
    assert near(run.ended_at, timezone.now()) and near(run.paused_at, timezone.now())
    endpoint.refresh_from_db()
    assert near(endpoint.next_run_at, timezone.now() + timedelta(hours=48))
    assert (endpoint.harvested_until, endpoint.last_full_at) == (None, None)
    assert not Coverage.objects.exists()


@pytest.mark.parametrize(("records", "names", "said_so"), [(30, 27, False), (30, 26, True), (1, 1, False), (2, 1, False)])
def test_a_tenth_of_repeated_identifiers_is_usual(records: int, names: int, said_so: bool, serve: Serve, harvest: Harvest) -> None:
    serve(Partner([replace(item(n), identifier=f"ark:{n % names}") for n in range(records)]))
    run = harvest()
    assert run.messages.filter(code="few_identifiers").exists() is said_so
    if said_so:
        assert said(run, "few_identifiers") == ("warning", 1, {"read": records, "distinct": names})


def test_refused_and_deleted_records_are_not_counted_as_repeated_identifiers(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(1), *[gone(n) for n in range(10, 20)], *[Item(f"bad{n}", data=b"??", position=n) for n in range(10)]]))
    run = harvest()
    assert (run.read, run.deleted, run.refused) == (21, 10, 10)
    assert not run.messages.filter(code="few_identifiers").exists()


def test_a_harvest_of_nothing_but_refused_records_is_no_success(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([Item(f"bad{n}", data=b"??", position=n) for n in range(3)]))
    run = harvest()
    assert (asked(run), run.outcome) == (("done", "all_refused", {"refused": 3}), "refused")


def test_the_point_remembers_which_periods_of_which_set_it_has(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    Endpoint.objects.update(set_spec="anciens", window_days=1500, every_hours=12, read_again="drops_read_again")
    serve(Partner([item(1)]))
    run = harvest()
    cut = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=1500)
    covered = list(Coverage.objects.order_by("start").values_list("endpoint", "set_spec", "start", "end", "run"))
    assert sorted(covered, key=str) == sorted(
        [
            (endpoint.pk, "anciens", None, cut - timedelta(seconds=1), run.pk),
            (endpoint.pk, "anciens", cut, ASKED, run.pk),
        ],
        key=str,
    )
    endpoint.refresh_from_db()
    assert (endpoint.harvested_until, endpoint.read_again) == (ASKED, "")
    assert near(endpoint.last_full_at, timezone.now()) and near(endpoint.next_run_at, timezone.now() + timedelta(hours=12))
    assert (run.lease, run.lease_until, run.not_before) == (None, None, None) and near(run.ended_at, timezone.now())


def test_what_is_new_is_added_to_what_the_point_has_and_a_full_harvest_takes_its_place(
    endpoint: Endpoint, serve: Serve, harvest: Harvest
) -> None:
    partner = serve(Partner([item(1)]))
    first = harvest()
    full = timezone.now() - timedelta(days=3)
    Endpoint.objects.update(last_full_at=full)
    partner.facts = replace(partner.facts, response_date=ASKED + timedelta(days=1))
    second = harvest()
    assert second.kind == "incremental"
    assert set(Coverage.objects.values_list("run", "end")) == {(first.pk, ASKED), (second.pk, ASKED + timedelta(days=1))}
    endpoint.refresh_from_db()
    assert (endpoint.last_full_at, endpoint.harvested_until) == (full, ASKED + timedelta(days=1))
    third = harvest(kind="full")
    assert set(Coverage.objects.values_list("run", flat=True)) == {third.pk}


def test_a_replay_changes_nothing_of_what_the_point_remembers(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(1)]))
    harvest()
    values = Endpoint.objects.values("harvested_until", "last_full_at", "read_again")
    Endpoint.objects.update(read_again="drops_read_again")
    before, covered = values.get(), list(Coverage.objects.values())
    assert harvest(kind="replay").state == "done"
    assert (values.get(), list(Coverage.objects.values())) == (before, covered)


def test_without_a_clock_of_the_partner_the_next_harvest_asks_from_the_start_of_this_one(
    endpoint: Endpoint, serve: Serve, harvest: Harvest
) -> None:
    serve(Partner([item(1)], facts=ServerFacts(granularity="second")))
    run = harvest()
    endpoint.refresh_from_db()
    assert run.started_at is not None
    assert endpoint.harvested_until == run.started_at == Coverage.objects.get().end


def test_a_deletion_leaves_its_date_and_its_run(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(40)]))
    harvest()
    partner.items = [replace(gone(1), datestamp=""), replace(gone(2), datestamp="2026-02-01T00:00:00Z"), gone(900)]
    run = harvest()
    assert (run.state, run.deleted) == ("done", 3)
    raws = RawRecord.objects.filter(state="tombstone").values_list("identifier", "datestamp", "run_id")
    assert sorted(raws) == [
        ("oai:partner:1", "", run.pk),
        ("oai:partner:2", "2026-02-01T00:00:00Z", run.pk),
        ("oai:partner:900", "2026-02-01T00:00:00Z", run.pk),
    ]
