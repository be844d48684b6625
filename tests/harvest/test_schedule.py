"""Does one partner's odd setting stop the others' harvests?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalogue.models import Source
from catalogue.services import institutions, register
from harvest.models import Endpoint, HarvestRun
from harvest.services import runs, schedule


@pytest.fixture
def points(db) -> list[Endpoint]:
    """Three points whose hour has come."""
    register.forget()
    institution = institutions.make("693836101", name="Bibliothèque A")
    past = timezone.now() - timedelta(hours=1)
    return [
        Endpoint.objects.create(
            source=Source.objects.create(slug=slug, name=slug, institution=institution),
            protocol="oai_pmh",
            url="http://127.0.0.1:9/oai",
            prefix="unimarc",
            format="unimarc",
            next_run_at=past,
            harvested_until=past,
            last_full_at=past,
        )
        for slug in ("first", "odd", "last")
    ]


def test_a_number_too_large_is_a_long_time_and_stops_nobody(points):
    Endpoint.objects.filter(source__slug="odd").update(full_every_days=2147483647, every_hours=2147483647)
    schedule.due_runs()
    assert set(HarvestRun.objects.values_list("endpoint__source__slug", flat=True)) == {"first", "odd", "last"}


@pytest.mark.parametrize("error", [OverflowError("date value out of range"), KeyError("x"), RuntimeError("a\x00b\n")])
def test_a_point_that_cannot_start_says_so_and_stops_no_other(points, monkeypatch, error):
    start = runs.start

    def sometimes(endpoint, **options):
        if endpoint.source.slug == "odd":
            raise error
        return start(endpoint, **options)

    monkeypatch.setattr(runs, "start", sometimes)
    schedule.due_runs()
    assert set(HarvestRun.objects.values_list("endpoint__source__slug", flat=True)) == {"first", "last"}
    odd = Endpoint.objects.get(source__slug="odd")
    assert odd.schedule_problem.startswith(type(error).__name__)
    assert odd.next_run_at > timezone.now() + timedelta(minutes=50)
    monkeypatch.setattr(runs, "start", start)
    Endpoint.objects.filter(pk=odd.pk).update(next_run_at=timezone.now() - timedelta(seconds=1))
    schedule.due_runs()
    assert Endpoint.objects.get(pk=odd.pk).schedule_problem == ""
    assert HarvestRun.objects.filter(endpoint=odd).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("every_hours", 0),
        ("every_hours", 2147483647),
        ("full_every_days", 2147483647),
        ("window_days", 10**9),
        ("page_size", 0),
        ("ports", [0]),
    ],
)
def test_a_setting_out_of_bounds_is_refused_with_a_sentence(points, field, value):
    setattr(points[0], field, value)
    with pytest.raises(ValidationError) as refused:
        points[0].full_clean()
    assert set(refused.value.message_dict) == {field}
