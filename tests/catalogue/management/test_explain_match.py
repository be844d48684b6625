"""``manage.py explain_match``: a librarian asks why two notices stand together, or do not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Publication, Title
from catalogue.core.serialization import to_dict
from catalogue.models import Record, Source
from catalogue.services import institutions

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> list[int]:
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make("693836101"))
    found = []
    for number, year in enumerate(("1885", "1901")):
        description = Description(
            titles=(Title(value="Germinal"),),
            agents=(Agent(name="Zola, Émile"),),
            publications=(Publication(places=("Paris",), names=("Charpentier",), date=year),),
            dates=(parse(year, place="210[1]"),),
            extents=(Extent(value="591 p."),),
        )
        now = timezone.now()
        record = Record.objects.create(
            source=source, identifier=str(number), format="unimarc", charset="utf-8", digest=b"", description=to_dict(description),
            created_at=now, updated_at=now,
        )  # fmt: skip
        found.append(record.pk)
    return found


def test_what_was_compared_is_said_field_by_field_with_what_is_printed(two):
    out = StringIO()
    call_command("explain_match", *map(str, two), stdout=out)
    told = out.getvalue()
    assert "Germinal" in told and "Paris : Charpentier" in told and "1901" in told


def test_a_record_that_is_not_there_is_said_in_a_sentence(two):
    with pytest.raises(CommandError):
        call_command("explain_match", str(two[0]), "999999")
