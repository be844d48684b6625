"""The conventions of the demonstration set: three that followed one another, with what each set out to do; made once, where there is none.

Their years, who signed and what they were about are known; days of signature, and every figure, are examples.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from catalogue.models import Convention
from catalogue.models.convention import ConventionIndicator, ConventionObjective

STATE = ("Bibliothèque nationale de France", "Direction régionale des affaires culturelles")
BEFORE, SINCE = "Agence Rhône-Alpes pour le livre et la documentation", "Auvergne-Rhône-Alpes Livre et Lecture"
PRESENTATION = "Les années et les sujets sont ceux d’une convention de la région ; les jours et les chiffres sont des exemples."
# First and last year, the agency, each objective with its actions, each indicator with what it was at signature and what is aimed at.
CONVENTIONS = (
    (
        (2007, 2011),
        BEFORE,
        (
            (
                "Relier les catalogues de la région au Catalogue collectif de France",
                ("Interroger les catalogues de Lectura depuis le CCFr", "Accorder les formats d’échange"),
            ),
            (
                "Dire les fonds au Répertoire national",
                ("Livrer les notices d’établissements et de fonds", "Relire les notices tous les trois ans"),
            ),
        ),
        (("institutions", 8, 20), ("delivered", 0, 300), ("training", 0, 10)),
    ),
    (
        (2017, 2019),
        SINCE,
        (
            (
                "Recenser les fonds de la grande région",
                ("Visiter les établissements que rien ne décrit encore", "Dire l’état de chaque fonds, du repérage au catalogue"),
            ),
            (
                "Faire connaître ce qui est numérisé",
                ("Expositions et parcours en ligne", "Ressources locales de Gallica montrées par les bibliothèques d’ici"),
            ),
        ),
        (("institutions", 20, 40), ("fonds", 25, 60), ("digitised", 500, 2000), ("paths", 0, 4)),
    ),
    (
        (2020, 2024),
        SINCE,
        (
            (
                "Achever le signalement",
                ("Chiffrer ce qu’il reste à cataloguer", "Livrer au CCFr les instruments de recherche en EAD"),
            ),
            (
                "Former ensemble",
                ("Deux journées par an : EAD, recensement, plan d’urgence", "Accompagner les établissements qui débutent"),
            ),
            (
                "Montrer les ressources locales de Gallica",
                ("Choisir, avec les bibliothèques, les documents d’intérêt local", "Calendriers de la presse ancienne"),
            ),
        ),
        (("before_1830", 40, 80), ("local", 30, 70), ("conformance", 0, 100), ("gallica", 0, 1000), ("training", 4, 20), ("paths", 2, 12)),
    ),
)


def load() -> int:
    """Make them, where no convention is there; how many were made."""
    if Convention.objects.exists():
        return 0
    for (first, last), agency, objectives, indicators in CONVENTIONS:
        made = Convention(
            title=f"Convention {first}-{last} (exemple de démonstration)",
            parties="\n".join((*STATE, agency)),
            signed=date(first, 1, 1),
            ends=date(last, 12, 31),
            presentation=PRESENTATION,
        )
        made.objectives = [ConventionObjective(title=title, actions="\n".join(actions)) for title, actions in objectives]
        made.indicators = [
            ConventionIndicator(code=code, at_signature=Decimal(before), target=Decimal(aim)) for code, before, aim in indicators
        ]
        made.save()
    return len(CONVENTIONS)
