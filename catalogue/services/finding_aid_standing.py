"""Finding aids that a partner's server gives, hidden and shown with their source: all at once, their components follow, some at a time.

Inside the caller's transaction, in which the row of the source is locked: no harvest stores a finding aid of it meanwhile.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.core.component_arks import identifier_of
from catalogue.core.keys import Kind
from catalogue.models import Component, FindingAid, Source
from catalogue.services import arks, marks
from catalogue.services.consumers import Origin


def place(source: Source) -> None:
    """Say of all that the server gave that readers see it, or do not, as the source stands; :func:`follow` does what hangs on that."""
    turn(given_by(source), of=source.pk, hidden=not source.is_shown)


def turn(aids: QuerySet[FindingAid], *, of: int, hidden: bool) -> None:
    """The same of some finding aids of a source, those that stand otherwise."""
    if aids.filter(hidden=not hidden).update(hidden=hidden, lags=True, lags_from="", updated_at=timezone.now()):
        Source.objects.filter(pk=of).update(settled=False)


def follow(source: Source, *, most: int) -> bool:
    """Bring at most ``most`` (2 or more) components after their finding aid: their arks, and marks for the index; False where all have
    followed.
    """
    aid = given_by(source).filter(lags=True).defer("header", "warnings").order_by("pk").first()
    if aid is not None:
        _bring(aid, most=most)
    return aid is not None


def withdraw_hidden(source_id: int) -> None:
    """What is kept from readers with its source is withdrawn for good. Their arks say so already."""
    hidden = given_by(Source.objects.get(pk=source_id)).filter(hidden=True)
    Component.objects.filter(finding_aid__in=hidden, gone=False).update(gone=True)


def given_by(source: Source) -> QuerySet[FindingAid]:
    """What the server of a source gave, one by one."""
    return FindingAid.objects.filter(namespace=source.slug).exclude(given_as="")


def _bring(aid: FindingAid, *, most: int) -> None:
    known = Component.objects.filter(finding_aid=aid, key__gte=aid.lags_from, gone=False, internal=False)
    rows = list(known.order_by("key").values_list("id", "key", "title")[:most])
    said = {identifier_of(aid.eadid, key): title for _, key, title in rows}
    if aid.hidden:
        arks.retire_named(Kind.COMPONENT, namespace=aid.namespace, said=said)
    else:
        arks.revive_named(Kind.COMPONENT, namespace=aid.namespace, identifiers=list(said))
    marks.mark(Kind.COMPONENT, [number for number, _, _ in rows], origin=Origin.WITHDRAWAL if aid.hidden else Origin.INTAKE)
    # The last of these begins the next part, and follows twice: what stands there already stays as it is.
    lags = len(rows) == most
    FindingAid.objects.filter(pk=aid.pk).update(lags=lags, lags_from=rows[-1][1] if lags else "")
