"""Fonds in a browser, on a phone and on a desk, in French and in English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from catalogue.models import (
    Fonds,
    FondsAcquisition,
    FondsDigitalCopy,
    FondsExtent,
    FondsFindingAid,
    FondsProducer,
    FondsRelated,
    FondsSubject,
    Institution,
)
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.test_fonds import path_of, written

pytestmark = pytest.mark.browser


@pytest.fixture
def coste(library: Library) -> Fonds:
    """A fonds that says everything, with a sous-fonds."""
    lyon = Institution.objects.get(isil=f"FR-{samples.LYON}")
    fonds = written(
        lyon,
        "Bibliothèque lyonnaise de Jean-Louis-Antoine Coste, conseiller à la cour de Lyon",
        dates="XVIe siècle-1851",
        document_types=["book", "print", "map"],
        languages=["fre", "lat"],
        categories=["local", "before_1830"],
        census_state="inventoried",
        census_day=dt.date(2026, 3, 2),
        census_author="Bibliothèque municipale",
        digitised=12,
        custody="Rue de la Charité, puis au lycée.",
        bibliography="Vingtrinier, Aimé. Catalogue de la bibliothèque lyonnaise de M. Coste. Lyon, 1853",
        extents=[
            FondsExtent(number=18600, unit="volume"),
            FondsExtent(unit="print"),
            FondsExtent(number=1, unit="box", certainty="counted"),
        ],
    )
    fonds.producers = [FondsProducer(name="Coste, Jean-Louis-Antoine (1784-1851)", number="027241637", collector=True)]
    fonds.acquisitions = [FondsAcquisition(mode="purchase", date="1855", note="par la Ville, aux héritiers")]
    fonds.finding_aids = [FondsFindingAid(kind="link", title="Catalogue de 1853", url="https://gallica.example/ark:/12148/bpt6k1")]
    fonds.digital_copies = [FondsDigitalCopy(url="https://gallica.example/ark:/12148/bpt6k2", label="Plans de Lyon")]
    fonds.subjects = [FondsSubject(value="Lyon (Rhône) -- Histoire")]
    fonds.related = [FondsRelated(title="Papiers Coste", institution="Archives municipales de Lyon", separated=True)]
    fonds.save_revision().publish()
    written(fonds, "Plans et vues de Lyon", level="subfonds")
    return fonds


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("before", ["", "/en"])
def test_a_fonds_can_be_read_by_everybody(reader: Callable[..., Reader], coste: Fonds, before: str, width: int) -> None:
    visit = reader(width=width)
    for path in (path_of(coste), "/fonds", "/recherche?q=coste"):
        visit.open(f"{before}{path}")
        assert visit.accessibility_faults() == [], path
        assert visit.too_wide() <= 0, path
        assert visit.strangers() == [] and visit.policy_breaches() == [] and visit.cookies == [], path
