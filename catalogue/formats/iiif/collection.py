"""Collections of IIIF Presentation 3.0: manifests of digital copies, by whoever publishes them, gathered under one name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
TYPE = f'application/ld+json;profile="{CONTEXT}"'
FRENCH = "fr"


class Item(NamedTuple):
    """A manifest, or a collection of its own: its address and what it is called."""

    type: Literal["Manifest", "Collection"]
    id: str
    label: str


class Page(NamedTuple):
    """A page for readers."""

    id: str
    label: str


def collection(
    *, id: str, label: str, items: Iterable[Item], homepage: Page, provider: Page, facts: Sequence[tuple[str, str]] = (), summary: str = "",
    part_of: str = "", see_also: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The collection, for JSON. ``facts``: (label, value) pairs; ``part_of``: the collection that it is cut from; ``see_also``: (address,
    media type) of descriptions for machines.
    """
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "id": id,
        "type": "Collection",
        "label": _said(label),
        "homepage": [_page(homepage)],
        "provider": [{"id": provider.id, "type": "Agent", "label": _said(provider.label), "homepage": [_page(provider)]}],
    }
    if summary:
        made["summary"] = _said(summary)
    if facts:
        made["metadata"] = [{"label": _said(name), "value": {"none": [value]}} for name, value in facts]
    if see_also:
        made["seeAlso"] = [{"id": address, "type": "Dataset", "format": form} for address, form in see_also]
    if part_of:
        made["partOf"] = [{"id": part_of, "type": "Collection"}]
    return made | {"items": [{"id": each.id, "type": each.type, "label": {"none": [each.label]}} for each in items]}


def _said(text: str) -> dict[str, list[str]]:
    return {FRENCH: [text]}


def _page(page: Page) -> dict[str, Any]:
    return {"id": page.id, "type": "Text", "label": _said(page.label), "format": "text/html"}
