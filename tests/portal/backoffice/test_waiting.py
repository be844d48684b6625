"""Does the home page of each role show what waits first, and do mails say it once?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from catalogue.core.messages import Message
from catalogue.models import Institution, Source
from harvest.models import Endpoint, HarvestRun
from harvest.services import runs
from portal.backoffice import news
from portal.backoffice.waiting import MOST
from portal.celery import app
from tests.portal.backoffice.conftest import World, make_point, make_run


def home(world: World, who: str) -> str:
    return world.client(who).get("/gestion/").content.decode()


def last(point: Endpoint, **fields) -> HarvestRun:
    return make_run(point, **fields)


@pytest.mark.parametrize("who", ["partner admin of A", "superuser"])
def test_a_decision_comes_before_a_failure(world: World, who: str) -> None:
    asks = last(world.point_a2, state="needs_decision", reason_code="vanished_guard", reason_args={})
    page = home(world, who)
    assert page.index("Un moissonnage demande une décision") < page.index("Un moissonnage a échoué")
    assert reverse("harvesting:run", args=[asks.pk]) in page and reverse("harvesting:run", args=[world.run_a.pk]) in page
    assert (reverse("harvesting:run", args=[world.run_b.pk]) in page) == (who == "superuser")


def test_a_failure_that_was_mended_waits_no_more(world: World) -> None:
    last(world.point_a, state="done", read=5, new=5)
    assert reverse("harvesting:run", args=[world.run_a.pk]) not in home(world, "partner admin of A").partition("Vos moissonnages")[0]


def test_however_many_points_there_are_the_failures_are_shown_in_as_many_queries(world: World) -> None:
    def queries() -> int:
        client = world.client("superuser")
        client.get("/gestion/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/gestion/")
        return len(asked)

    for number in range(MOST):
        last(make_point(f"many-{number}", world.a))
    few = queries()
    for number in range(MOST, 3 * MOST):
        last(make_point(f"many-{number}", world.a))
    assert queries() == few
    assert f"et {3 * MOST + 2 - MOST} autres" in home(world, "superuser")


@pytest.mark.parametrize(("who", "sees"), [("editor", True), ("superuser", True), ("librarian of A", True), ("partner admin of B", False)])
def test_an_institution_that_is_not_published_is_said(world: World, who: str, sees: bool) -> None:
    Institution.objects.get(pk=world.a.pk).unpublish()
    assert ("Un établissement n’est pas publié" in home(world, who)) == sees


def test_who_has_nothing_waiting_is_told_so(world: World) -> None:
    assert "Rien pour l’instant." in home(world, "librarian of A")


def test_a_run_whose_records_are_all_refused_is_not_green(world: World) -> None:
    run = last(world.point_a, state="done", read=4, refused=4, reason_code="all_refused", reason_args={"refused": 4})
    client = world.client("partner admin of A")
    page = client.get(reverse("harvesting:run", args=[run.pk])).content.decode()
    assert "tout refusé" in page and "state-done" not in page
    assert "n’a rien apporté de lisible" in home(world, "partner admin of A")


def test_a_partner_that_sends_nothing_for_a_long_time_is_said_unless_nobody_wants_to_know(world: World) -> None:
    Source.objects.update(created_at=timezone.now() - timedelta(days=90))
    assert "n’a rien envoyé depuis longtemps" in home(world, "partner admin of A")
    last(world.point_a, state="done", new=3, read=3)
    Endpoint.objects.filter(pk=world.point_a2.pk).update(silent_days=0)
    assert "n’a rien envoyé depuis longtemps" not in home(world, "partner admin of A")
    Source.objects.update(created_at=timezone.now())
    Endpoint.objects.update(silent_days=60)
    assert "n’a rien envoyé depuis longtemps" not in home(world, "superuser"), "a new point is given its time"


@pytest.fixture
def quiet(world: World) -> World:
    """Nothing to tell."""
    HarvestRun.objects.all().delete()
    return world


def failed(point: Endpoint, **fields) -> HarvestRun:
    return last(point, **{"paused_at": timezone.now(), "ended_at": timezone.now()} | fields)


def test_a_failure_is_written_once_to_those_who_look_after_it_in_their_language(quiet: World, settings) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://portail.example"
    UserProfile.objects.create(user=quiet.people["partner admin of B"], preferred_language="en")
    run_a, run_b = failed(quiet.point_a), failed(quiet.point_b)
    assert news.tell() == 2 and news.tell() == 0
    told = {sent.to[0]: sent for sent in mail.outbox}
    assert set(told) == {quiet.people["partner admin of A"].email, quiet.people["partner admin of B"].email}
    in_french, in_english = told[quiet.people["partner admin of A"].email], told[quiet.people["partner admin of B"].email]
    assert (
        "un moissonnage a échoué" in in_french.subject
        and f"https://portail.example/gestion/moissonnage/suivi/{run_a.pk}/" in in_french.body
    )
    assert "a harvest has failed" in in_english.subject and str(run_b.pk) in in_english.body


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"state": "needs_decision", "reason_code": "vanished_guard", "ended_at": None}, "attend votre décision"),
        (
            {"state": "done", "read": 2, "refused": 2, "reason_code": "all_refused", "reason_args": {"refused": 2}},
            "rien apporté de lisible",
        ),
    ],
)
def test_what_asks_and_what_is_all_refused_is_written_too(quiet: World, fields: dict, said: str) -> None:
    failed(quiet.point_a, **fields)
    news.tell()
    assert [said in sent.subject for sent in mail.outbox] == [True]


def test_the_same_failure_every_night_is_not_written_every_night(quiet: World) -> None:
    for _ in range(3):
        failed(quiet.point_a)
        news.tell()
    assert len(mail.outbox) == 1
    failed(quiet.point_a, reason_code="too_many_tries", reason_args={"tries": 6, "last": {"code": "nothing_read", "args": {}}})
    news.tell()
    assert len(mail.outbox) == 2


def test_where_nobody_looks_after_a_source_the_superusers_are_told(quiet: World) -> None:
    quiet.people["partner admin of A"].groups.clear()
    failed(quiet.point_a)
    news.tell()
    assert [sent.to for sent in mail.outbox] == [[quiet.people["superuser"].email]]


def test_a_mail_server_that_is_away_is_tried_again(quiet: World, monkeypatch: pytest.MonkeyPatch) -> None:
    failed(quiet.point_a)

    def away(*args: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr(news, "send_mail", away)
        assert news.tell() == 0
    assert news.tell() == 1


def test_a_silence_is_written_once_in_its_time(quiet: World) -> None:
    Source.objects.filter(pk=quiet.point_a.source_id).update(created_at=timezone.now() - timedelta(days=90))
    assert news.tell() == 1 and news.tell() == 0
    assert "rien reçu depuis 60 jours" in mail.outbox[0].subject
    assert app.conf.beat_schedule["news-told"]["task"] == "portal.tell_news"


def test_an_aborted_run_says_it_of_its_slice_and_is_taken_up(world: World) -> None:
    run = HarvestRun.objects.create(endpoint=world.point_a2, kind="full", state="running", planned=True, started_at=timezone.now())
    run.windows.create(state="running")
    run.windows.create(state="done")
    runs.abort(run)
    page = world.client("partner admin of A").get(reverse("harvesting:run", args=[run.pk])).content.decode()
    assert sorted(run.windows.values_list("state", flat=True)) == ["aborted", "done"] and "swatch-aborted" in page
    assert sorted(runs.resume(run).windows.values_list("state", flat=True)) == ["done", "waiting"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_last_failure_announces_no_new_try(language: str) -> None:
    for code in ("refused", "busy", "too_slow", "polite", "cut"):
        last_answer = Message(f"protocol.http.{code}", {"host": "bm.example", "seconds": 5, "status": 503, "rate": 9, "received": 3})
        run = HarvestRun(reason_code="too_many_tries", reason_args={"tries": 6, "last": last_answer.as_json(fact_only=True)})
        with translation.override(language):
            said = run.reason
        assert "bm.example" in said and "%(" not in said
        assert not [word for word in ("again", "goes on", "nouvel", "redemand", "reprend", "réessay") if word in said], said
