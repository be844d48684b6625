"""856 as UNIMARC and MARC 21 both write it: one field for a digital copy, others for its IIIF manifest and its thumbnail."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.description import Description
from catalogue.formats.digital import digital_copy
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field


def digital_copies(description: Description) -> Iterator[Field]:
    """856: what the address alone tells a reader (Gallica's manifest and thumbnail) is not said again."""
    for copy in description.digital_copies:
        told = digital_copy(copy.url)
        yield from made("856", "40", ("u", copy.url), ("z", copy.label))
        if copy.manifest and copy.manifest != copy.url and not (told and told.manifest == copy.manifest):
            yield from made("856", "40", ("u", copy.manifest), ("q", "application/ld+json"), ("z", "Manifeste IIIF"))
        if copy.thumbnail and not (told and told.thumbnail == copy.thumbnail):
            yield from made("856", "42", ("u", copy.thumbnail), ("z", "Vignette"))
