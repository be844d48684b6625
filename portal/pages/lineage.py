"""The line of descent of paths, exhibitions and articles: one is taken over elsewhere, keeps whose it was, is told of changes."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from catalogue.models import Ark, Institution
from portal.pages.mediation import MEDIATIONS, Mediation, new_number
from portal.pages.selectors import Shown, by_ark, under

_TAKEN = ("title", "summary", "licence")
_OF_SOME = ("level", "duration", "aims", "sort")


class Parent(NamedTuple):
    """Where a page was taken from: its ark, its title now or as it was, whether readers still see it, whether it changed since."""

    ark: str
    title: str
    shown: bool
    changed: bool


def changed_since(page: Mediation) -> Parent | None:
    """What became of the page that this one was taken from; None for one that was taken from none."""
    if not page.taken_from:
        return None
    found = by_ark(page.taken_from)
    if found is None:
        return Parent(page.taken_from, page.taken_title, shown=False, changed=False)
    last = found.page.last_published_at
    return Parent(page.taken_from, found.page.title, shown=True, changed=bool(last and page.taken_at and last > page.taken_at))


@transaction.atomic
def take_over(shown: Shown, institution: Institution, *, user: Any) -> Mediation:
    """A draft under ``institution`` with the same pieces, its own number, and whose it was. Its authors are still to be written."""
    source = shown.page
    model: Any = type(source)
    fields = (*_TAKEN, *(name for name in _OF_SOME if hasattr(source, name)))
    page = model(**{name: getattr(source, name) for name in fields})
    setattr(page, source.streamed, source.stream)
    page.number = new_number()
    page.slug = f"{slugify(source.title)[:200] or 'page'}-{page.number[:8]}"
    page.live, page.owner = False, user
    page.taken_from, page.taken_at = shown.ark, timezone.now()
    page.taken_title, page.taken_authors = source.title[:255], (source.authors or (shown.keeper.placed if shown.keeper else ""))[:300]
    institution.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    made: Mediation = page
    return made


def seen(page: Mediation) -> None:
    """Say that whoever keeps the copy knows the changes of its parent until now."""
    type(page).objects.filter(pk=page.pk).update(taken_at=timezone.now())


def waiting(institutions: QuerySet[Institution]) -> list[Mediation]:
    """Pages of some institutions whose parents were published again since they were taken over; three statements for each type."""
    found: list[Mediation] = []
    for model in MEDIATIONS:
        copies = list(under(model, institutions).exclude(taken_from="").order_by("title", "pk"))
        names = dict(Ark.objects.filter(name__in={page.taken_from for page in copies}).values_list("name", "identifier")) if copies else {}
        published = dict(model.objects.live().filter(number__in=names.values()).values_list("number", "last_published_at")) if names else {}
        for page in copies:
            last = published.get(names.get(page.taken_from, ""))
            if last and page.taken_at and last > page.taken_at:
                found.append(page)
    return found
