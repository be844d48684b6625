"""The fonds of the demonstration: enough of them, of every kind, in words of the closed lists, with dates that can be read."""

from __future__ import annotations

from collections import Counter

import pytest

from catalogue.core.dates import parse
from catalogue.core.fonds import FONDS_TERMS
from catalogue.core.vocabularies import DOCUMENT_TYPES, LANGUAGES
from demonstration.fonds import fonds, houses
from demonstration.institutions import INSTITUTIONS
from portal import demonstration_fonds
from tests.selections import some


def test_there_are_enough_fonds_in_different_states_and_of_different_houses() -> None:
    keepers = {one.at for one in fonds() if one.at}
    assert len(fonds()) >= 40
    assert len(keepers) >= 15
    assert {one.isil or one.name for one in houses()} <= keepers
    assert keepers <= {one.isil for one in INSTITUTIONS} | {one.isil or one.name for one in houses()}
    assert set(Counter(one.state for one in fonds())) == set(FONDS_TERMS["census_state"])
    assert set(FONDS_TERMS["category"]) == {category for one in fonds() for category in one.categories}


@pytest.mark.parametrize("one", some(fonds()), ids=lambda one: one.key)
def test_each_says_what_the_lists_know(one) -> None:
    assert parse(one.dates).start is not None
    assert {unit for unit, _, _ in one.extents} <= set(FONDS_TERMS["extent_unit"])
    assert {certainty for _, _, certainty in one.extents} <= set(FONDS_TERMS["certainty"])
    assert {mode for mode, _, _ in one.entries} <= set(FONDS_TERMS["entry_mode"])
    assert one.status in FONDS_TERMS["legal_status"]
    assert one.accruals in FONDS_TERMS["accruals"]
    assert set(one.types) <= set(DOCUMENT_TYPES)
    assert set(one.languages) <= set(LANGUAGES)
    assert bool(one.at) != bool(one.under)


@pytest.mark.django_db
def test_they_are_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from catalogue.models import Fonds, Institution, PublishedFonds

    few = tuple(one for one in fonds() if one.key in ("rhone-saint-jean", "rhone-terriers", "imprimerie-audin"))
    monkeypatch.setattr(demonstration_fonds.described, "fonds", lambda: few)
    assert demonstration_fonds.load() == 3
    Fonds.objects.filter(title="Fonds Audin").update(title="Fonds Marius Audin")
    assert demonstration_fonds.load() == 0
    assert PublishedFonds.objects.count() == 3
    assert Institution.objects.filter(title__startswith="Musée").count() == 1
    assert Fonds.objects.filter(title="Fonds Marius Audin").exists()
