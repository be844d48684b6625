"""Two institutions, their sources, and one person per role."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from catalogue.models import Institution, Source
from catalogue.services import institutions, register
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, Window
from portal import roles
from portal.models import User
from tests import kept_rows

BYTES = b"00123nam  22\x1e200\x1fa<script>alert('M\xe9moires')</script>\x1d"

# The page of B has a number that nothing of A has: an address with that number opens nothing that a person of A may see.
APART = "SELECT setval('wagtailcore_page_id_seq', nextval('wagtailcore_page_id_seq') + 500000)"


@dataclass
class World:
    """What the tests of the console stand on: institution A with two points, institution B with one."""

    a: Institution
    b: Institution
    point_a: Endpoint
    point_a2: Endpoint
    point_b: Endpoint
    run_a: HarvestRun
    run_b: HarvestRun
    record_a: QuarantinedRecord
    record_b: QuarantinedRecord
    people: dict[str, User]

    def client(self, who: str) -> Client:
        """A browser in which ``who`` has entered; nobody for "anonymous"."""
        client = Client()
        if who != "anonymous":
            client.force_login(self.people[who])
        return client

    def quarantine(self, point: Endpoint, run: HarvestRun, key: str, **fields) -> QuarantinedRecord:
        """One more record in quarantine."""
        return make_quarantined(point, run, key, **fields)


def make_point(slug: str, institution: Institution, **fields) -> Endpoint:
    """A source and its OAI-PMH endpoint."""
    source = Source.objects.create(slug=slug, name=f"Source {slug}", institution=institution)
    return Endpoint.objects.create(
        source=source, protocol="oai_pmh", url="http://127.0.0.1:9/oai", prefix="unimarc", format="unimarc", **fields
    )


def make_run(point: Endpoint, **fields) -> HarvestRun:
    """A run that has ended badly, with one failed slice."""
    run = HarvestRun.objects.create(
        endpoint=point,
        **{"kind": "full", "state": "failed", "planned": True, "reason_code": "nothing_read", "started_at": timezone.now()} | fields,
    )
    Window.objects.create(run=run, state="failed", reason_code="nothing_read")
    return run


def make_quarantined(point: Endpoint, run: HarvestRun, key: str = "oai:one", **fields) -> QuarantinedRecord:
    """A record with hostile bytes."""
    now = timezone.now()
    return QuarantinedRecord.objects.create(
        **{
            "source": point.source,
            "key": key,
            "identifier": key,
            "position": 3,
            "code": "unreadable",
            "data": BYTES,
            "run": run,
            "first_seen_at": now,
            "last_seen_at": now,
        }
        | fields
    )


@pytest.fixture
def world(db) -> World:
    """Two institutions and everybody."""
    register.forget()
    return kept_rows.once("the world of the back office", _world)


def _world() -> World:
    a = institutions.make("693836101", name="Bibliothèque A")
    with connection.cursor() as cursor:
        cursor.execute(APART)
    b = institutions.make("381856101", name="Bibliothèque B")
    points = [make_point("a-livres", a), make_point("a-estampes", a), make_point("b-livres", b)]
    run_a, run_b = make_run(points[0]), make_run(points[2])
    people = {"superuser": User.objects.create_superuser("superuser@x.example", "x")}
    for who, role, institution in (
        ("editor", "editor", None),
        ("librarian of A", "librarian", a),
        ("partner admin of A", "partner admin", a),
        ("partner admin of B", "partner admin", b),
    ):
        people[who] = User.objects.create_user(f"{who.replace(' ', '-').lower()}@x.example", "x")
        roles.grant(people[who], role, institution=institution)
    people["nobody"] = User.objects.create_user("nobody@x.example", "x")
    return World(a, b, *points, run_a, run_b, make_quarantined(points[0], run_a), make_quarantined(points[2], run_b), people)
