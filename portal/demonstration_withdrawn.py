"""The notice of the demonstration set that its partner took back: readers who kept its address learn what it was and where to ask."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from catalogue.core.description import Agent, DateSpan, Description, Holding, Language, Publication, Title
from catalogue.core.serialization import to_dict
from catalogue.models import Record, Source
from catalogue.services import arks
from demonstration.faults import DELETED
from demonstration.institutions import by_code
from demonstration.oai.repository import name_of

SOURCE, NAME = DELETED[0]


@transaction.atomic
def load() -> bool:
    """Make it where it is missing, as a harvest would have left it: its source must be there. Whether it was made."""
    source = Source.objects.get(slug=SOURCE)
    described = _description()
    if Record.objects.filter(source=source, identifier=described.identifier).exists():
        return False
    now = timezone.now()
    record = Record.objects.create(
        source=source,
        identifier=described.identifier,
        state=Record.State.TOMBSTONE,
        format=described.format,
        charset="utf-8",
        digest=b"",
        description=to_dict(described),
        created_at=now,
        updated_at=now,
    )
    arks.mint_missing([record.pk])
    arks.retire([record.pk])
    return True


def _description() -> Description:
    return Description(
        identifier=name_of(SOURCE, NAME),
        format="unimarc",
        document_type="book",
        languages=(Language(code="fre"),),
        titles=(Title(value="Catalogue des livres du cabinet d’un amateur lyonnais (exemple de démonstration)"),),
        agents=(Agent(name="Duplain, Joseph", kind="person", roles=("650",)),),
        publications=(Publication(places=("Lyon",), names=("J. Duplain",), date="1777"),),
        dates=(DateSpan(display="1777", start=1777, end=1777),),
        holdings=(Holding(institution=by_code()["LYO"].rcr, call_number="371 204"),),
    )
