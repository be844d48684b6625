"""The agenda: what is to come and what is over, at which hour in every season, and what readers' own programs are told."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.pages.events import Sort
from tests.portal.conftest import Library
from tests.portal.public.mediation.test_articles import COMING, article, event
from tests.portal.public.mediation.test_pages import address
from tests.portal.public.reading import page as read
from tests.portal.public.reading import text


def unfolded(client: Client, path: str) -> str:
    """A calendar, its long lines put together again."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return answer.content.decode().replace("\r\n ", "")


def test_the_agenda_has_what_is_to_come_by_date_and_past_events_apart(client: Client, library: Library) -> None:
    today = timezone.localdate()
    event("Bientôt", begins=today + timedelta(days=40))
    event("Demain", begins=today + timedelta(days=1))
    event("Ces jours-ci", begins=today - timedelta(days=3), ends=today)
    event("Hier", begins=today - timedelta(days=1))
    article("Pas un événement")
    shown = read(client, "/agenda")
    coming = [text(one) for one in shown.select(".agenda:not(.agenda--past) .hit-title")]
    assert coming == ["Ces jours-ci", "Demain", "Bientôt"]
    assert text(shown.select_one(".agenda h2")) == "En ce moment"
    assert [text(one) for one in shown.select(".agenda--past .hit-title")] == ["Hier"]
    assert "Rien n’est annoncé" not in text(shown.main)


def test_an_empty_agenda_leads_somewhere_else(client: Client, library: Library) -> None:
    shown = read(client, "/agenda")
    assert "Rien n’est annoncé" in text(shown.main)
    assert shown.select_one('main a[href="/etablissements"]')


HOURS: list[tuple[dict[str, Any], list[str], str]] = [
    ({"begins": date(2026, 10, 24), "opens": time(18), "closes": time(20)},  # the last day of summer time
     ["DTSTART:20261024T160000Z", "DTEND:20261024T180000Z"], "samedi 24 octobre 2026, de 18 h à 20 h"),
    ({"begins": date(2026, 10, 25), "opens": time(18), "closes": time(20)},  # the first of winter time
     ["DTSTART:20261025T170000Z", "DTEND:20261025T190000Z"], "dimanche 25 octobre 2026, de 18 h à 20 h"),
    ({"begins": date(2026, 10, 24), "ends": date(2026, 10, 25), "opens": time(20, 30), "closes": time(4)},  # nine hours and a half, not 7.5
     ["DTSTART:20261024T183000Z", "DTEND:20261025T030000Z"], "samedi 24 octobre 2026, de 20 h 30 à 4 h"),
    ({"begins": date(2027, 3, 28), "opens": time(9)}, ["DTSTART:20270328T070000Z"], "dimanche 28 mars 2027, à 9 h"),
    ({"begins": date(2026, 9, 19), "ends": date(2026, 9, 20), "opens": time(10), "closes": time(18)},
     ["DTSTART;VALUE=DATE:20260919", "DTEND;VALUE=DATE:20260921"], "du samedi 19 septembre au dimanche 20 septembre 2026, de 10 h à 18 h"),
    ({"begins": date(2027, 5, 1)}, ["DTSTART;VALUE=DATE:20270501", "DTEND;VALUE=DATE:20270502"], "samedi 1er mai 2027"),
]  # fmt: skip


@pytest.mark.parametrize(("told", "lines", "said"), HOURS)
def test_hours_are_those_of_the_clock_on_the_wall_in_every_season(
    client: Client, library: Library, told: dict[str, Any], lines: list[str], said: str
) -> None:
    made = event(**told)
    calendar = unfolded(client, f"{address(made)}/evenement.ics")
    assert re.findall(r"^DT(?:START|END).*(?=\r)", calendar, re.MULTILINE) == lines
    assert said in text(read(client, address(made)).select_one(".occasion"))


def test_a_calendar_program_follows_the_whole_agenda(client: Client, library: Library, settings: Any) -> None:
    settings.SITE_URL = "https://traboule.example"
    made = event(
        "Visite, avec un atelier", opens=time(14), commune="69123", place="Salle du fonds ancien", registration="https://lyon.example/x"
    )
    event("L’an passé", begins=COMING - timedelta(days=300))
    calendar = unfolded(client, "/agenda.ics")
    assert calendar.count("BEGIN:VEVENT") == 2
    assert r"SUMMARY:Visite\, avec un atelier" in calendar
    assert r"LOCATION:Salle du fonds ancien\, Lyon" in calendar
    assert f"URL:https://traboule.example{address(made)}" in calendar
    assert len(set(re.findall(r"^UID:.*", calendar, re.MULTILINE))) == 2
    assert client.get(f"{address(article())}/evenement.ics").status_code == 404


def test_search_engines_are_told_when_and_where(client: Client, library: Library) -> None:
    made = event(begins=date(2027, 1, 23), opens=time(18), closes=time(23), commune="69123", place="Salle du fonds ancien")
    told = json.loads(read(client, address(made)).select_one('script[type="application/ld+json"]').get_text())
    assert (told["@type"], told["startDate"], told["endDate"]) == ("Event", "2027-01-23T18:00:00+01:00", "2027-01-23T23:00:00+01:00")
    assert told["location"]["address"]["addressLocality"] == "Lyon"
    assert told["organizer"]["name"] == "Bibliothèque municipale de Lyon"
    told = json.loads(read(client, address(event(opens=time(14)))).select_one('script[type="application/ld+json"]').get_text())
    assert "endDate" not in told
    lesson = article(sort=Sort.RESOURCE, level="cycle-4")
    shown = read(client, address(lesson))
    assert json.loads(shown.select_one('script[type="application/ld+json"]').get_text())["educationalLevel"].startswith("Cycle 4")
    assert "Cycle 4" in text(shown.select_one(".told-head"))


def test_one_registers_until_the_event_is_over(client: Client, library: Library) -> None:
    here = "https://lyon.example/inscription"
    assert read(client, address(event(registration=here))).select_one(f'.occasion a[href="{here}"]')
    over = read(client, address(event(registration=here, begins=COMING - timedelta(days=60))))
    assert not over.select_one(f'a[href="{here}"]')
    assert "(passé)" in text(over.select_one(".occasion"))
