"""What a record was before: kept by the statement that overwrites it, compared from run to run, let go with age."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from harvest.models import Endpoint, HarvestRun, RawRecord, RawVersion
from harvest.pipeline import journal
from harvest.selectors.versions import Change, compare, versions_of
from harvest.services import runs
from harvest.tasks import sweep
from tests.harvest.partner import Partner, gone, item, unimarc

pytestmark = pytest.mark.django_db
Serve = Callable[[Partner], Partner]
Harvest = Callable[..., HarvestRun]


def raw(number: int) -> RawRecord:
    return RawRecord.objects.get(identifier=f"oai:partner:{number}")


def changes(earlier: HarvestRun, later: HarvestRun, **options: Any) -> dict[str, Change]:
    return {found.identifier.rpartition(":")[2]: found.change for found in compare(earlier, later, **options).differences}


def test_what_a_harvest_overwrites_is_kept_byte_for_byte(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(12)]))
    first = harvest()
    assert not RawVersion.objects.exists()
    before = raw(3)
    partner.items[3] = item(3, title="Histoire de Vienne")
    second = harvest(kind="full")
    version = RawVersion.objects.get()
    assert (version.raw_id, version.run_id, version.replaced_by, version.state) == (before.pk, first.pk, second.pk, "active")
    assert (bytes(version.data), bytes(version.digest)) == (unimarc(3), bytes(before.digest))
    assert (version.received_at, version.datestamp) == (before.received_at, before.datestamp)
    assert version.at == raw(3).received_at
    assert [found.pk for found in versions_of(before.pk)] == [version.pk]


def test_what_comes_again_as_it_was_or_is_replayed_makes_no_version(serve: Serve, harvest: Harvest) -> None:
    serve(Partner([item(n) for n in range(5)]))
    for kind in ("full", "full", "replay"):
        assert harvest(kind=kind).state == "done"
    assert not RawVersion.objects.exists()


def test_a_withdrawal_and_a_return_are_two_versions(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(12)]))
    first = harvest()
    partner.items[3] = gone(3)
    second = harvest(kind="full")
    third_is_the_same = harvest(kind="full")
    partner.items[3] = item(3)
    fourth = harvest(kind="full")
    assert [(found.state, found.replaced_by) for found in versions_of(raw(3).pk)] == [("tombstone", fourth.pk), ("active", second.pk)]
    assert changes(first, second) == {"3": Change.WITHDRAWN}
    assert changes(second, third_is_the_same) == {}
    assert changes(second, fourth) == {"3": Change.RETURNED}
    assert changes(first, fourth) == {"3": Change.SAME}
    assert changes(fourth, first) == changes(first, fourth), "in whatever order they are given"


def test_two_runs_are_compared_whatever_came_between_and_after(serve: Serve, harvest: Harvest) -> None:
    partner = serve(Partner([item(n) for n in range(12)]))
    first = harvest()
    partner.items[1] = item(1, title="Une fois")
    partner.items.append(item(100))
    second = harvest(kind="full")
    partner.items[1] = item(1, title="Deux fois")
    partner.items[2] = item(2, title="Autre")
    partner.items[-1] = item(100, title="Corrigé")
    third = harvest(kind="full")
    partner.items[5] = item(5, title="Plus tard")
    harvest(kind="full")
    assert changes(first, second) == {"1": Change.CHANGED, "100": Change.NEW}
    assert changes(second, third) == {"1": Change.CHANGED, "2": Change.CHANGED, "100": Change.CHANGED}
    assert changes(first, third) == {"1": Change.CHANGED, "2": Change.CHANGED, "100": Change.NEW}
    one = compare(first, third, size=1)
    rest = compare(first, third, after=one.next_after or 0, size=10)
    assert len(one.differences) == 1 and len(rest.differences) == 2 and rest.next_after is None
    assert one.complete


def test_a_version_is_kept_as_many_days_as_the_setting_says(serve: Serve, harvest: Harvest, settings: Any) -> None:
    partner = serve(Partner([item(n) for n in range(12)]))
    first = harvest()
    for title in ("Deux", "Trois"):
        partner.items[:4] = [item(n, title=title) for n in range(4)]
        last = harvest(kind="full")
    old = list(RawVersion.objects.order_by("pk").values_list("pk", flat=True)[:4])
    RawVersion.objects.filter(pk__in=old).update(at=timezone.now() - timedelta(days=31))
    settings.RAW_VERSION_DAYS = 32
    assert journal.prune() == 0
    settings.RAW_VERSION_DAYS = 30
    assert journal.prune(most=3) == 3
    sweep()
    assert RawVersion.objects.count() == 4 and not RawVersion.objects.filter(pk__in=old).exists()
    HarvestRun.objects.filter(pk=first.pk).update(ended_at=timezone.now() - timedelta(days=31))
    assert not compare(HarvestRun.objects.get(pk=first.pk), last).complete


def test_no_day_keeps_nothing(serve: Serve, harvest: Harvest, settings: Any) -> None:
    settings.RAW_VERSION_DAYS = 0
    partner = serve(Partner([item(n) for n in range(12)]))
    harvest()
    partner.items[3] = item(3, title="Histoire de Vienne")
    partner.items[4] = gone(4)
    assert harvest(kind="full").changed == 1
    assert not RawVersion.objects.exists()


def test_runs_of_two_points_are_not_compared(endpoint: Endpoint) -> None:
    run = runs.start(endpoint)
    with pytest.raises(ValueError, match="two harvesting points"):
        compare(run, HarvestRun(pk=run.pk + 1, endpoint_id=endpoint.pk + 1))
