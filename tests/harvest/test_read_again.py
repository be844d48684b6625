"""After an update that mends a reading, what was read wrongly is read once more without anybody asking."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from django.utils import timezone

from harvest.models import Endpoint
from harvest.services.endpoints import NewEndpoint, add

pytestmark = pytest.mark.django_db


def test_the_update_marks_the_drops_and_no_other_source() -> None:
    add(NewEndpoint("depot", protocol="file_drop", url="/nulle/part", rcr="693836101"))
    add(NewEndpoint("serveur", protocol="oai_pmh", url="http://partner.invalid/oai", rcr="693836101", prefix="oai_dc"))
    importlib.import_module("harvest.migrations.0006_read_again").mark(apps, None)
    marked = Endpoint.objects.get(source__slug="depot")
    assert marked.read_again == "drops_read_again"
    assert marked.next_run_at is not None and marked.next_run_at <= timezone.now()
    assert Endpoint.objects.get(source__slug="serveur").read_again == ""
