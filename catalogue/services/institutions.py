"""Institutions met by a harvest: an RCR that nobody described yet becomes an institution to be completed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Page, Site

from catalogue.models import Institution, InstitutionIndex
from catalogue.models.institution import RCR_PATTERN
from catalogue.services import arks

_known: set[str] = set()


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


def ensure(rcrs: Iterable[str]) -> None:
    """Make an institution to be completed for each RCR never met; what is not shaped like an RCR is left alone.

    Outside the caller's transaction: the page tree is shared by every source, and a lock on it must be short.
    """
    wanted = {rcr for rcr in set(rcrs) - _known if re.match(RCR_PATTERN, rcr)}
    if not wanted:
        return
    known = set(Institution.objects.filter(rcr__in=wanted).values_list("rcr", flat=True))
    for rcr in sorted(wanted - known):
        make(rcr)
    _known.update(wanted)


def make(rcr: str, *, name: str = "") -> Institution:
    """The institution of this RCR, made to be completed when it is not there; two at once make one."""
    try:
        with transaction.atomic():
            Page.objects.select_for_update().get(pk=index_page().pk)
            found = Institution.objects.filter(rcr=rcr).first()
            if found is not None:
                return found
            page = Institution(
                title=name or f"RCR {rcr}", slug=f"rcr-{rcr.lower()}", rcr=rcr, to_complete=True, department=department_of(rcr)
            )
            arks.of_institution(rcr)
            return InstitutionIndex.objects.get(pk=index_page().pk).add_child(instance=page)
    except IntegrityError:
        return Institution.objects.get(rcr=rcr)


def department_of(rcr: str) -> str:
    """The department that the first characters of an RCR name ("2A", "69", "974")."""
    return rcr[:3] if rcr[:2] in {"97", "98"} else rcr[:2]


def forget() -> None:
    """Empty this process's memory of known RCRs (institutions were removed)."""
    _known.clear()
