"""A page of a fonds as the description that is passed on: to readers, to directories, to other formats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django.utils import timezone

from catalogue.core.dates import parse
from catalogue.core.description import Agent, DateSpan, DigitalCopy, Identifier, Subject
from catalogue.core.fonds import (
    Acquisition,
    CallNumber,
    Census,
    CensusState,
    ExtentStatement,
    FindingAidReference,
    FondsDescription,
    Keeper,
    RelatedFonds,
)
from catalogue.core.identifiers import normalise_ark
from catalogue.formats.authorities import authority
from catalogue.models import Fonds, Institution

COLLECTOR, PRODUCER = "250", "570"  # UNIMARC, appendix C: collector; other (who made the documents)


PARTS = (
    "call_numbers", "extents", "producers", "acquisitions", "subjects", "finding_aids__document", "digital_copies", "related",
)  # fmt: skip
"""What :func:`described` reads of a page that may be read before, for many pages at once."""


def described(page: Fonds, *, ark: str = "", keeper: Keeper | None = None) -> FondsDescription:
    """What the page says, as it is in memory (a draft or what is published); its own sous-fonds are pages of their own.

    ``keeper``: the institution, where it is known already. Ten statements at most. Day of the first publication, else today.
    """
    return FondsDescription(
        identifier=page.number,
        ark=ark,
        title=page.title,
        keeper=keeper or keepers_of([page])[page.path or ""],
        other_titles=_lines(page.other_titles),
        call_numbers=tuple(CallNumber(value=one.value, kind=one.kind) for one in page.call_numbers.all()),
        dates=_dates(page),
        bulk=(parse(page.bulk_dates, kind="creation"),) if page.bulk_dates else (),
        undated=page.undated,
        extents=tuple(_extent(one) for one in page.extents.all()),
        producers=tuple(_producer(one) for one in page.producers.all()),
        acquisitions=tuple(Acquisition(mode=one.mode, date=one.date, note=one.note) for one in page.acquisitions.all()),
        document_types=tuple(page.document_types),
        languages=tuple(page.languages),
        subjects=tuple(_subject(one) for one in page.subjects.all()),
        categories=tuple(page.categories),
        finding_aids=tuple(_finding_aid(one) for one in page.finding_aids.all()),
        digital_copies=tuple(DigitalCopy(url=one.url, ark=normalise_ark(one.url), label=one.label) for one in page.digital_copies.all()),
        related=tuple(_related(one) for one in page.related.all()),
        bibliography=_lines(page.bibliography),
        census=_census(page),
        created=_day(page.first_published_at) or timezone.localdate(),
        revised=_day(page.last_published_at) or timezone.localdate(),
        **{name: getattr(page, name) for name in _AS_THEY_ARE},
    )


_AS_THEY_ARE = (
    "biography", "custody", "contents", "accruals", "accruals_note", "arrangement", "treatment", "access", "reproduction", "legal_status",
    "author", "level",
)  # fmt: skip


def keepers_of(pages: Sequence[Fonds]) -> dict[str, Keeper]:
    """The institution that each stands under, by the page's place; one that is being made stands nowhere yet. One statement."""
    above = {page.path or "": [page.path[:size] for size in range(page.steplen, len(page.path or ""), page.steplen)] for page in pages}
    wanted = {path for paths in above.values() for path in paths}
    found = {one.path: one for one in Institution.objects.filter(path__in=wanted)} if wanted else {}
    keepers = {path: _keeper(one) for path, one in found.items()}
    return {place: next((keepers[path] for path in paths if path in keepers), Keeper(isil="", name="")) for place, paths in above.items()}


def _keeper(found: Institution) -> Keeper:
    return Keeper(isil=found.isil, name=found.title, rcr=found.rcr, town=found.town, contact=found.email)


def _dates(page: Fonds) -> tuple[DateSpan, ...]:
    read = parse(page.dates, kind="creation")
    if page.date_from is None and page.date_to is None:
        return (read,) if page.dates else ()
    start, end = page.date_from, page.date_to
    display = page.dates or "-".join(str(year) for year in (start, end) if year is not None)
    return (DateSpan(display=display, start=start, end=end, uncertain=read.uncertain, kind="creation"),)


def _extent(one: Any) -> ExtentStatement:
    number = None if one.number is None else float(one.number)
    return ExtentStatement(number=number, unit=one.unit, certainty=one.certainty, support=one.support)


def _identifiers(number: str) -> tuple[Identifier, ...]:
    scheme, value = authority(number) if number else ("", "")
    return (Identifier(scheme=scheme, value=value),) if value else ()


def _producer(one: Any) -> Agent:
    role = COLLECTOR if one.collector else PRODUCER
    return Agent(name=one.name, kind=one.kind, roles=(role,), identifiers=_identifiers(one.number))


def _subject(one: Any) -> Subject:
    parts = tuple(part.strip() for part in one.value.split(" -- "))
    return Subject(value=one.value, kind=one.kind, parts=parts if len(parts) > 1 else (), identifiers=_identifiers(one.number))


def _finding_aid(one: Any) -> FindingAidReference:
    url = one.document.url if one.kind == "file" and one.document else one.url
    title = one.title or (one.document.title if one.document else "")
    return FindingAidReference(kind=one.kind, title=title, url=url)


def _related(one: Any) -> RelatedFonds:
    ark = normalise_ark(one.url).removeprefix("ark:/")
    return RelatedFonds(title=one.title, institution=one.institution, url=one.url, ark=ark, separated=one.separated)


def _census(page: Fonds) -> Census:
    return Census(
        state=cast(CensusState, page.census_state),
        day=page.census_day,
        author=page.census_author,
        catalogued=page.catalogued,
        digitised=page.digitised,
        delivered_on=page.delivered_on,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _day(moment: Any) -> date | None:
    return timezone.localtime(moment).date() if moment else None
