"""What is asked of Gallica for the calendar of a newspaper, how often, and what becomes of its refusals: its own log tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from catalogue.models import PressIssue, PressTitle
from harvest.models import CalendarAsking
from harvest.services import gallica as turns
from harvest.services import press
from tests.harvest.scripted_gallica import CHALLENGE, REFUSALS, Answer, Gallica, played

CB = "cb32000001d"
YEARS = b'<issues listType="years" parentArk="cb32000001d/date" totalIssues="4"><year>1879</year><year>1880</year></issues>'
ISSUES = {
    1879: b'<issues listType="issue" date="1879" parentArk="cb32000001d/date">'
    b'<issue ark="bpt6k1aaaa" dayOfYear="196">15 juillet 1879</issue>'
    b'<issue ark="bpt6k2aaaa" dayOfYear="196">15 juillet 1879</issue></issues>',
    1880: b'<issues listType="issue" date="1880" parentArk="cb32000001d/date">'
    b'<issue ark="bpt6k3aaaa" dayOfYear="60">29 f\xc3\xa9vrier 1880</issue><issue ark="bpt6k4aaaa">sans date</issue></issues>',
}


def behaves(path: str) -> Answer:
    asked = parse_qs(urlsplit(path).query)
    return 200, "text/xml", ISSUES[int(asked["date"][0])] if "date" in asked else YEARS


def run(gallica: Gallica, steps: int, *, seconds: float = 1) -> None:
    """Let workers wake so many times, every so many seconds."""
    for _ in range(steps):
        press.step()
        gallica.now += timedelta(seconds=seconds)


@pytest.fixture
def gallica(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gallica]:
    with played(behaves) as found:
        settings.GALLICA_ISSUES = f"{found.address}/services/Issues"
        settings.CONTACT_EMAIL = "portail@x.example"
        monkeypatch.setattr(press.timezone, "now", lambda: found.now)
        monkeypatch.setattr("harvest.protocols.politeness.MANNERS.cool", lambda place, *, seconds: None)
        yield found


@pytest.fixture
def title(db: None) -> PressTitle:
    return PressTitle.objects.create(notice="99999/b1", title="L’Écho", sorting="echo", gallica=CB)


@pytest.fixture
def wanted(title: PressTitle) -> Callable[[], CalendarAsking]:
    return lambda: CalendarAsking.objects.get(title=title)


def test_a_calendar_is_asked_in_one_call_for_the_years_and_one_for_each(gallica, title, wanted):
    press.want(title, by="curator")
    run(gallica, 40)
    assert [urlsplit(path).query for _, path, _ in gallica.log] == [
        "ark=ark:/12148/cb32000001d/date",
        "ark=ark:/12148/cb32000001d/date&date=1879",
        "ark=ark:/12148/cb32000001d/date&date=1880",
    ]
    found = list(PressIssue.objects.order_by("day", "place").values_list("year", "day", "place", "ark"))
    assert found == [
        (1879, date(1879, 7, 15), 0, "ark:/12148/bpt6k1aaaa"),
        (1879, date(1879, 7, 15), 1, "ark:/12148/bpt6k2aaaa"),
        (1880, date(1880, 2, 29), 0, "ark:/12148/bpt6k3aaaa"),
        (1880, None, 0, "ark:/12148/bpt6k4aaaa"),
    ]
    assert wanted().wanted_at is None and wanted().whole_at is not None and wanted().total == 4


def test_we_say_who_we_are_and_never_ask_more_than_ten_times_a_minute(gallica, title):
    for number in range(5):
        press.want(PressTitle.objects.create(notice=f"99999/c{number}", title="x", sorting="x", gallica=CB), by="curator")
    run(gallica, 60, seconds=3)
    times = [at for at, _, _ in gallica.log]
    assert len(times) == 15
    assert max(sum(start <= at < start + timedelta(minutes=1) for at in times) for start in times) <= 10
    assert {headers["user-agent"] for _, _, headers in gallica.log} == {"Traboule (+portail@x.example)"}
    assert {headers["from"] for _, _, headers in gallica.log} == {"portail@x.example"}


def test_nothing_is_asked_that_nobody_wants(gallica, title):
    run(gallica, 20)
    assert gallica.log == []


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_rests_an_hour_then_six_then_asks_a_person(gallica, title, wanted, refusal):
    press.want(title, by="curator")
    gallica.script = [refusal] * 3
    run(gallica, 50, seconds=600)
    assert gallica.hours == [0, 1, 7]
    assert turns.turn().stopped and not PressIssue.objects.exists()
    turns.resume()
    run(gallica, 40)
    assert PressIssue.objects.count() == 4
    assert (turns.turn().refusals, turns.turn().reason, wanted().wanted_at) == (0, "", None)


def test_after_one_refusal_it_goes_on_by_itself(gallica, title):
    press.want(title, by="curator")
    gallica.script = [(200, "text/html", CHALLENGE)]
    run(gallica, 20, seconds=600)
    assert PressIssue.objects.count() == 4 and not turns.turn().stopped


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((200, "text/xml", YEARS[:-10]), "press.broken"),
        ((200, "text/xml", YEARS.replace(b"cb32000001d", b"cb32000002q")), "press.wrong_title"),
        ((200, "text/xml", b"<error/>"), "press.other"),
        ((404, "text/plain", b""), "protocol.http.gone"),
    ],
)
def test_an_answer_that_is_none_is_asked_again_a_few_times_then_the_title_is_set_aside(gallica, title, wanted, answer, reason):
    other = PressTitle.objects.create(notice="99999/b2", title="Autre", sorting="autre", gallica=CB)
    gallica.script = [answer]
    press.want(title, by="curator")
    run(gallica, 40)
    assert PressIssue.objects.count() == 4
    gallica.script = [answer] * 3
    press.want(other, by="curator")
    run(gallica, 60)
    asking = CalendarAsking.objects.get(title=other)
    assert (asking.wanted_at, asking.failures, asking.reason) == (None, 3, reason)
    assert not PressIssue.objects.filter(title=other).exists()


def test_a_year_later_the_years_are_asked_again_and_nothing_more_where_nothing_came(gallica, title, wanted):
    press.want(title, by="curator")
    run(gallica, 40)
    gallica.now += timedelta(days=364)
    run(gallica, 20)
    assert len(gallica.log) == 3
    gallica.now += timedelta(days=2)
    run(gallica, 20)
    assert len(gallica.log) == 4 and wanted().wanted_at is None
    gallica.now += timedelta(days=366)
    gallica.script = [(200, "text/xml", YEARS.replace(b'"4"', b'"5"'))]
    run(gallica, 40)
    assert Counter("date=" in path for _, path, _ in gallica.log) == {True: 4, False: 3}


def test_a_year_that_gallica_no_longer_gives_leaves(gallica, title):
    press.want(title, by="curator")
    run(gallica, 40)
    gallica.script = [(200, "text/xml", YEARS.replace(b"<year>1879</year>", b""))]
    press.want(title, by="curator")
    run(gallica, 40)
    assert set(PressIssue.objects.values_list("year", flat=True)) == {1880}


def test_the_command_says_what_is_wrong_with_what_it_is_given(db):
    for arguments in (["x", "--institution", "1"], ["x", "--institution", "693836101"]):
        with pytest.raises(CommandError):
            call_command("press_calendar", *arguments)
