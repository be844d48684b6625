"""The fonds of the demonstration set: pages made once under their institutions; what people have changed since stays as it is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from catalogue.core.fonds import FONDS_TERMS
from catalogue.core.isil import code_of
from catalogue.models import (
    Fonds,
    FondsAcquisition,
    FondsCallNumber,
    FondsExtent,
    FondsFindingAid,
    FondsProducer,
    FondsSubject,
    Institution,
    RegisterEntry,
)
from catalogue.services import institutions
from demonstration import fonds as described

SEEN = date(2026, 3, 2)
ACCESS = "Sur rendez-vous, en salle du patrimoine (exemple de démonstration)."
AUTHOR = "Équipe de démonstration"


def load() -> int:
    """Make the houses and fonds that are missing; how many fonds were made."""
    for house in described.houses():
        make_house(house)
    there = set(Fonds.objects.values_list("number", flat=True))
    missing = [one for one in described.fonds() if one.number not in there]
    for one in missing:
        _fonds(one)
    return len(missing)


@transaction.atomic
def make_house(house: described.House) -> None:
    """The page of a house, unless it is there."""
    if Institution.objects.filter(title=house.name, to_complete=False).exists():
        return
    number = house.isil or RegisterEntry.next_local_isil()
    page = institutions.make(code_of(number), name=house.name)
    page.title, page.slug, page.to_complete = house.name, slugify(house.name)[:200], False
    for field in ("town", "insee", "department", "access", "presentation", "latitude", "longitude"):
        setattr(page, field, getattr(house, field))
    page.save_revision().publish()


@transaction.atomic
def _fonds(one: described.Fonds) -> None:
    parent: Any
    if one.under:
        number = next(other.number for other in described.fonds() if other.key == one.under)
        parent = Fonds.objects.get(number=number)
    else:
        parent = Institution.objects.filter(isil=one.at).first() or Institution.objects.get(title=one.at)
    page = Fonds(
        number=one.number,
        title=one.title,
        slug=f"fonds-{one.number}",
        live=False,
        level="subfonds" if one.under else "fonds",
        dates=one.dates,
        contents=one.contents,
        access=parent.access or ACCESS,
        document_types=list(one.types),
        languages=list(one.languages),
        categories=list(one.categories),
        legal_status=one.status,
        accruals=one.accruals,
        treatment="catalogued" if one.catalogued == 100 else "inventoried" if one.catalogued else "none",
        census_state=one.state,
        census_day=SEEN,
        census_author=AUTHOR,
        catalogued=one.catalogued,
        digitised=one.digitised,
        delivered_on=SEEN if one.state == "delivered" else None,
        author=AUTHOR,
    )
    _say_the_rest(page, one)
    parent.add_child(instance=page)
    page.save_revision().publish()


def _say_the_rest(page: Fonds, one: described.Fonds) -> None:
    page.call_numbers = [FondsCallNumber(value=value) for value in one.numbers]
    page.extents = [FondsExtent(unit=unit, number=number, certainty=certainty) for unit, number, certainty in one.extents]
    page.producers = [FondsProducer(name=name, kind=kind, collector=collector) for name, kind, collector in one.producers]
    page.acquisitions = [FondsAcquisition(mode=mode, date=day, note=note) for mode, day, note in one.entries]
    page.subjects = [FondsSubject(value=value, kind=kind) for value, kind in one.subjects]
    aids = one.aids or (("none", ""),)
    page.finding_aids = [FondsFindingAid(kind=kind, title=title) for kind, title in aids if kind in FONDS_TERMS["finding_aid_kind"]]
