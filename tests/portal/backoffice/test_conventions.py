"""Conventions: written by the regional team, followed by a report that counts what the census counts; nobody else's."""

from __future__ import annotations

import html
from datetime import date

import pytest
from django.urls import reverse

from catalogue.models import Convention
from catalogue.models.convention import ConventionIndicator, ConventionObjective
from catalogue.services import census as snapshots
from portal import demonstration_conventions
from tests.portal.backoffice.test_census import published
from tests.selections import some


@pytest.fixture
def signed(world) -> Convention:
    published(world.a, "Fonds ancien", 1000, categories=["before_1830"], catalogued=50)
    convention = Convention(title="Convention 2020-2024", parties="BnF\nDRAC", signed=date(2020, 1, 1), ends=date(2024, 12, 31))
    convention.objectives = [ConventionObjective(title="Recenser les fonds", actions="Enquête\nVersements")]
    convention.indicators = [
        ConventionIndicator(code="before_1830", at_signature=20, target=80),
        ConventionIndicator(code="training", at_signature=0, target=12, said=7, said_on=date(2024, 3, 1)),
    ]
    convention.save()
    return convention


def report(world, convention: Convention, who: str = "editor", query: str = "") -> str:
    return world.client(who).get(reverse("conventions:report", args=[convention.pk]) + query).content.decode()


def test_a_report_says_each_indicator_at_signature_now_and_as_aimed_at(world, signed):
    said = report(world, signed)
    for words in ("Recenser les fonds", "Versements", "DRAC", "Fonds ancien", "Imprimés antérieurs à 1830", "20", "50", "80", "01/03/2024"):
        assert words in said, words


def test_a_report_of_the_past_is_printed_again_as_it_was(world, signed):
    snapshots.take(date(2024, 6, 15))
    published(world.b, "Incunables", 3000, categories=["before_1830"], catalogued=100)
    assert "Incunables" in report(world, signed) and "Incunables" not in report(world, signed, query="?mois=2024-06")


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of A", "nobody", "anonymous"])
def test_nobody_but_the_regional_team_reads_or_writes_one(world, signed, who):
    client = world.client(who)
    for name, args in (("index", []), ("add", []), ("edit", [signed.pk]), ("delete", [signed.pk]), ("report", [signed.pk])):
        answer = client.get(reverse(f"conventions:{name}", args=args), follow=True)
        assert "Recenser" not in answer.content.decode() and "Convention 2020" not in answer.content.decode(), name
    client.post(reverse("conventions:delete", args=[signed.pk]))
    assert Convention.objects.exists()


def test_the_regional_team_writes_one_with_its_objectives(world):
    form = {
        "title": "Convention 2007-2011", "parties": "BnF", "signed": "2007-01-01", "ends": "2011-12-31", "presentation": "",
        "objectives-TOTAL_FORMS": "1", "objectives-INITIAL_FORMS": "0", "objectives-0-title": "Relier les catalogues",
        "objectives-0-actions": "Lectura dans le CCFr", "objectives-0-ORDER": "1",
        "indicators-TOTAL_FORMS": "1", "indicators-INITIAL_FORMS": "0", "indicators-0-code": "fonds", "indicators-0-target": "40",
        "indicators-0-ORDER": "1",
    }  # fmt: skip
    answer = world.client("editor").post(reverse("conventions:add"), form)
    assert answer.status_code == 302
    made = Convention.objects.get()
    assert made.objectives.get().title == "Relier les catalogues" and made.indicators.get().target == 40


def test_the_demonstration_has_its_three_conventions_once_each_with_a_report(world):
    assert (demonstration_conventions.load(), demonstration_conventions.load()) == (3, 0)
    for convention in some(Convention.objects.all()):
        told = report(world, convention)
        assert "exemple de démonstration" in told and "Bibliothèque nationale de France" in told
        assert all(one.title in html.unescape(told) for one in some(convention.objectives.all()))
