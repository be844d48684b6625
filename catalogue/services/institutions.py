"""Institutions' pages: made from the register when somebody needs one."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Page, Site

from catalogue.core.isil import isil, unnamed
from catalogue.models import Institution, InstitutionIndex, RegisterEntry
from catalogue.services.register import entry_of

COPIED = ("town", "insee", "department", "latitude", "longitude")


def index_page() -> InstitutionIndex:
    """The page that holds every institution; made under the site's root page when it is not there yet."""
    page = InstitutionIndex.objects.first()
    if page is not None:
        return page
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    parent = site.root_page if site else Page.get_first_root_node() or _root()
    return parent.add_child(instance=InstitutionIndex(title="Établissements", slug="etablissements"))


def _root() -> Page:
    """A database without any page (a site emptied by hand): the root that Wagtail's migrations make."""
    Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    return Page.add_root(instance=Page(title="Root", slug="root"))


def make(code: str, *, name: str = "") -> Institution:
    """The page of the institution of this RCR or ISIL, and its row in the register, made when they are not there; two at once make one."""
    return make_page(entry_of(isil(code), name=name), name=name)


def make_page(entry: RegisterEntry, *, name: str = "") -> Institution:
    """The page of an institution of the register, made to be completed when it is not there: what the register says is copied to it.

    Takes the lock of the page tree for a moment: for people, never for each record of a harvest. Two at once make one.
    """
    try:
        with transaction.atomic():
            Page.objects.select_for_update().get(pk=index_page().pk)
            there = Institution.objects.filter(isil=entry.isil).first()
            if there is not None:
                return there
            copied = {field: getattr(entry, field) for field in COPIED}
            page = Institution(
                title=name or entry.name or unnamed(entry.isil), slug=_slug(entry), isil=entry.isil, to_complete=True, **copied
            )
            return InstitutionIndex.objects.get(pk=index_page().pk).add_child(instance=page)
    except IntegrityError:
        return Institution.objects.get(isil=entry.isil)


def _slug(entry: RegisterEntry) -> str:
    return f"rcr-{entry.rcr.lower()}" if entry.rcr else entry.isil.lower().replace("/", "-").replace(":", "-")
