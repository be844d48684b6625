"""Gallica searched from a curator's desk: one request for each act, answers kept a month, refusals that rest everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from catalogue.formats.gallica_answers import Found
from harvest.models import GallicaQuestion
from harvest.services import gallica as turns
from harvest.services import gallica_questions as questions
from tests.catalogue.formats.test_gallica_answers import hits, passages
from tests.harvest.scripted_gallica import CHALLENGE, REFUSALS, Answer, Gallica, played

PAGE = "<item><p_id>PAG_12</p_id><content>à Trévoux</content></item>"


def behaves(path: str) -> Answer:
    return 200, "text/xml", passages(PAGE) if "ContentSearch" in path else hits(("bpt6k000001", "Plan de Trévoux"))


@pytest.fixture
def gallica(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gallica]:
    with played(behaves) as found:
        settings.GALLICA = found.address
        settings.CONTACT_EMAIL = "portail@x.example"
        monkeypatch.setattr(turns.timezone, "now", lambda: found.now)
        monkeypatch.setattr("harvest.protocols.politeness.MANNERS.cool", lambda place, *, seconds: None)
        yield found


def run(gallica: Gallica, steps: int = 4, *, seconds: float = 7) -> None:
    for _ in range(steps):
        questions.step()
        gallica.now += timedelta(seconds=seconds)


def test_an_act_is_one_request_whose_answer_is_kept_a_month(gallica):
    asked = questions.ask('  plan "de"  Trévoux\\ ', by="curator")
    run(gallica)
    assert questions.ask("plan de Trévoux", by="another") == asked
    run(gallica)
    ((_at, path, headers),) = gallica.log
    query = parse_qs(urlsplit(path).query)
    assert path.startswith("/SRU?") and query["query"] == ['(gallica all "plan de Trévoux")'] and query["maximumRecords"] == ["20"]
    assert headers["user-agent"] == "Traboule (+portail@x.example)" and headers["from"] == "portail@x.example"
    asked = GallicaQuestion.objects.get()
    found = questions.found_by(asked)
    assert isinstance(found, Found) and (found.total, found.hits[0].title) == (706, "Plan de Trévoux")
    gallica.now += timedelta(days=31)
    run(gallica)
    assert len(gallica.log) == 1
    questions.ask("plan de Trévoux", by="another")
    run(gallica)
    assert len(gallica.log) == 2


def test_words_are_looked_for_in_one_document(gallica):
    asked = questions.ask("Trévoux", by="curator", ark="bpt6k000001", title="Plan")
    assert questions.ask("Trévoux", by="curator") != asked
    run(gallica)
    paths = [urlsplit(path) for _at, path, _headers in gallica.log]
    assert [path.path for path in paths] == ["/services/ContentSearch", "/SRU"]
    assert parse_qs(paths[0].query) == {"ark": ["bpt6k000001"], "query": ["Trévoux"]}
    found = questions.found_by(GallicaQuestion.objects.get(ark="bpt6k000001"))
    assert found is not None and found.passages[0].page == 12


@pytest.mark.parametrize("typed", ["", "  ", '""', "«»", "\\"])
def test_nothing_is_asked_for_no_word(gallica, typed):
    assert questions.ask(typed, by="curator") is None
    run(gallica)
    assert gallica.log == []


def test_many_curators_ask_no_more_than_six_times_a_minute(gallica):
    for number in range(9):
        questions.ask(f"mot{number}", by="curator")
    run(gallica, 60, seconds=3)
    times = [at for at, _path, _headers in gallica.log]
    assert len(times) == 9 and max(sum(start <= at < start + timedelta(minutes=1) for at in times) for start in times) <= 6


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_rests_everything_and_the_question_waits(gallica, refusal):
    questions.ask("Trévoux", by="curator")
    gallica.script = [refusal] * 3
    run(gallica, 60, seconds=600)
    assert gallica.hours == [0, 1, 7] and turns.turn().stopped
    waiting = GallicaQuestion.objects.get()
    assert waiting.wanted_at is not None and waiting.answer is None
    turns.resume()
    run(gallica)
    assert GallicaQuestion.objects.get().answer is not None


def test_after_one_refusal_it_is_answered_without_a_person(gallica):
    questions.ask("Trévoux", by="curator")
    gallica.script = [(200, "text/html", CHALLENGE)]
    run(gallica, 20, seconds=600)
    assert GallicaQuestion.objects.get().answer is not None


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, "text/plain", b""), "protocol.http.gone"),
        ((200, "text/xml", hits(("bpt6k000001", "A"))[:-30]), "press.broken"),
        ((200, "text/xml", b"<issues/>"), "press.other"),
    ],
)
def test_what_is_no_answer_is_said_and_keeps_what_was_known(gallica, answer, reason):
    questions.ask("Trévoux", by="curator")
    run(gallica)
    gallica.now += timedelta(days=31)
    gallica.script = [answer]
    questions.ask("Trévoux", by="curator")
    run(gallica)
    found = GallicaQuestion.objects.get()
    assert (found.wanted_at, found.reason) == (None, reason) and found.answer is not None
    assert len(gallica.log) == 2
