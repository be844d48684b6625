"""Collections of digital copies of institutions and fonds, and the manifests that the portal makes itself (Presentation 3.0, §2 to §5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop

from portal.public import addresses
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.drawing import arks, fonds, institutions
from portal.publish.conformance.judging import Chance, Fault, check, each

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
OF_EACH, MANIFESTS = 12, 6
_CONTEXT = gettext_noop("The context is not that of Presentation 3.0.")
_IDENTITY = gettext_noop("It calls itself %(found)s.")
_LABEL = gettext_noop("%(what)s has no label, or one without a language.")
_EMPTY = gettext_noop("%(what)s holds nothing.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Every collection that there is among those drawn; manifests of ours that they lead to."""
    ours: list[str] = []
    yield from each(arks(institutions(chance, OF_EACH), fonds(chance, OF_EACH)), lambda ark: _collection(portal, ark, ours))
    yield from each(chance.sample(sorted(ours), min(MANIFESTS, len(ours))), lambda address: _manifest(portal, address))


def _collection(portal: Portal, ark: str, ours: list[str]) -> Iterator[Fault | None]:
    answer = portal.get(addresses.collection(ark))
    if answer.status == 404:  # nothing of it is digitised
        return
    told = answer.json()
    yield from _headed(told, portal, answer.address)
    for item in told.get("items", ()):
        yield check(_is_said(item.get("label")), answer.address, _LABEL, what=item.get("id", ""))
        if str(item.get("id", "")).startswith(f"{portal.site}/iiif/"):
            ours.append(item["id"])


def _manifest(portal: Portal, address: str) -> Iterator[Fault | None]:
    answer = portal.get(address)
    told = answer.json()
    yield from _headed(told, portal, answer.address)
    yield check(told.get("items"), answer.address, _EMPTY, what=address)
    for canvas in told.get("items", ()):
        whole = canvas.get("type") == "Canvas" and canvas.get("width", 0) > 0 < canvas.get("height", 0)
        painted = any(page.get("items") for page in canvas.get("items", ()))
        yield check(whole and painted, answer.address, _EMPTY, what=canvas.get("id", ""))


def _headed(told: dict[str, Any], portal: Portal, address: str) -> Iterator[Fault | None]:
    contexts = told.get("@context")
    yield check(contexts == CONTEXT or (isinstance(contexts, list) and contexts[-1:] == [CONTEXT]), address, _CONTEXT)
    yield check(str(told.get("id", "")).removeprefix(portal.site) == address, address, _IDENTITY, found=told.get("id", ""))
    yield check(_is_said(told.get("label")), address, _LABEL, what=told.get("id", ""))
    yield check(isinstance(told.get("items"), list), address, _EMPTY, what=told.get("id", ""))


def _is_said(label: Any) -> bool:
    """A language map: each value a list of texts (§4.4)."""
    return isinstance(label, dict) and bool(label) and all(isinstance(each, list) and any(each) for each in label.values())
