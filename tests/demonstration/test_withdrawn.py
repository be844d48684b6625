"""The notice that a partner of the demonstration took back has a page that says what it was."""

from __future__ import annotations

import pytest
from django.test import Client

from catalogue.models import Ark, Record, Source
from catalogue.services.institutions import make
from demonstration.faults import unsound_records
from demonstration.institutions import by_code
from demonstration.oai.repository import oai_identifier
from portal import demonstration_withdrawn


@pytest.mark.django_db
def test_it_is_made_once_and_its_address_says_what_it_was(client: Client) -> None:
    lyon = by_code()["LYO"]
    Source.objects.create(slug="lyon", name="Catalogue de Lyon", institution=make(lyon.rcr, name=lyon.name))
    assert demonstration_withdrawn.load()
    assert not demonstration_withdrawn.load()
    (record,) = Record.objects.all()
    deleted = {oai_identifier(one) for one in unsound_records() if not one.fault}
    assert record.identifier in deleted, "the partner's repository says so too"
    answer = client.get(f"/ark:/{Ark.objects.get(identifier=record.identifier).name}")
    assert answer.status_code == 410
    assert "cabinet d’un amateur lyonnais" in answer.content.decode()
