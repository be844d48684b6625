"""A grid of fonds: the seconds until it is drawn, written, written over and taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from bench.own_database import measured
from bench.table import Figure

PREVIEW, APPLY = 10.0, 60.0
BELOW: Final = 9  # sous-fonds of each fonds
KEEPER: Final = "693836101"


def figures(size: int = 2_000) -> list[Figure]:
    """A grid of ``size`` fonds, most of them under another one, half of them for readers."""
    return measured(_measure, size)


def grid_of(size: int, *, contents: str) -> bytes:
    """The file: trees of ten, every second line for readers, each with what a librarian usually fills in."""
    from catalogue.formats.fonds_grid.files import write_csv

    return "".join(write_csv(_lines(size, contents))).encode()


def _lines(size: int, contents: str) -> Iterator[dict[str, str]]:
    for number in range(size):
        place = number % (BELOW + 1)
        yield {
            "identifiant": f"F{number}",
            "sous": f"F{number - place}" if place else "",
            "titre": f"Fonds {number} des ateliers de la soie",
            "cotes": f"Ms {number}-{number + 9}",
            "dates": f"{1700 + number % 200}-{1750 + number % 200}",
            "importance": f"{number % 400 + 1} ; volumes ; compté | 3,5 ; mètres linéaires ; estimé",
            "producteurs": "Artaud, François (1767-1838) ; personne",
            "entrées": "Don ; 1921 ; Par sa famille.",
            "contenu": f"{contents} Correspondance, devis et plans des ateliers, par ordre de date.",
            "langues": "français | latin",
            "sujets": "Soie -- Industrie -- Lyon (Rhône)",
            "consultation": "Sur rendez-vous, en salle de lecture.",
            "instruments de recherche": "Sur papier ; Répertoire numérique",
            "publié": "oui" if number % 2 else "non",
        }


def _measure(size: int) -> list[Figure]:
    import django

    django.setup()
    from django.core.management import call_command

    from catalogue.models import Fonds, FondsBatch
    from catalogue.services import institutions, register
    from catalogue.services.fonds_grids import applying, undoing
    from portal.models import User

    call_command("migrate", verbosity=0)
    register.forget()
    user = User.objects.create_user("bench@x.example", "x")
    keepers = [institutions.make(KEEPER, name="Bibliothèque de Lyon")]

    def receive(content: bytes) -> FondsBatch:
        return applying.receive(content, name="fonds.csv", keepers=keepers, author="bench")

    def write(batch: FondsBatch) -> None:
        assert applying.write(batch, keepers=keepers, user=user) == "written"

    preview, first = _timed(lambda: receive(grid_of(size, contents="Lettres.")))
    apply, _ = _timed(lambda: write(first))
    assert Fonds.objects.count() == size
    again, second = _timed(lambda: receive(grid_of(size, contents="Papiers.")))
    change, _ = _timed(lambda: write(second))
    restore, _ = _timed(lambda: undoing.take_back(second, user=user))
    undo, _ = _timed(lambda: undoing.take_back(first, user=user))
    assert not Fonds.objects.exists(), "something was not taken back"
    told = f"{size} lines"
    return [
        Figure("grid of new fonds drawn, seconds", preview, PREVIEW, at_most=True, detail=told),
        Figure("the same written, seconds", apply, APPLY, at_most=True, detail=told),
        Figure("grid of fonds that change drawn, seconds", again, PREVIEW, at_most=True, detail=told),
        Figure("the same written, seconds", change, APPLY, at_most=True, detail=told),
        Figure("what changed taken back, seconds", restore, APPLY, at_most=True, detail=told),
        Figure("what was new taken back, seconds", undo, APPLY, at_most=True, detail=told),
    ]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    made = work()
    return time.perf_counter() - started, made
