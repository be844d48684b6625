"""The training sessions of the demonstration set: two that were held, two to come; made once, where there is none."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from catalogue.models import TrainingSession

ORGANISERS = "Bibliothèque nationale de France\nDRAC Auvergne-Rhône-Alpes\nAuvergne-Rhône-Alpes Livre et Lecture"
# Title, days from today, days that it takes, place, programme, people and institutions that came (None: to come).
SESSIONS = (
    ("Décrire un fonds ancien en EAD", -320, 2, "Bibliothèque municipale, Grenoble", "Du fonds au composant ; exercices.", (18, 12)),
    ("Plan d’urgence : préparer, s’entraîner", -95, 1, "Archives municipales, Lyon", "Visite, rédaction, exercice d’évacuation.", (24, 16)),
    ("Recenser ses fonds patrimoniaux", 40, 1, "Médiathèque, Clermont-Ferrand", "La notice du Répertoire ; l’état du recensement.", None),
    ("Numériser avec Gallica", 75, 2, "Médiathèque, Chambéry", "Choisir, préparer, décrire ; les conventions de numérisation.", None),
)


def load() -> int:
    """Make them, where no session is there; how many were made."""
    if TrainingSession.objects.exists():
        return 0
    today = timezone.localdate()
    made = []
    for title, after, days, place, programme, came in SESSIONS:
        starts = today + timedelta(days=after)
        starts += timedelta(days=(1 - starts.weekday()) % 7)  # a Tuesday: nobody trains on Sundays
        session = TrainingSession(
            title=f"{title} (exemple de démonstration)",
            starts=starts,
            ends=starts + timedelta(days=days - 1),
            hours="9 h 30 – 17 h",
            place=place,
            programme=programme,
            organisers=ORGANISERS,
            seats=25,
            shown=True,
        )
        if came is None:
            session.registration, session.registration_until = "https://example.org/inscription", starts - timedelta(days=10)
        else:
            session.people, session.institutions = came
        made.append(session)
    return len(TrainingSession.objects.bulk_create(made))
