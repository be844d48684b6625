"""When is a library closed? Its page says why and until when, and a calendar follows it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.models import Institution, InstitutionPeriod
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page, text


@pytest.fixture
def closed(library: Library) -> Institution:
    """Lyon, closed for some days from today on, and once before."""
    lyon = Institution.objects.get(isil=f"FR-{samples.LYON}")
    today = timezone.localdate()
    lyon.weekly_hours, lyon.services, lyon.website = "Mo-Su 0:00-24:00", "Lecteur de microfilms", ""
    lyon.periods = [
        InstitutionPeriod(first_day=today, last_day=today + timedelta(days=9), reason="récolement, inventaire"),
        InstitutionPeriod(first_day=date(2020, 1, 1), last_day=date(2020, 1, 9), reason="vieille fermeture"),
    ]
    lyon.save_revision().publish()
    return lyon


def test_a_closure_is_said_with_its_reason_and_the_day_it_ends(client: Client, closed: Institution) -> None:
    found = page(client, institution_path(samples.LYON))
    again = timezone.localdate() + timedelta(days=10)
    today = text(found.select(".today")[0])
    assert "Fermé : récolement, inventaire." in today.replace("\u00a0", " ") and date_format(again, "j F") in today
    said = text(found)
    assert "fermé (récolement, inventaire)" in said and "Lecteur de microfilms" in said and "vieille fermeture" not in said


def test_closures_are_followed_in_a_calendar(client: Client, closed: Institution) -> None:
    found = page(client, institution_path(samples.LYON))
    link = next(str(one["href"]) for one in found.select("a[href]") if str(one["href"]).endswith(".ics"))
    answer = client.get(link)
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert answer["Content-Type"].startswith("text/calendar") and lines[0] == "BEGIN:VCALENDAR" and lines[-2] == "END:VCALENDAR"
    assert f"DTEND;VALUE=DATE:{timezone.localdate() + timedelta(days=10):%Y%m%d}" in lines
    assert any(line.startswith("SUMMARY:Lyon") and "récolement\\, inventaire" in line for line in lines)
    assert client.get(link.replace("/fermetures", "x/fermetures")).status_code == 404
