"""Who reads how much an institution is read: its own people, month by month, in files and by mail; another institution's nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace

from catalogue.core.description import Holding, Title
from catalogue.core.keys import Kind
from catalogue.models import Ark, Record
from catalogue.services import arks
from portal.models import FiguresAsked, Letter, ReadCount
from portal.readership import figures, letters
from portal.readership.asked import Thing
from portal.readership.figures import PORTAL
from tests import kept_rows
from tests.harvest.test_deliveries import SOUND, store

PARIS = ZoneInfo("Europe/Paris")


def count(institution: str, thing: str, n: int, *, day: date, kind: int = 0, target: str = "") -> None:
    ReadCount.objects.create(institution=institution, thing=thing, n=n, day=day, kind=kind, target=target)


def _read(world: Any) -> dict[str, str]:
    names = {}
    for institution, point, title in ((world.a, world.point_a, "Le Phénix d’A"), (world.b, world.point_b, "Le Griffon de B")):
        copies = (Holding(institution=institution.code),)
        store(point.source, replace(SOUND, identifier=title, titles=(Title(value=title),), holdings=copies))
        arks.mint_missing(list(Record.objects.values_list("pk", flat=True)))
        names[title] = Ark.objects.get(kind=Kind.NOTICE, identifier=title).name
        names[institution.isil] = Ark.objects.get(kind=Kind.INSTITUTION, identifier=institution.isil).name
    return names


@pytest.fixture
def names(world: Any) -> dict[str, str]:
    """The arks of what was read of A and of B, this month and the one before."""
    names = kept_rows.once("what is read of A and B", lambda: _read(world))
    this, before = figures.last_months()[:2]
    for institution, title, often in ((world.a, "Le Phénix d’A", 1234), (world.b, "Le Griffon de B", 4321)):
        for place in (institution.isil, PORTAL):
            count(place, Thing.VIEW, often, day=this, kind=Kind.NOTICE, target=names[title])
            count(place, Thing.VIEW, 3, day=this, kind=Kind.INSTITUTION, target=names[institution.isil])
            count(place, Thing.CITATION, 7, day=this, kind=Kind.NOTICE, target=names[title])
            count(place, Thing.VIEW, 40, day=before, kind=Kind.NOTICE, target=names[title])
    for thing, often in ((Thing.SEARCH, 200), (Thing.NO_ANSWER, 30), (Thing.VISITOR, 77), (Thing.OAI, 555), (Thing.ROBOT, 9999)):
        count(PORTAL, thing, often, day=this)
    count(PORTAL, Thing.HOST, 12, day=this, target="mairie.example")
    return names


def page(world: Any, who: str, institution: Any, query: str = "") -> str:
    answer = world.client(who).get(reverse("readership:institution", args=[institution.pk]) + query, follow=True)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of A", "editor", "superuser"])
def test_she_sees_what_was_read_of_her_institution_and_nothing_of_another_s(world, names, who):
    said = page(world, who, world.a)
    assert "1\u202f234" in said and "Le Phénix d’A" in said and f"/ark:/{names['Le Phénix d’A']}" in said
    assert "Griffon" not in said and "4\u202f321" not in said


@pytest.mark.parametrize("who", ["partner admin of B", "nobody", "anonymous"])
def test_whoever_is_of_another_house_is_told_nothing(world, names, who):
    client = world.client(who)
    for query in ("", "?export=csv", "?export=csv&tableau=lus", "?export=xlsx"):
        said = page(world, who, world.a, query)
        assert "Phénix" not in said and "1234" not in said and "1\u202f234" not in said
    client.post(reverse("readership:mail", args=[world.a.pk]), {"wanted": "1"})
    assert not FiguresAsked.objects.exists()


def test_what_was_read_less_than_five_times_is_told_in_words(world, names):
    said = page(world, "librarian of A", world.a)
    assert "moins de 5" in said
    rows = page(world, "librarian of A", world.a, "?export=csv&tableau=lus").splitlines()
    assert rows[1].endswith("Le Phénix d’A,1234")
    assert rows[2].endswith("moins de 5") and len(rows) == 3


def test_the_months_are_a_file_with_headings_in_words(world, names):
    rows = page(world, "partner admin of A", world.a, "?export=csv&tableau=mois").splitlines()
    assert rows[0].startswith("Mois,Page de l’établissement,Fonds,Instruments de recherche,Notices,")
    assert rows[1].split(",")[0:5] == [f"{figures.last_months()[0]:%Y-%m}", "3", "0", "0", "1234"]
    assert len(rows) == 3, "months before counting began are not told as months without a reader"


def test_another_month_and_one_that_is_none(world, names):
    before = figures.last_months()[1]
    said = page(world, "librarian of A", world.a, f"?mois={before:%Y-%m}")
    assert said.count(">40<") == 2
    for odd in ("2026-13", "0000-00", "é", "2026-11' OR 1=1"):
        assert "1\u202f234" in page(world, "librarian of A", world.a, f"?mois={odd}")


def test_before_the_first_count_the_page_says_so(world):
    assert "Rien n’a encore été compté" in page(world, "librarian of A", world.a)


def test_the_list_has_one_s_institutions_alone(world, names):
    said = world.client("editor").get(reverse("readership:institutions")).content.decode()
    assert "1\u202f237" in said and "4\u202f324" in said
    answer = world.client("partner admin of A").get(reverse("readership:institutions"))
    assert answer.url == reverse("readership:institution", args=[world.a.pk])


def test_the_region_is_read_by_its_team(world, names):
    said = world.client("editor").get(reverse("readership:region")).content.decode()
    for words in ("77", "15\u00a0%", "555", "9\u202f999", "mairie.example", "4\u202f321", "Bibliothèque B"):
        assert words in said, words
    for table, words in (("mois", ",77,"), ("etablissements", "Bibliothèque B"), ("sites", "mairie.example,12")):
        answer = world.client("editor").get(reverse("readership:region"), {"export": "csv", "tableau": table})
        assert words in b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of A", "nobody", "anonymous"])
def test_nobody_else_reads_the_region(world, names, who):
    answer = world.client(who).get(reverse("readership:region"), follow=True)
    assert "Griffon" not in answer.content.decode() and "4\u202f321" not in answer.content.decode()
    assert "mairie.example" not in answer.content.decode()


def test_statements_do_not_grow_with_what_was_read(world, names, django_assert_max_num_queries):
    """Of the page and of the menu around it."""
    client = world.client("librarian of A")
    address = reverse("readership:institution", args=[world.a.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    this = figures.last_months()[0]
    for number in range(60):
        count(world.a.isil, Thing.VIEW, 9, day=this, kind=Kind.NOTICE, target=f"99999/t1nul{number}")
    with django_assert_max_num_queries(len(before)):
        assert client.get(address).status_code == 200


def ask(world: Any, who: str = "partner admin of A", **form: str) -> None:
    assert world.client(who).post(reverse("readership:mail", args=[world.a.pk]), form).status_code == 302


def after_the_month() -> datetime:
    return (
        datetime.combine(figures.month_of(timezone.localdate()), datetime.min.time(), PARIS).replace(hour=7)
        + (figures.last_months()[0] - figures.last_months()[1]) * 1.2
    )  # type: ignore[return-value]


def test_the_month_comes_by_mail_once_it_is_over_and_once(world, names):
    ask(world, wanted="1")
    assert "Ne plus les recevoir" in page(world, "partner admin of A", world.a)
    assert letters.send() == 0
    assert [letters.send(after_the_month()), letters.send(after_the_month())] == [1, 0]
    letter = Letter.objects.get()
    assert letter.to == "partner-admin-of-a@x.example" and letter.subject.startswith("Fréquentation de Bibliothèque A, ")
    for words in (
        "1\u202f234",
        "le mois précédent\u00a0: 40",
        "Le Phénix d’A",
        "moins de 5",
        f"/gestion/frequentation/{world.a.pk}/?mois=",
    ):
        assert words in letter.text, words
    assert "Griffon" not in letter.text
    ask(world)
    assert not FiguresAsked.objects.exists()


def test_who_has_left_the_house_receives_nothing(world, names):
    ask(world, wanted="1")
    world.people["partner admin of A"].groups.set(Group.objects.none())
    assert letters.send(after_the_month()) == 0
    assert not Letter.objects.exists() and not FiguresAsked.objects.exists()
