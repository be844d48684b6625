"""Partners without OAI-PMH: a query on their SRU server, or files that they deposit, seen from the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalogue.models import Record
from harvest.models import Endpoint
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.endpoints import NewEndpoint, add
from harvest.services.report import report
from tests.fault_server import FaultServer, records
from tests.fault_server.sru_play import scripted
from tests.harvest.protocols.test_file_drop import collection, marcxml

pytestmark = pytest.mark.django_db
TITLE = '<datafield tag="200" ind1="1" ind2=" "><subfield code="a">Histoire de Lyon</subfield></datafield>'


def harvest(new: NewEndpoint) -> Any:
    """One full run of a new endpoint."""
    endpoint = add(new)
    Endpoint.objects.filter(pk=endpoint.pk).update(requests_per_second=1000, page_size=10)
    endpoint.refresh_from_db()
    return drive(runs.start(endpoint).pk, index=False)


def test_a_query_on_an_sru_server_becomes_records(settings: Any) -> None:
    settings.HARVEST_ALLOW_LOOPBACK = True
    with FaultServer(play=scripted(broken=(4,)), records=records(25)) as server:
        new = NewEndpoint("sru", protocol="sru", url=server.url, rcr="693836101", prefix="dc", format="dublin_core", set_spec="title=Lyon")
        run = harvest(new)
    assert (run.state, run.read, run.new) == ("done", 24, 24)
    assert list(run.messages.values_list("code", "count")) == [("protocol.sru.surrogate", 1)]
    assert Record.objects.get(identifier="oai:partenaire.example:7").as_description.title.startswith("Notice n° 7")


def test_a_server_that_does_not_explain_itself_is_harvested_all_the_same(settings: Any) -> None:
    settings.HARVEST_ALLOW_LOOPBACK = True
    with FaultServer(play=scripted(explain=False), records=records(25)) as server:
        new = NewEndpoint("sru", protocol="sru", url=server.url, rcr="693836101", prefix="dc", format="dublin_core", set_spec="title=Lyon")
        run = harvest(new)
    assert (run.state, run.new) == ("done", 25)
    assert list(run.messages.values_list("code", flat=True)) == ["protocol.sru.no_explain"]


def test_a_query_that_the_server_does_not_understand_fails_with_a_sentence(settings: Any) -> None:
    settings.HARVEST_ALLOW_LOOPBACK = True
    with FaultServer(play=scripted(diagnostic=10)) as server:
        run = harvest(NewEndpoint("sru", protocol="sru", url=server.url, rcr="693836101", set_spec="((", format="dublin_core"))
    assert (run.state, run.reason_code) == ("failed", "protocol.sru.query")


def test_deposited_files_become_records_and_the_bad_one_waits_in_quarantine(tmp_path: Path) -> None:
    bad = marcxml("x", TITLE).replace("</record>", "")
    good = [marcxml(number, TITLE) for number in range(30)]
    (tmp_path / "1.xml").write_text(collection(*good[:15], bad, *good[15:]))
    (tmp_path / "lisez-moi.txt").write_text("Bonjour")
    run = harvest(NewEndpoint("depot", protocol="file_drop", url=str(tmp_path), rcr="693836101", format="unimarc"))
    assert (run.state, run.read, run.refused) == ("done", 31, 1)
    assert report(run)["totals"] == {"active": 30, "tombstones": 0, "quarantined": 1, "unidentified": 0}
    codes = set(run.messages.values_list("code", flat=True))
    assert {"xml_broken", "protocol.drop.unknown_file"} <= codes


def test_a_delivery_that_is_not_there_fails_with_a_sentence(tmp_path: Path) -> None:
    run = harvest(NewEndpoint("depot", protocol="file_drop", url=str(tmp_path / "rien"), rcr="693836101", format="unimarc"))
    assert (run.state, run.reason_code) == ("failed", "protocol.drop.missing")
