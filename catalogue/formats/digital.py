"""Digital copies: what an address says of the document behind it (its ARK, its IIIF manifest, its thumbnail)."""

from __future__ import annotations

from catalogue.core.description import DigitalCopy
from catalogue.core.identifiers import normalise_ark
from catalogue.formats.cleaning import split_url

# Catalogues whose ARKs name a notice or an authority, not a digitised document.
_CATALOGUES = ("catalogue.bnf.fr", "data.bnf.fr", "archivesetmanuscrits.bnf.fr", "www.sudoc.fr", "ccfr.bnf.fr")
_GALLICA = "gallica.bnf.fr"


def digital_copy(address: str, *, label: str = "", rights: str = "", place: str = "") -> DigitalCopy | None:
    """The digital copy at ``address``, or None where the address is not one a reader may follow.

    Gallica's manifest and thumbnail stand at addresses made from the ARK (api.bnf.fr, IIIF and document services).
    """
    url, host = split_url(address)
    if not url:
        return None
    ark = normalise_ark(url) if "ark:" in url else ""
    if not ark or host in _CATALOGUES:
        return DigitalCopy(url=url, label=label, rights=rights, place=place)
    manifest = thumbnail = ""
    if host == _GALLICA:
        manifest = f"https://{_GALLICA}/iiif/{ark}/manifest.json"
        thumbnail = f"https://{_GALLICA}/{ark}.thumbnail"
    return DigitalCopy(url, ark, manifest, thumbnail, rights, label, place)
