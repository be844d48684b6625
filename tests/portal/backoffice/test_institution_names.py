"""When an institution gets its name, do the notices it holds find their way to the engines again?"""

from __future__ import annotations

import pytest
from django.utils import timezone

from catalogue.models import Mark, Record
from portal.backoffice.wagtail_hooks import mark_what_it_holds

pytestmark = pytest.mark.django_db


def test_publishing_an_institution_marks_what_it_holds_and_nothing_else(world) -> None:
    now = timezone.now()
    records = [
        Record.objects.create(
            source=source,
            identifier=identifier,
            format="unimarc",
            charset="utf-8",
            digest=b"x",
            description={"titles": [{"value": identifier}], "holdings": [{"institution": rcr}]},
            created_at=now,
            updated_at=now,
        )
        for source, identifier, rcr in (
            (world.point_b.source, "held by A", world.a.rcr),
            (world.point_b.source, "held by B", world.b.rcr),
        )
    ]
    mark_what_it_holds(None, world.a)
    assert [mark.ids for mark in Mark.objects.all()] == [[records[0].pk]]
