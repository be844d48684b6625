"""The partners of the demonstration: which institutions each one catalogues, in which format and with which habits."""

from __future__ import annotations

from dataclasses import dataclass

from demonstration.institutions import by_code
from demonstration.notices import IMAGES

UNIMARC, MARC21, DUBLIN_CORE = "unimarc", "marc21", "dublin_core"


@dataclass(frozen=True, slots=True)
class Source:
    """One partner's catalogue, as an endpoint needs it.

    ``path`` is added to the server's address; ``prefix`` is the metadataPrefix to ask for and ``format`` the reader of what comes;
    ``institution`` is the RCR of the library that answers for the catalogue; ``codes`` the three letters of those it describes.
    ``shared``: whether copies of several libraries stand in one record. ``granularity``: "second" or "day".
    """

    slug: str
    name: str
    path: str
    prefix: str
    format: str
    institution: str
    codes: tuple[str, ...]
    shared: bool = True
    granularity: str = "second"

    @property
    def institutions(self) -> tuple[str, ...]:
        """The RCR of every library of the catalogue."""
        return tuple(by_code()[code].rcr for code in self.codes)


def _source(slug: str, name: str, format: str, codes: str, *, shared: bool = True, granularity: str = "second") -> Source:
    letters = tuple(codes.split())
    prefix = "oai_dc" if format == DUBLIN_CORE else format
    return Source(slug, name, f"/oai/{slug}", prefix, format, by_code()[letters[0]].rcr, letters, shared, granularity)


SOURCES: tuple[Source, ...] = (
    _source("lyon", "Catalogue des bibliothèques de Lyon, du Beaujolais et de l’Ain", UNIMARC, "LYO VIL BOU TRE"),
    _source("grenoble", "Catalogue des bibliothèques de l’Isère et de la Drôme", UNIMARC, "GRE VIE VAL"),
    _source("clermont", "Catalogue des bibliothèques d’Auvergne et du Bourbonnais", MARC21, "CLE RIO MOU AUR PUY"),
    _source("savoie", "Catalogue des bibliothèques de Savoie et de Haute-Savoie", UNIMARC, "CHA ANY THO", granularity="day"),
    _source("loire", "Catalogue des bibliothèques de la Loire et de l’Ardèche", UNIMARC, "STE ROA MON PRI ANN TOU", shared=False),
    _source(
        "memoire",
        "Images de la région : photographies, cartes postales, affiches, estampes",
        DUBLIN_CORE,
        "LYO VIL BOU TRE GRE VIE VAL CLE RIO MOU AUR PUY CHA ANY THO STE ROA MON PRI ANN TOU",
    ),
)


def source_of(code: str, *, kind: str) -> str:
    """The slug of the partner that describes a document of this kind held by the institution ``code``; raises KeyError."""
    if kind in IMAGES:
        return "memoire"
    found = next((source.slug for source in SOURCES if code in source.codes), None)
    if found is None:
        raise KeyError(code)
    return found
