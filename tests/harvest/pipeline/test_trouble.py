"""What becomes of a run when the partner fails, when we fail, when a person aborts it, and what a replay does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from wagtail.models import Page

from catalogue.core.messages import Message
from catalogue.models import Record, RegisterEntry
from harvest.models import Endpoint, HarvestRun
from harvest.protocols.base import Fatal, Item, RestartSlice, RetryLater, SplitSlice
from harvest.services import runs
from harvest.services.drive import drive
from runtime.processes import wait_until
from tests.harvest.partner import Partner, item

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]


def test_passing_trouble_is_waited_for_and_tried_again(serve: Serve, harvest: Harvest) -> None:
    falls = iter([True, True, False])

    def trouble(page: int) -> None:
        if page == 1 and next(falls, False):
            raise RetryLater(Message("unreadable"), seconds=0.05)

    serve(Partner([item(n) for n in range(25)], before_page=trouble))
    run = harvest()
    assert (run.state, run.new) == ("done", 25)


def test_trouble_that_does_not_pass_fails_the_slice_and_keeps_what_came(serve: Serve, harvest: Harvest) -> None:
    def trouble(page: int) -> None:
        if page == 1:
            raise RetryLater(Message("unreadable"), seconds=0.01)

    partner = serve(Partner([item(n) for n in range(25)], before_page=trouble))
    run = harvest()
    assert (run.state, run.new, run.reason_code) == ("failed", 10, "too_many_tries")
    assert Record.objects.count() == 10
    partner.before_page = lambda page: None
    run = runs.resume(run)
    assert run.state == "waiting"
    run = drive(run.pk, index=False)
    assert (run.state, run.read, run.new) == ("done", 25, 25)


def test_a_forgotten_token_starts_the_slice_again_and_doubles_nothing(serve: Serve, harvest: Harvest) -> None:
    falls = iter([True])

    def trouble(page: int) -> None:
        if page == 2 and next(falls, False):
            raise RestartSlice(Message("unreadable"))

    serve(Partner([item(n) for n in range(25)], before_page=trouble))
    run = harvest()
    assert (run.state, run.new, run.unchanged, run.read) == ("done", 25, 20, 45)
    assert Record.objects.count() == 25


def test_a_server_that_cannot_serve_the_whole_period_is_asked_for_halves(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(5)]))

    def too_much(page: int) -> None:
        slice_, _ = partner.asked[-1]
        if slice_.start is None and slice_.end is None:
            raise SplitSlice(Message("unreadable"))

    partner.before_page = too_much
    run = harvest()
    assert run.state == "done"
    assert sorted(run.windows.values_list("state", flat=True)) == ["done", "done", "split"]
    assert Record.objects.count() == 5


def test_what_no_retry_can_help_ends_the_run_with_its_sentence(serve: Serve, harvest: Harvest) -> None:
    def refuse(page: int) -> None:
        raise Fatal(Message("no_identifier"))

    serve(Partner([item(1)], before_page=refuse))
    run = harvest()
    assert (run.state, run.reason_code) == ("failed", "no_identifier")


def test_an_error_of_our_own_ends_the_run_and_never_leaves_it_running(serve: Serve, harvest: Harvest) -> None:
    def bug(page: int) -> None:
        raise ZeroDivisionError

    serve(Partner([item(1)], before_page=bug))
    run = harvest()
    assert (run.state, run.reason_code) == ("failed", "internal_error")


@pytest.mark.django_db(transaction=True)
def test_an_aborted_run_stops_at_the_next_page_and_can_be_resumed(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    def abort(page: int) -> None:
        if page == 2:  # asked for ahead, while an earlier one may still be on its way into the database
            assert wait_until(lambda: HarvestRun.objects.get(state="running").read >= 10, seconds=60)
            runs.abort(HarvestRun.objects.get(state="running"))
            connection.close()

    partner = serve(Partner([item(n) for n in range(45)], before_page=abort))
    run = harvest()
    assert run.state == "aborted"
    assert run.read in {10, 20}
    partner.before_page = lambda page: None
    run = drive(runs.resume(run).pk, index=False)
    assert (run.state, run.read, run.new) == ("done", 45, 45)


def test_a_replay_reads_the_stored_bytes_again_without_the_partner(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([*[item(n) for n in range(8)], Item(identifier="oai:partner:bad", data=b"??", position=9)]))
    harvest()
    serve(Partner([], before_page=lambda page: pytest.fail("the partner was asked")))
    assert harvest(kind="replay").unchanged == 8
    Record.objects.filter(identifier="oai:partner:5").update(description={"titles": [{"value": "abîmé"}]}, digest=b"other")
    run = harvest(kind="replay")
    assert (run.state, run.read, run.changed, run.unchanged, run.refused) == ("done", 9, 1, 7, 1)
    assert Record.objects.get(identifier="oai:partner:5").as_description.title == "Histoire de Lyon, tome 5"


def test_an_unknown_library_or_archive_is_written_in_the_register_and_makes_no_page(serve: Serve, harvest: Harvest) -> None:
    pages = Page.objects.count()
    serve(Partner([item(1, rcr="421876101"), item(2, rcr="FRAD42"), item(3, rcr="Médiathèque du Pilat")]))
    harvest()
    entries = RegisterEntry.objects.filter(met=True).values_list("isil", "rcr", "kind", "department", "name")
    assert sorted(entries) == [("FR-421876101", "421876101", "library", "42", ""), ("FR-FRAD042", "", "archive", "42", "")]
    assert Page.objects.count() == pages


def test_two_runs_of_one_source_never_overlap(endpoint: Endpoint) -> None:
    first = runs.start(endpoint)
    with pytest.raises(runs.RunRefused):
        runs.start(endpoint)
    runs.abort(first)
    assert runs.start(endpoint).state == "waiting"


def test_a_record_of_no_bytes_is_an_alarm_and_withdraws_nothing(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(12)]))
    harvest()
    partner.items[3] = Item(identifier="oai:partner:3", position=3)
    run = harvest(kind="full")
    assert (run.state, run.refused, run.vanished) == ("done", 1, 0)
    assert run.messages.get(code="record_of_no_bytes").severity == "error"
    assert Record.objects.filter(state="active").count() == 12


@pytest.mark.parametrize("data", [b"", b"<record><controlfield"])
def test_a_record_that_lost_its_name_is_not_taken_for_a_withdrawn_one(data: bytes, serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(30)]))
    harvest()
    partner.items[3] = Item(identifier="", data=data, position=3)
    run = harvest(kind="full")
    assert (run.state, run.reason_code) == ("needs_decision", "vanished_unidentified")
    assert Record.objects.filter(state="active").count() == 30
    runs.decide(run, withdraw=True)
    assert Record.objects.filter(state="active").count() == 29


def test_a_source_marked_to_be_read_again_is_read_in_full_once_and_says_so(endpoint: Endpoint, serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(n) for n in range(3)]))
    harvest()
    Endpoint.objects.update(read_again="drops_read_again")
    again, after = harvest(), harvest()
    assert (again.kind, after.kind) == ("full", "incremental")
    assert again.messages.filter(code="drops_read_again").exists()
    assert not after.messages.exists()
