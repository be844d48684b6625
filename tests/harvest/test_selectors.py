"""What the console reads: totals, slices, messages, reasons, in queries whose number does not grow."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from catalogue.models import Source
from catalogue.services import institutions, register
from harvest import selectors
from harvest.models import Endpoint, HarvestMessage, HarvestRun, QuarantinedRecord, RawRecord, Window
from harvest.services.report import totals as totals_by_identifier


@pytest.fixture
def point(db):
    register.forget()
    source = Source.objects.create(slug="a", name="A", institution=institutions.make("693836101"))
    return Endpoint.objects.create(source=source, protocol="oai_pmh", url="http://example.org/oai")


def raw(point, identifier, state="active"):
    RawRecord.objects.create(source=point.source, identifier=identifier, state=state, digest=b"", data=b"", received_at=timezone.now())


def held(point, key, code="unreadable", **fields):
    now = timezone.now()
    return QuarantinedRecord.objects.create(
        source=point.source, key=key, identifier=key, code=code, data=b"", first_seen_at=now, last_seen_at=now, **fields
    )


def test_totals_agree_with_the_report_of_the_command_line(point):
    for number in range(5):
        raw(point, f"shown-{number}")
    raw(point, "gone", state="tombstone")
    held(point, "broken")
    totals = selectors.totals_of([point.source_id])[point.source_id]
    assert totals == selectors.Totals(active=5, tombstones=1, quarantined=1)
    report = totals_by_identifier(point.source_id)
    assert (totals.active, totals.tombstones, totals.quarantined) == (report["active"], report["tombstones"], report["quarantined"])


def test_a_broken_new_version_is_counted_in_quarantine_though_the_old_one_is_shown(point):
    raw(point, "one")
    held(point, "one")
    assert selectors.totals_of([point.source_id])[point.source_id] == selectors.Totals(active=1, tombstones=0, quarantined=1)


def test_a_withdrawn_record_that_comes_back_broken_is_in_quarantine_only(point):
    raw(point, "one", state="tombstone")
    held(point, "one")
    assert selectors.totals_of([point.source_id])[point.source_id] == selectors.Totals(active=0, tombstones=0, quarantined=1)


def test_totals_of_many_sources_are_one_query(point, django_assert_num_queries):
    other = Source.objects.create(slug="b", name="B", institution=point.source.institution)
    with django_assert_num_queries(1):
        assert set(selectors.totals_of([point.source_id, other.pk])) == {point.source_id, other.pk}
    with django_assert_num_queries(0):
        assert selectors.totals_of([]) == {}


def test_pages_of_runs_follow_each_other_without_gap_or_double(point):
    runs = [HarvestRun.objects.create(endpoint=point, kind="full", state="done").pk for _ in range(7)]
    seen, before = [], None
    for _ in range(4):
        page = selectors.keyset_page(HarvestRun.objects.all(), before=before, size=3)
        seen += [run.pk for run in page.rows]
        before = page.next_before
        if before is None:
            break
    assert seen == runs[::-1]


def test_a_page_that_is_just_full_is_the_last_one(point):
    for _ in range(3):
        HarvestRun.objects.create(endpoint=point, kind="full", state="done")
    assert selectors.keyset_page(HarvestRun.objects.all(), before=None, size=3).next_before is None


def test_slices_come_in_the_order_of_time_without_those_that_were_cut(point):
    run = HarvestRun.objects.create(endpoint=point, kind="full")
    january, june = datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 6, 1, tzinfo=UTC)
    last = Window.objects.create(run=run, start=june)
    Window.objects.create(run=run, state="split")
    first = Window.objects.create(run=run, end=january)
    middle = Window.objects.create(run=run, start=january, end=june)
    assert selectors.windows_of(run) == [first, middle, last]


def test_messages_come_errors_first_then_the_most_frequent(point):
    run = HarvestRun.objects.create(endpoint=point, kind="full")
    for code, severity, count in (("a", "info", 90), ("b", "warning", 2), ("c", "error", 1), ("d", "warning", 30)):
        HarvestMessage.objects.create(run=run, code=code, severity=severity, count=count)
    assert [message.code for message in selectors.messages_of(run)] == ["c", "d", "b", "a"]


def test_reasons_are_counted_and_said_in_a_sentence(point, django_assert_num_queries):
    for number in range(3):
        held(point, f"x{number}")
    held(point, "long", code="identifier_too_long", args={"length": 2000, "limit": 1000})
    with django_assert_num_queries(2):
        reasons = selectors.reasons_of(QuarantinedRecord.objects.all())
    assert [(reason.code, reason.count) for reason in reasons] == [("unreadable", 3), ("identifier_too_long", 1)]
    assert "2000" in reasons[1].sentence


def test_the_last_run_of_each_point_is_found_in_one_query(point, django_assert_num_queries):
    for state in ("done", "failed", "done"):
        last = HarvestRun.objects.create(endpoint=point, kind="full", state=state)
    with django_assert_num_queries(1):
        assert [found.last_run_id for found in selectors.with_last_run(Endpoint.objects.all())] == [last.pk]
