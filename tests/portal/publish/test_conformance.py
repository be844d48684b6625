"""Each night the portal judges what it gives, and says what it found; the judges see what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone, translation

from catalogue.models import Institution
from catalogue.services import clustering
from portal.backoffice import waiting
from portal.models import ConformanceRun
from portal.publish.conformance import running
from portal.publish.conformance.asking import Portal, Unread
from portal.publish.conformance.judges import JUDGES
from portal.publish.conformance.judging import TOLD, Chance, Fault, Judge, Judgement, Skipped, check, judged
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.test_fonds import written
from tests.portal.publish.test_changes import settle

DAY = date(2026, 12, 1)


@pytest.fixture
def found(library: Library) -> dict[str, Judgement]:
    """What every judge finds of the samples."""
    return {judgement.judge: judgement for judgement in running.run(DAY)}


def test_no_judge_finds_anything_wrong_in_the_samples(found: dict[str, Judgement]) -> None:
    wrong = {name: [(fault.address, fault.said % fault.values) for fault in one.faults] for name, one in found.items() if one.failed}
    assert not wrong
    looked = {name for name, one in found.items() if one.examined}
    assert looked >= {"oai", "sru", "marc", "citations", "arks", "iiif", "changes", "reconciliation", "sitemaps"} & {j.name for j in JUDGES}
    assert found["schemas"].skipped and found["dumps"].skipped


def test_the_schemas_judge_where_somebody_put_them(library: Library, shared_data: Any, settings: Any) -> None:
    settings.SCHEMAS_DIR = shared_data / "schemas"
    judge = next(judge for judge in JUDGES if judge.name == "schemas")
    judgement = judged(judge, Portal(), Chance("x"))
    assert judgement.examined > 8 and not judgement.failed, judgement.faults


def answering(monkeypatch: pytest.MonkeyPatch, path: str, change: Any) -> None:
    """What is asked at addresses that begin so is answered otherwise."""
    right = Portal.get

    def wrong(self: Portal, asked: str, **parameters: str) -> Any:
        answer = right(self, asked, **parameters)
        return answer._replace(**change(answer)) if answer.address.startswith(path) else answer

    monkeypatch.setattr(Portal, "get", wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        # judge, beginning of the address, what the answer says, what it says instead
        ("oai", "/oai?verb=Identify", b"<granularity>YYYY-MM-DDThh:mm:ssZ</granularity>", b""),
        ("oai", "/oai?verb=ListMetadataFormats", b"oai_dc<", b"dc<"),
        ("oai", "/oai?verb=ListIdentifiers", b"<datestamp>2026-", b"<datestamp>2126-"),
        ("oai", "/oai?verb=ListRecords", b"cannotDisseminateFormat", b"badArgument"),
        ("oai", "/oai?verb=GetRecord", b"http://www.openarchives.org/OAI/2.0/oai_dc/", b"urn:else"),
        ("sru", "/sru?version=1.2&query=", b"diagnostic/1/16", b"diagnostic/1/15"),
        ("sru", "/sru?version=1.1&operation=explain", b"<explain", b"<explained"),
        ("arks", "", b"erc:", b"who:"),
        ("citations", "/ark:/", b"TY  - ", b"XX"),
        ("changes", "/changements/", b'"type": "Create"', b'"type": "Made"'),
        ("reconciliation", "/reconcile/", b'"identifierSpace"', b'"space"'),
        ("sitemaps", "/sitemap/", b"http://testserver/", b"http://elsewhere.invalid/"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_seen(library: Library, monkeypatch: pytest.MonkeyPatch, wrong: tuple[str, str, bytes, bytes]) -> None:
    judge, path, old, new = wrong
    clustering.rebuild()
    settle()
    replaced: list[str] = []

    def change(answer: Any) -> dict[str, bytes]:
        if old in answer.body:
            replaced.append(answer.address)
        return {"body": answer.body.replace(old, new)}

    answering(monkeypatch, path, change)
    looking = next(one for one in JUDGES if one.name == judge)
    judgement = judged(looking, Portal(), Chance("x"))
    assert replaced, "nothing was made wrong"
    assert judgement.failed, judgement


def test_what_a_worker_does_next_is_in_its_own_language(library: Library) -> None:
    with translation.override("fr"):
        assert Portal().get("/en/donnees").status == 200
        assert translation.get_language() == "fr"


def test_a_page_that_does_not_answer_is_told_with_its_address(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "/ark:/", lambda answer: {"status": 500})
    judgement = judged(next(one for one in JUDGES if one.name == "citations"), Portal(), Chance("x"))
    assert judgement.failed and judgement.faults[0].address.startswith("/ark:/")


def _fails(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    yield None
    raise ZeroDivisionError("<b>of its own</b>")


def _skips(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    raise Skipped("No dump was written yet.")
    yield None


def _finds(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    yield from (check(False, f"/{number}", "The page does not answer: %(status)s.", status="<b>") for number in range(2 * TOLD))
    raise Unread("/last", "503")


def a_judge(look: Any) -> Judge:
    return Judge("oai", "Harvesting", "OAI-PMH", "https://standard.invalid/", look)


@pytest.mark.django_db
def test_a_judge_that_fails_itself_is_a_fault_and_one_that_cannot_look_says_why() -> None:
    failed = judged(a_judge(_fails), Portal(), Chance("x"))
    assert (failed.examined, failed.failed) == (2, 1) and "ZeroDivisionError" in failed.faults[0].values["why"]
    assert judged(a_judge(_skips), Portal(), Chance("x")).skipped == "No dump was written yet."
    many = judged(a_judge(_finds), Portal(), Chance("x"))
    assert (many.examined, many.failed, len(many.faults)) == (2 * TOLD + 1, 2 * TOLD + 1, TOLD)


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    """One judge alone."""

    def chosen(look: Any) -> None:
        monkeypatch.setattr(running, "JUDGES", (a_judge(look),))

    return chosen


@pytest.mark.django_db
def test_the_page_says_what_was_found_and_never_as_markup(client: Client, only: Any) -> None:
    only(_finds)
    before = client.get("/donnees/conformite").content.decode()
    assert "n’ont pas encore regardé" in before
    running.run(DAY)
    page = client.get("/donnees/conformite").content.decode()
    assert "/0</code>" in page and "&lt;b&gt;" in page and "<b>" not in page
    told = client.get("/donnees/conformite.json").json()["judges"][0]
    assert told["failed"] == 2 * TOLD + 1 and told["faults"][0]["address"] == "http://testserver/0"


@pytest.mark.django_db
def test_the_page_asks_once_however_many_nights(client: Client, only: Any, django_assert_max_num_queries: Any) -> None:
    only(_skips)
    for _night in range(4):
        running.run(DAY)
    client.get("/donnees/conformite")
    with django_assert_max_num_queries(3):
        client.get("/donnees/conformite")


@pytest.mark.django_db(transaction=True)
def test_the_judges_look_at_once_the_first_time_then_each_night(only: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    only(_skips)
    assert running.run_if_due() and not running.run_if_due()
    ConformanceRun.objects.update(judged_at=timezone.now() - timedelta(hours=21))
    monkeypatch.setattr(running, "NIGHT", range(0))
    assert not running.run_if_due()
    monkeypatch.setattr(running, "NIGHT", range(24))
    assert running.run_if_due()


@pytest.mark.django_db
def test_what_is_old_is_not_kept(only: Any) -> None:
    only(_skips)
    running.run(DAY)
    ConformanceRun.objects.update(judged_at=timezone.now() - running.KEPT - timedelta(days=1))
    running.run(DAY)
    assert ConformanceRun.objects.count() == 1


@pytest.mark.django_db
def test_the_command_ends_badly_where_something_is_wrong(only: Any, capsys: pytest.CaptureFixture[str]) -> None:
    only(_finds)
    with pytest.raises(SystemExit):
        call_command("check_conformance")
    assert "/0" in capsys.readouterr().out
    only(_skips)
    call_command("check_conformance", "--json")
    assert '"skipped"' in capsys.readouterr().out


def test_a_fonds_that_a_recipient_would_refuse_is_seen(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    written(Institution.objects.get(isil=f"FR-{samples.LYON}"), "Livres de Portes")
    judge = next(one for one in JUDGES if one.name == "finding-aids")
    right = judged(judge, Portal(), Chance("x"))
    assert right.examined == 1 and not right.failed, right.faults
    answering(monkeypatch, "/ark:/", lambda answer: {"body": answer.body.replace(b"<archdesc", b"<archdesk")})
    assert judged(judge, Portal(), Chance("x")).failed == 1


@pytest.mark.django_db
def test_who_runs_the_portal_is_told_first_thing(only: Any, django_user_model: Any) -> None:
    only(_finds)
    running.run(DAY)
    runs_it = django_user_model.objects.create_superuser("admin@traboule.example", "un mot de passe bien long")
    (line,) = waiting._judges(runs_it).lines
    assert line.url == "/donnees/conformite#oai"
    only(_skips)
    running.run(DAY)
    assert not waiting._judges(runs_it).count and not waiting._judges(django_user_model(email="x@y.fr")).count
