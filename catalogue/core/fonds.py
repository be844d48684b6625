"""The description of a fonds: what librarians say of a collection as a whole, and what is handed on to directories and other formats.

The fields are those of a fonds notice of the Répertoire national des bibliothèques et fonds documentaires (EAD 2002, ISAD(G)); the
place of a fonds in its tree is its level. Closed words stand here as types, with their labels in ``core/tables/fonds_terms.csv``.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from catalogue.core.description import Agent, DateSpan, DigitalCopy, Part, Subject, always
from catalogue.core.tables import rows

FondsLevel = Literal["fonds", "subfonds", "collection"]
CallNumberKind = Literal["cote", "ancienne cote", "division"]
Certainty = Literal["counted", "estimated", "unknown"]
EntryMode = Literal["gift", "bequest", "deposit", "confiscation", "purchase", "legal_deposit", "transfer", "exchange", "unknown"]
LegalStatus = Literal["state", "local_authority", "depositor", "other", "unknown"]
Accruals = Literal["open", "closed", "unknown"]
Treatment = Literal["none", "checked", "inventoried", "catalogued", "converted"]
Category = Literal["manuscripts", "before_1830", "before_1914", "local"]
FindingAidKind = Literal["file", "link", "paper", "none"]
CensusState = Literal["spotted", "surveyed", "inventoried", "catalogued", "digitised", "delivered"]
ExtentUnit = Literal[
    "volume", "metre", "manuscript", "register", "box", "bundle", "drawer", "piece", "title", "issue", "print", "photograph", "map",
    "poster", "score", "recording", "microfilm", "object", "gigabyte",
]  # fmt: skip

FONDS_TERMS: dict[str, dict[str, str]] = {}
for _row in rows("fonds_terms"):
    FONDS_TERMS.setdefault(_row["vocabulary"], {})[_row["code"]] = _row["label"]

STEPS: tuple[CensusState, ...] = ("spotted", "surveyed", "inventoried", "catalogued", "digitised", "delivered")


class CallNumber(Part, frozen=True, kw_only=True):
    """A call number, a range of them ("Ms 1-243"), a former one, or a division of the stacks; ``kind`` is EAD's unitid@type."""

    value: str
    kind: CallNumberKind = always("cote")


class ExtentStatement(Part, frozen=True, kw_only=True):
    """How much there is of one thing: ``number`` of a ``unit``, None where nobody has counted. ``support``: parchment, glass plates…"""

    unit: ExtentUnit
    number: float | None = None
    certainty: Certainty = always("estimated")
    support: str = ""


class Acquisition(Part, frozen=True, kw_only=True):
    """How the fonds, or a part of it, came in. ``date`` as a person writes it; ``note``: from whom, under which conditions."""

    mode: EntryMode
    date: str = ""
    note: str = ""


class FindingAidReference(Part, frozen=True, kw_only=True):
    """A finding aid: a file to take away or an address (``url``), on paper in the reading room, or the statement that there is none."""

    kind: FindingAidKind
    title: str = ""
    url: str = ""


class RelatedFonds(Part, frozen=True, kw_only=True):
    """A fonds that stands beside this one, here or elsewhere; ``separated``: it was one with this. ``ark`` where it has a page."""

    title: str
    institution: str = ""
    ark: str = ""
    url: str = ""
    separated: bool = False


class Census(Part, frozen=True, kw_only=True):
    """How far the census has come, on which day and who says so; shares are percentages of the fonds, None where nobody has said."""

    state: CensusState = always("spotted")
    day: date | None = None
    author: str = ""
    catalogued: int | None = None
    digitised: int | None = None
    delivered_on: date | None = None


class Keeper(Part, frozen=True, kw_only=True):
    """The institution that keeps the fonds: its ISIL, its RCR where it is a library, its name and town, whom to write to."""

    isil: str
    name: str
    rcr: str = ""
    town: str = ""
    contact: str = ""


class FondsDescription(Part, frozen=True, kw_only=True):
    """A fonds, with its sous-fonds (``parts``), as it is published.

    ``identifier`` never changes; ``ark`` is "NAAN/name". ``dates[0]`` is the period of the whole, as written and as years; ``bulk`` of most
    of it; ``undated`` says why there is none. ``document_types`` are codes of the common record, ``languages`` of ISO 639-2/B. ``revised``
    and ``created`` are days. Nothing that stands in the whole is repeated in its parts.
    """

    identifier: str
    title: str
    keeper: Keeper
    level: FondsLevel = always("fonds")
    ark: str = ""
    other_titles: tuple[str, ...] = ()
    call_numbers: tuple[CallNumber, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    bulk: tuple[DateSpan, ...] = ()
    undated: str = ""
    extents: tuple[ExtentStatement, ...] = ()
    producers: tuple[Agent, ...] = ()
    biography: str = ""
    custody: str = ""
    acquisitions: tuple[Acquisition, ...] = ()
    contents: str = ""
    document_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    accruals: Accruals = always("unknown")
    accruals_note: str = ""
    arrangement: str = ""
    treatment: Treatment = always("none")
    access: str = ""
    reproduction: str = ""
    legal_status: LegalStatus = always("unknown")
    categories: tuple[Category, ...] = ()
    finding_aids: tuple[FindingAidReference, ...] = ()
    digital_copies: tuple[DigitalCopy, ...] = ()
    related: tuple[RelatedFonds, ...] = ()
    bibliography: tuple[str, ...] = ()
    census: Census = Census()
    author: str = ""
    created: date | None = None
    revised: date | None = None
    language: str = "fre"
    licence: str = ""
    parts: tuple[FondsDescription, ...] = ()


def label(vocabulary: str, code: str) -> str:
    """The English label (a gettext msgid) of a word of this module ("entry_mode", "gift"), or ""."""
    return FONDS_TERMS.get(vocabulary, {}).get(code, "")
