"""Reconciliation: the manifest of each sort, and things drawn by lot found again by their own names (API 0.2, §3 and §4)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_noop

from portal.publish.conformance.asking import Portal
from portal.publish.conformance.drawing import fonds, institutions, notices
from portal.publish.conformance.judging import Chance, Fault, check, each
from portal.publish.reconcile.sorts import SORTS

OF_EACH = 6
_WANTED = ("versions", "name", "identifierSpace", "schemaSpace")
_LACKS = gettext_noop("The manifest lacks %(name)s.")
_NOT_FOUND = gettext_noop("“%(name)s” is not among the first answers to its own name.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Every manifest; institutions, fonds and notices by name."""
    yield from each(SORTS, lambda sort: _manifest(portal, sort))
    named = {
        "institutions": [one.title for one in institutions(chance, OF_EACH)],
        "fonds": [one.title for one in fonds(chance, OF_EACH)],
        "notices": [one.description.title for one in notices(chance, OF_EACH) if one.description.title],
    }
    for sort, names in named.items():
        if sort in SORTS:
            yield from each(names, partial(_again, portal, sort))


def _manifest(portal: Portal, sort: str) -> Iterator[Fault | None]:
    answer = portal.get(reverse("reconcile", args=[sort]))
    told = answer.json()
    yield from (check(told.get(name), answer.address, _LACKS, name=name) for name in _WANTED)


def _again(portal: Portal, sort: str, name: str) -> Iterator[Fault | None]:
    answer = portal.get(reverse("reconcile", args=[sort]), queries=json.dumps({"q0": {"query": name, "limit": 10}}))
    found = [one["name"] for one in answer.json()["q0"]["result"]]
    yield check(found, answer.address, _NOT_FOUND, name=name)
