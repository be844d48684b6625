"""The album of the demonstration set: plates deposited by one of its libraries on one of its fonds; deposited once, made by the worker."""

from __future__ import annotations

from django.core.files.base import ContentFile

from catalogue.models import Ark, Deposit, Fonds
from catalogue.models.ark import FONDS
from catalogue.services.deposits import opening, receiving, showing
from catalogue.services.deposits.showing import Arranged
from demonstration import fonds as described
from demonstration.facsimiles.plates import plate

AUTHOR = "Équipe de démonstration"
KEY = "lyon-coste"
TITLE = "Lettres et ornements d’imprimerie, album de quatre planches (exemple de démonstration)"
CREDIT = "planches composées par un programme"
PLATES = (
    ("Frontispice", ""),
    ("Seize lettres ornées", "Les lettres"),
    ("Filets, bandeaux et vignettes", "Les ornements"),
    ("Neuf marques inventées", ""),
)


def load() -> int:
    """Deposit the album where it never was; how many plates were handed in. The fonds of the set are there already."""
    number = next(one.number for one in described.fonds() if one.key == KEY)
    ark = Ark.objects.filter(namespace=FONDS, identifier=str(number)).values_list("name", flat=True).first()
    page = Fonds.objects.filter(number=number, live=True).first()
    if ark is None or page is None or Deposit.objects.filter(target=ark, author=AUTHOR).exists():
        return 0
    keeper = page.get_parent().specific
    deposit = opening.open_deposit(keeper, opening.Said(title=TITLE, rights="cc0", target=ark, credit=CREDIT), author=AUTHOR)
    for place, (caption, part) in enumerate(PLATES, 1):
        view = receiving.take(deposit, ContentFile(plate(place, caption)), name=f"planche-{place}.jpg")
        showing.arrange(deposit, [Arranged(view.pk, place, caption, part)])
    showing.show(deposit)
    return len(PLATES)
