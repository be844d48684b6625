"""Digital copies: what an address says of the document behind it (its ARK, its IIIF manifest, its thumbnail)."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from catalogue.core.description import DigitalCopy
from catalogue.core.identifiers import normalise_ark
from catalogue.core.vocabularies import fold
from catalogue.formats.cleaning import split_url
from catalogue.formats.online import is_about_documents

_GALLICA = "gallica.bnf.fr"
_OF_GALLICA = "ark:/12148/b"
_OF_A_CATALOGUE = re.compile(r"ark:/12148/c[bc]")  # the list of a periodical's issues is at the ark of its notice: no picture there
# Addresses of IIIF manifests are free (Presentation API 3.0, §4.1), but nearly all end in these words.
_MANIFEST = re.compile(r"/manifest(?:\.json)?/?(?:\?|$)|/iiif/(?:[^?]*/)?manifests?/", re.IGNORECASE)
_MANIFEST_TYPES = ("application/ld+json", "application/json")
_NEAR = 20  # a manifest stands near its document; records with thousands of addresses exist
_THUMBNAILS = ("vignette", "thumbnail", "miniature", "apercu")


def digital_copy(address: str, *, label: str = "", rights: str = "", place: str = "") -> DigitalCopy | None:
    """The digital copy at ``address``, or None where the address is not one a reader may follow.

    Gallica's manifest and thumbnail stand at addresses made from the ARK (api.bnf.fr, IIIF and document services).
    """
    url, host = split_url(address)
    if not url:
        return None
    ark = normalise_ark(url) if "ark:" in url else ""
    if not ark or is_about_documents(host):  # an ARK of a catalogue names a notice or an authority, not a digitised document
        return DigitalCopy(url=url, label=label, rights=rights, place=place)
    manifest = thumbnail = ""
    if host == _GALLICA and not _OF_A_CATALOGUE.match(ark):
        manifest = f"https://{_GALLICA}/iiif/{ark}/manifest.json"
        thumbnail = f"https://{_GALLICA}/{ark}.thumbnail"
    return DigitalCopy(url=url, ark=ark, manifest=manifest, thumbnail=thumbnail, rights=rights, label=label, place=place)


def manifest_of(copy: DigitalCopy) -> str:
    """The manifest of a copy: the one that its record gives, else what its address tells, or its ark where it is Gallica's; "" where nobody
    knows of one.
    """
    if copy.manifest:
        return copy.manifest if split_url(copy.manifest)[0] else ""
    known = digital_copy(copy.url or (f"https://{_GALLICA}/{copy.ark}" if copy.ark.startswith(_OF_GALLICA) else ""), label=copy.label)
    if known is None:
        return ""
    return known.url if is_manifest(known.url, label=copy.label) else known.manifest


def is_manifest(address: str, *, media_type: str = "", label: str = "") -> bool:
    """Whether an address, its media type or the words beside it say that a IIIF manifest is there."""
    announced = media_type.partition(";")[0].strip().lower() in _MANIFEST_TYPES or "manifest" in fold(label)
    return bool(_MANIFEST.search(address)) or (announced and "iiif" in f"{address} {label}".lower())


def is_thumbnail(label: str) -> bool:
    """Whether the words beside an address say that a small picture of the document is there."""
    return fold(label).startswith(_THUMBNAILS)


def add_manifest(copies: list[DigitalCopy], copy: DigitalCopy) -> None:
    """Give the manifest at ``copy.url`` to the copy it belongs to; where there is none yet, it is a copy by itself."""
    if any(known.manifest == copy.url for known in copies[-_NEAR:]):
        return
    position = _nearest(copies, copy.url, lacking=lambda known: not known.manifest)
    if position is None:
        copies.append(replace(copy, manifest=copy.url))
    else:
        copies[position] = replace(copies[position], manifest=copy.url)


def add_thumbnail(copies: list[DigitalCopy], address: str) -> None:
    """Give the picture at ``address`` to the copy it belongs to; one that belongs to none is left aside."""
    position = _nearest(copies, address, lacking=lambda known: not known.thumbnail)
    if position is not None:
        copies[position] = replace(copies[position], thumbnail=address)


def add_copy(copies: list[DigitalCopy], copy: DigitalCopy) -> None:
    """Add a copy not known yet; a manifest that came before its document takes the document's address."""
    position = _nearest(copies, copy.url, lacking=lambda known: known.url == known.manifest != "")
    if position is None or copy.manifest:
        copies.append(copy)
    else:
        alone = copies[position]
        copies[position] = replace(copy, manifest=alone.manifest, thumbnail=alone.thumbnail)


def _nearest(copies: list[DigitalCopy], address: str, *, lacking: Callable[[DigitalCopy], bool]) -> int | None:
    """The position of the last copy that lacks something, one of the same host first, among the last few."""
    host = split_url(address)[1]
    first = max(len(copies) - _NEAR, 0)
    places = [first + position for position, known in enumerate(copies[first:]) if lacking(known)]
    same = [position for position in places if split_url(copies[position].url)[1] == host]
    return max(same or places, default=None)
