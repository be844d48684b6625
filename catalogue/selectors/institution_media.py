"""What an institution's page shows beside its words: a photograph, documents to take away."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.images.models import Rendition
from wagtail.images.shortcuts import get_rendition_or_not_found

from catalogue.models import Institution
from catalogue.models.institution import InstitutionDocument

PHOTOGRAPH = "width-800|format-webp"


@dataclass(frozen=True, slots=True)
class ReaderDocument:
    """A file for readers: ``kind`` is the end of its name in capitals, ``size`` in bytes (None: not known)."""

    title: str
    url: str
    kind: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Media:
    """``photograph`` is made to the width of a page; ``alternative`` says it to those who do not see it, "" where nobody described it."""

    photograph: Rendition | None = None
    alternative: str = ""
    credit: str = ""
    documents: tuple[ReaderDocument, ...] = ()


def of_published(isil: str) -> Media:
    """The media of the page that readers see; nothing where there is none. Three statements at most."""
    page = Institution.objects.live().filter(isil=isil).select_related("photograph").first()
    return of_page(page) if page is not None else Media()


def of_page(page: Institution) -> Media:
    """The media of a page, as it is stored or as somebody is writing it."""
    photograph = page.photograph
    return Media(
        photograph=get_rendition_or_not_found(photograph, PHOTOGRAPH) if photograph else None,
        alternative=getattr(photograph, "description", "") if photograph else "",
        credit=page.photograph_credit if photograph else "",
        documents=tuple(_told(one) for one in page.documents.select_related("document")),
    )


def _told(one: InstitutionDocument) -> ReaderDocument:
    document = one.document
    return ReaderDocument(one.title or document.title, document.url, document.file_extension.upper(), document.file_size)
