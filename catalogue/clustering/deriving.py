"""From a description to its traits: one function per field of ``normalising``, put together."""

from __future__ import annotations

from catalogue.clustering.normalising.editions import edition_of, series_of
from catalogue.clustering.normalising.extents import extents_of
from catalogue.clustering.normalising.imprints import towns_and_publishers
from catalogue.clustering.normalising.kinds import identifiers_of, is_early, kind_of
from catalogue.clustering.normalising.names import authors_of
from catalogue.clustering.normalising.titles import titles_of
from catalogue.clustering.normalising.years import year_sets
from catalogue.clustering.traits import Traits
from catalogue.core.description import Description


def traits_of(description: Description) -> Traits:
    """What matching sees of a description. Never raises; what is not said is empty."""
    years = year_sets(description)
    authors, names = authors_of(description)
    towns, publishers = towns_and_publishers(description)
    series, series_numbers = series_of(description)
    own, isbns, fingerprint = identifiers_of(description)
    return Traits(
        **titles_of(description)._asdict(),
        authors=authors,
        names=names,
        **years._asdict(),
        **extents_of(description)._asdict(),
        towns=towns,
        publishers=publishers,
        **edition_of(description)._asdict(),
        series=series,
        series_numbers=series_numbers,
        **kind_of(description)._asdict(),
        identifiers=own,
        isbns=isbns,
        fingerprint=fingerprint,
        early=is_early(years.years, years.span, by_rare_rules=bool(fingerprint)),
        institutions=tuple(sorted({holding.institution or holding.institution_name for holding in description.holdings})),
    )
