"""Finding aids of an institution for those who look after them: what is shown, what was handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from catalogue.core.component_arks import identifier_of
from catalogue.core.keys import Kind
from catalogue.models import Ark, Component, EadUpload, FindingAid

MOST = 200


@dataclass(frozen=True, slots=True)
class KeptAid:
    """A finding aid of an institution. ``ark`` is "NAAN/name"; ``shown``: readers see it; ``hidden``: they do not, nor anything of the
    source that gives it.
    """

    pk: int
    title: str
    eadid: str
    namespace: str
    components: int
    digital_objects: int
    updated_at: datetime
    shown: bool
    hidden: bool
    ark: str


def aids_of(code: str) -> list[KeptAid]:
    """The finding aids of the institution of this code, the last changed first; three statements."""
    aids = list(FindingAid.objects.filter(institution=code).defer("header", "warnings").order_by("-updated_at", "pk")[:MOST])
    wholes = Component.objects.filter(finding_aid__in=aids, finding_aid__hidden=False, key="", gone=False, internal=False)
    shown = set(wholes.values_list("finding_aid_id", flat=True))
    arks = _arks(aids)
    return [
        KeptAid(
            aid.pk, aid.title, aid.eadid, aid.namespace, aid.components, aid.digital_objects, aid.updated_at, aid.pk in shown,
            aid.hidden, arks.get((aid.namespace, identifier_of(aid.eadid, "")), ""),
        )
        for aid in aids
    ]  # fmt: skip


def _arks(aids: Iterable[FindingAid]) -> dict[tuple[str, str], str]:
    listed = list(aids)
    found = Ark.objects.filter(
        kind=Kind.COMPONENT,
        namespace__in={aid.namespace for aid in listed},
        identifier__in=[identifier_of(aid.eadid, "") for aid in listed],
    )
    return {(namespace, identifier): name for namespace, identifier, name in found.values_list("namespace", "identifier", "name")}


def uploads_of(institutions: Iterable[int]) -> QuerySet[EadUpload]:
    """What was handed in for some institutions, the last first."""
    listed = EadUpload.objects.filter(institution__in=list(institutions)).select_related("institution")
    return listed.defer("findings").order_by("-received_at", "pk")
