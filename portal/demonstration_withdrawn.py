"""The notice of the demonstration set that its partner took back: readers who kept its address learn what it was and where to ask."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from catalogue.core.description import Agent, DateSpan, Description, Holding, Language, Publication, Title
from catalogue.core.keys import Kind
from catalogue.core.serialization import to_json
from catalogue.models import Ark, Source
from catalogue.services.intake import Arrival, store
from catalogue.services.withdrawal import withdraw
from demonstration.faults import DELETED
from demonstration.institutions import by_code
from demonstration.oai.repository import name_of

SOURCE, NAME = DELETED[0]


@transaction.atomic
def load() -> bool:
    """Make it where it never was, by a harvest's own steps: received, then withdrawn. Its source must be there. Whether it was made."""
    source = Source.objects.get(slug=SOURCE)
    described = _description()
    if Ark.objects.filter(kind=Kind.NOTICE, namespace=SOURCE, identifier=described.identifier).exists():
        return False
    told = to_json(described)
    arrival = Arrival(described.identifier, described.format, "utf-8", hashlib.sha256(told).digest(), told, described.holdings)
    now = timezone.now()
    store(source.pk, [arrival], now=now)
    withdraw(source.pk, [described.identifier], now=now)
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
