"""Joint training: announced by the regional team in the public agenda, followed as a calendar, counted under conventions; nobody named."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Convention, TrainingSession
from catalogue.models.convention import ConventionIndicator
from portal import demonstration_training

DAY = timedelta(days=1)
FORM = {
    "title": "Décrire un fonds", "starts": "2030-03-04", "ends": "2030-03-05", "hours": "9 h 30", "place": "Bibliothèque\nLyon",
    "programme": "L’EAD.", "organisers": "BnF\nDRAC", "registration": "https://x.example/i", "registration_until": "2030-03-01",
    "seats": "20", "people": "", "institutions": "", "shown": "on",
}  # fmt: skip


def session(title: str, starts: date, **facts) -> TrainingSession:
    given = {"ends": starts, "place": "Lyon", "organisers": "BnF\nDRAC", "shown": True, **facts}
    return TrainingSession.objects.create(title=title, starts=starts, **given)


def agenda(language: str = "", end: str = "") -> str:
    return Client().get(f"{language}/formations{end}").content.decode()


def test_the_agenda_says_what_is_to_come_and_what_was_held(db):
    today = timezone.localdate()
    session(
        "Numériser",
        today + 30 * DAY,
        seats=20,
        registration="https://x.example/i",
        registration_until=today + 20 * DAY,
        programme="Choisir.",
    )
    session("Close", today + 9 * DAY, registration="https://x.example/close", registration_until=today - DAY)
    session("Recenser", today - 30 * DAY, people=18, institutions=12)
    session("À préparer", today + 50 * DAY, shown=False)
    said = agenda()
    for words in (
        "Numériser",
        "20 places",
        "https://x.example/i",
        "Choisir.",
        "BnF, DRAC",
        "18 personnes sont venues",
        "de 12 établissements",
    ):
        assert words in said, words
    assert "x.example/close" not in said and "Les inscriptions sont closes" in said and "À préparer" not in said
    assert said.index("Close") < said.index("Numériser") < said.index("Recenser")
    assert "Joint training" in agenda("/en") and "18 people came" in agenda("/en")


def test_the_agenda_is_followed_as_a_calendar(db):
    session("Deux jours; à Lyon", date(2030, 3, 4), ends=date(2030, 3, 5), programme="Un\nDeux")
    session("Cachée", date(2030, 3, 4), shown=False)
    said = agenda(end=".ics")
    for line in ("SUMMARY:Deux jours\\; à Lyon", "DTSTART;VALUE=DATE:20300304", "DTEND;VALUE=DATE:20300306", "LOCATION:Lyon"):
        assert line in said, line
    assert "Cachée" not in said


def test_an_agenda_without_a_session_says_so(db):
    assert "Aucune session n’est encore annoncée" in agenda()


def test_a_convention_counts_the_days_that_were_held_under_it(world):
    convention = Convention(title="Convention", parties="BnF", signed=date(2020, 1, 1), ends=date(2024, 12, 31))
    convention.indicators = [ConventionIndicator(code="training", at_signature=0, target=12, said=99, said_on=date(2024, 3, 1))]
    convention.save()
    address = reverse("conventions:report", args=[convention.pk])
    assert ">99<" in world.client("editor").get(address).content.decode()  # what people say, while no session is written
    session("Dedans", date(2022, 5, 2), ends=date(2022, 5, 4), people=18, shown=False)
    session("Avant", date(2019, 12, 31), ends=date(2020, 1, 1))
    session("Dedans aussi", date(2024, 12, 31))
    said = world.client("editor").get(address).content.decode()
    assert "2 sessions derrière ce chiffre" in said and "Dedans, 02/05/2022 · 18 personnes" in said and "Avant," not in said
    assert ">4<" in said and ">99<" not in said


def test_the_regional_team_announces_a_session(world):
    client = world.client("editor")
    assert client.post(reverse("training:add"), FORM).status_code == 302
    made = TrainingSession.objects.get()
    assert (made.days, made.seats, made.shown) == (2, 20, True)
    for wrong in ({"ends": "2030-03-01"}, {"registration_until": "2030-04-01"}, {"people": "3", "institutions": "4"}):
        assert client.post(reverse("training:edit", args=[made.pk]), {**FORM, **wrong}).status_code == 200
    assert client.get(reverse("training:index")).status_code == 200


@pytest.mark.parametrize("who", ["librarian of A", "partner admin of A", "nobody", "anonymous"])
def test_nobody_else_announces_or_reads_what_is_not_in_the_agenda(world, who):
    made, client = session("À préparer", date(2030, 1, 1), shown=False), world.client(who)
    for name, args in (("index", []), ("add", []), ("edit", [made.pk]), ("delete", [made.pk])):
        assert "À préparer" not in client.get(reverse(f"training:{name}", args=args), follow=True).content.decode(), name
    client.post(reverse("training:add"), FORM)
    client.post(reverse("training:delete", args=[made.pk]))
    assert list(TrainingSession.objects.values_list("title", flat=True)) == ["À préparer"]


def test_the_demonstration_has_its_sessions_once(db):
    assert (demonstration_training.load(), demonstration_training.load()) == (4, 0)
    assert "exemple de démonstration" in agenda()
