"""The page of a run: its state in words, its sum, its slices, its messages, and what a person may do next."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from harvest.models import HarvestMessage, HarvestRun, QuarantinedRecord, RawRecord, Window
from harvest.services import schedule

SOURCES = '//table[@class="console-table"]//tbody//th/a'


def shown(world, run, who="partner admin of A"):
    return html.fromstring(world.client(who).get(reverse("harvesting:run", args=[run.pk])).content.decode())


def text(element) -> str:
    return re.sub(r"[ \n]+", " ", element.text_content()).strip()


def run_of(world, **fields) -> HarvestRun:
    return HarvestRun.objects.create(endpoint=world.point_a2, **{"kind": "full", "started_at": timezone.now()} | fields)


def deeds(page) -> list[str]:
    return page.xpath('//section[@class="run-actions"]//button/@id')


def test_a_failed_run_says_why_and_what_is_safe(world):
    page = shown(world, world.run_a)
    assert text(page.xpath('//p[@class="run-word"]')[0]) == "en échec"
    assert "Un moissonnage complet n’a lu aucune notice. Rien n’a été retiré." in text(page.xpath('//p[@class="run-reason"]')[0])


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("waiting", ["do-abort"]),
        ("running", ["do-abort"]),
        ("needs_decision", ["do-keep", "do-withdraw", "do-abort"]),
        ("done", ["do-harvest", "do-full"]),
        ("failed", ["do-resume", "do-harvest", "do-full"]),
        ("aborted", ["do-resume", "do-harvest", "do-full"]),
    ],
)
def test_each_state_offers_its_next_steps(world, state, wanted):
    assert deeds(shown(world, run_of(world, state=state))) == wanted


def test_a_run_that_another_one_followed_offers_nothing(world):
    old = run_of(world, state="failed")
    run_of(world, state="done")
    assert deeds(shown(world, old)) == []


def test_the_counters_are_shown_as_a_sum_that_adds_up(world):
    run = run_of(world, state="done", read=1000, new=700, changed=200, unchanged=80, deleted=15, refused=5)
    page = shown(world, run)
    figures = [int(re.sub(r"\D", "", figure)) for figure in page.xpath('//dl[@class="sum"]//dd/text()')]
    assert figures[0] == sum(figures[1:]) == 1000
    assert page.xpath('//dl[@class="sum"]//div/@data-sign') == ["=", "+", "+", "+", "+"]
    assert page.xpath('//dl[@class="sum"]//dt/text()') == ["lues", "nouvelles", "modifiées", "inchangées", "supprimées", "refusées"]


def test_the_strip_and_the_table_beneath_say_the_same(world):
    run = run_of(world, state="running")
    for number, state in enumerate(["done", "done", "failed", "running", "waiting", "split"]):
        start = datetime(2020 + number, 1, 1, tzinfo=UTC)
        Window.objects.create(run=run, start=start, end=start + timedelta(days=364), state=state, total=100, read=40)
    page = shown(world, run)
    groups = page.xpath('//*[local-name()="svg"]/*[local-name()="g"]/@class')
    bands = [name.removeprefix("band band-") for name in groups]
    assert bands == ["done", "done", "failed", "running", "waiting"]
    rows = page.xpath('//details[@id="strip-table"]//tbody/tr')
    states = [text(row.xpath("./td[3]")[0]) for row in rows]
    assert states == ["terminé", "terminé", "en échec", "en cours", "à faire"]


def test_messages_are_grouped_with_their_number_and_an_example(world):
    run = run_of(world, state="done")
    HarvestMessage.objects.create(
        run=run,
        code="identifier_twice",
        severity="warning",
        count=31,
        examples=[{"identifier": f"oai:{number}<b>", "position": number, "args": {}} for number in range(1, 6)],
    )
    cause = text(shown(world, run).xpath('//li[contains(@class, "cause")]')[0])
    assert cause.startswith("avertissement L’identifiant a été servi plus d’une fois")
    assert "31 fois" in cause
    assert "oai:1<b>" in cause
    assert "oai:4<b>" not in cause


def test_what_was_refused_leads_to_its_bytes(world):
    page = shown(world, world.run_a)
    assert f"{reverse('harvesting:quarantine')}?run={world.run_a.pk}" in page.xpath("//a/@href")


def test_a_running_run_has_a_rate_and_an_estimate(world):
    run = run_of(world, state="running", read=6000, new=6000, started_at=timezone.now() - timedelta(minutes=10))
    Window.objects.create(run=run, state="running", read=6000, total=12000)
    said = text(shown(world, run))
    assert "10 notices par seconde" in said
    assert "Le partenaire a annoncé 12\u202f000 notices" in said
    assert "Encore environ 10 minutes" in said


def test_a_run_that_nobody_works_on_says_so(world):
    run = run_of(world, state="waiting", started_at=None)
    assert "Aucun processus de moissonnage" in text(shown(world, run))
    schedule.beat("worker")
    assert "dès qu’un processus est libre" in text(shown(world, run))


def test_a_run_put_to_sleep_by_the_partner_says_until_when(world):
    schedule.beat("worker")
    run = run_of(world, state="running", not_before=timezone.now() + timedelta(hours=1))
    assert "demande d’attendre" in text(shown(world, run))


def test_the_page_can_be_followed_without_javascript(world):
    moving = shown(world, run_of(world, state="running"))
    link = '//div[@class="console"]//noscript//a/@href'
    assert moving.xpath(link) == [reverse("harvesting:run", args=[HarvestRun.objects.get(state="running").pk])]
    assert not shown(world, world.run_a).xpath(link)


def test_the_part_that_renews_itself_is_the_same_and_never_cached(world):
    run = run_of(world, state="running")
    answer = world.client("partner admin of A").get(reverse("harvesting:run_fragment", args=[run.pk]))
    assert "no-store" in answer["Cache-Control"]
    part = html.fromstring(answer.content.decode())
    assert part.get("data-moving") == "yes"
    assert text(part.xpath('.//dl[@class="sum"]')[0]) == text(shown(world, run).xpath('//dl[@class="sum"]')[0])
    HarvestRun.objects.filter(pk=run.pk).update(state="done")
    answer = world.client("partner admin of A").get(reverse("harvesting:run_fragment", args=[run.pk]))
    assert html.fromstring(answer.content.decode()).get("data-moving") == "no"


def test_abort_then_resume(world):
    client = world.client("partner admin of A")
    run = run_of(world, state="running")
    client.post(reverse("harvesting:run_action", args=[run.pk, "interrompre"]))
    run.refresh_from_db()
    assert run.state == "aborted"
    page = client.post(reverse("harvesting:run_action", args=[run.pk, "interrompre"]), follow=True).content.decode()
    assert "est déjà fini" in page
    client.post(reverse("harvesting:run_action", args=[run.pk, "reprendre"]))
    run.refresh_from_db()
    assert run.state == "waiting"


@pytest.mark.parametrize(("deed", "left"), [("conserver", 2), ("retirer", 0)])
def test_a_run_that_asks_is_answered(world, deed, left):
    for identifier in ("one", "two"):
        RawRecord.objects.create(source=world.point_a2.source, identifier=identifier, digest=b"", data=b"", received_at=timezone.now())
    run = run_of(world, state="needs_decision", reason_code="vanished_short", reason_args={"announced": 9, "read": 3, "vanished": 2})
    page = world.client("partner admin of A").post(reverse("harvesting:run_action", args=[run.pk, deed]), follow=True).content.decode()
    run.refresh_from_db()
    assert run.state == "done"
    assert RawRecord.objects.filter(source=world.point_a2.source, state="active").count() == left
    assert ("conservées par décision" in page) == (left == 2)


def test_an_unknown_deed_is_not_done(world):
    answer = world.client("superuser").post(reverse("harvesting:run_action", args=[world.run_a.pk, "supprimer"]))
    assert answer.status_code == 404


def test_the_list_is_filtered_by_state_and_by_source(world):
    run_of(world, state="done")
    client = world.client("superuser")

    def listed(**query) -> list[str]:
        page = html.fromstring(client.get(reverse("harvesting:runs"), query).content.decode())
        return [text(row) for row in page.xpath(SOURCES)]

    assert len(listed()) == 3
    assert listed(state="done") == [f"Source a-estampes, {HarvestRun.objects.get(state='done').pk}"]
    assert len(listed(source="b-livres")) == 1
    assert listed(source="b-livres", state="done") == []
    assert len(listed(state="nonsense", before="nonsense")) == 3


def test_a_thousand_runs_are_read_page_by_page_in_the_same_number_of_queries(world):
    HarvestRun.objects.bulk_create(HarvestRun(endpoint=world.point_a2, kind="full", state="done") for _ in range(120))
    client = world.client("partner admin of A")
    address, seen, counts = reverse("harvesting:runs"), [], []
    client.get(address)
    while address:
        with CaptureQueriesContext(connection) as captured:
            page = html.fromstring(client.get(address).content.decode())
        counts.append(len(captured))
        seen += page.xpath(f"{SOURCES}/@href")
        following = page.xpath('//a[@rel="next"]/@href')
        address = reverse("harvesting:runs") + following[0] if following else ""
    assert len(seen) == len(set(seen)) == 121
    assert len(counts) == 3
    assert max(counts) == min(counts)


def test_the_page_of_a_run_takes_as_many_queries_for_400_slices_as_for_one(world):
    run = run_of(world, state="running")
    client = world.client("superuser")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("harvesting:run", args=[run.pk]))
        return len(captured)

    Window.objects.create(run=run)
    queries()
    few = queries()
    Window.objects.bulk_create(Window(run=run, state="done", reason_code="nothing_read") for _ in range(400))
    HarvestMessage.objects.bulk_create(HarvestMessage(run=run, code=f"c{number}", severity="error", count=1) for number in range(50))
    QuarantinedRecord.objects.update(run=run)
    assert queries() == few


def test_the_tracker_asks_three_statements_of_its_own_and_the_frame_around_it_ten(world):
    """Those of the frame: the session, the account, its second factor, what it may do (2), its language, the locales, the pages and the
    collections that it has rights on, the root of the tree that it sees; they are Django's and Wagtail's.
    """
    for who, most in (("partner admin of A", 13), ("superuser", 10)):
        client = world.client(who)
        client.get(reverse("harvesting:runs"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("harvesting:runs"))
        asked = [one["sql"] for one in captured.captured_queries]
        own = [sql for sql in asked if "catalogue_institution" in sql or "harvest_" in sql or "catalogue_source" in sql]
        assert len(own) == 3 and len(asked) <= most, "\n".join(sql[:200] for sql in asked)
