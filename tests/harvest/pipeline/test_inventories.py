"""A partner whose server gives finding aids in EAD: are they there, whole, and what becomes of one that changes, goes, or is broken?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalogue.models import Ark, Component, FindingAid, Record
from harvest.models import Endpoint, HarvestRun, QuarantinedRecord, RawRecord
from harvest.protocols.base import Item
from tests.harvest.partner import Partner

pytestmark = pytest.mark.django_db
EAD = (
    '<ead xmlns="urn:isbn:1-931666-22-9"><eadheader><eadid>{eadid}</eadid><filedesc><titlestmt><titleproper>{title}</titleproper>'
    '</titlestmt></filedesc></eadheader><archdesc level="fonds">'
    "<did><unittitle>{title}</unittitle></did><dsc>{parts}</dsc></archdesc></ead>"
)
PART = '<c id="{key}" level="item"><did><unitid>1 J {key}</unitid><unittitle>Lettre {key}</unittitle></did></c>'


def given(name: str, *keys: str, eadid: str = "", title: str = "Papiers Artaud", when: str = "2026-01-01T00:00:00Z") -> Item:
    """A finding aid as the server gives it."""
    parts = "".join(PART.format(key=key) for key in keys)
    data = EAD.format(eadid=eadid or f"FR-693836101-{name}", title=title, parts=parts)
    return Item(identifier=f"oai:x:{name}", datestamp=when, data=data.encode(), position=1)


@pytest.fixture(autouse=True)
def ead(endpoint: Endpoint) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(format="ead", prefix="oai_ead", deletion_guard=100)


def standing() -> dict[str, list[str]]:
    """The keys of the components that are shown, by the name that the server gives their finding aid."""
    shown = Component.objects.filter(gone=False).order_by("finding_aid__given_as", "first")
    told: dict[str, list[str]] = {}
    for name, key in shown.values_list("finding_aid__given_as", "key"):
        told.setdefault(name.removeprefix("oai:x:"), []).append(key)
    return told


def test_they_are_finding_aids_and_no_notices(serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]) -> None:
    serve(Partner([given("a", "1", "2"), given("b")]))
    run = harvest()
    assert (run.state, run.read, run.new, run.refused) == ("done", 2, 2, 0)
    assert standing() == {"a": ["", "1", "2"], "b": [""]} and not Record.objects.exists()
    assert RawRecord.objects.count() == 2
    aid = FindingAid.objects.get(given_as="oai:x:a")
    assert (aid.namespace, aid.eadid, aid.institution, aid.title) == ("lyon", "FR-693836101-a", "693836101", "Papiers Artaud")


def test_the_next_harvests_change_what_changed_and_keep_every_ark(
    serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]
) -> None:
    partner = serve(Partner([given("a", "1", "2"), given("b", "1")]))
    harvest()
    arks = dict(Ark.objects.values_list("identifier", "name"))
    run = harvest(kind="full")
    assert (run.new, run.changed, run.unchanged) == (0, 0, 2)
    partner.items[0] = given("a", "2", "3")
    run = harvest(kind="full")
    assert (run.new, run.changed, run.unchanged) == (0, 1, 1)
    assert standing() == {"a": ["", "2", "3"], "b": ["", "1"]}
    assert arks.items() <= dict(Ark.objects.values_list("identifier", "name")).items()
    assert harvest(kind="replay").state == "done" and standing() == {"a": ["", "2", "3"], "b": ["", "1"]}


@pytest.mark.parametrize("said", [True, False])
def test_what_the_partner_takes_away_is_withdrawn_and_may_come_back(
    serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun], said: bool
) -> None:
    partner = serve(Partner([given("a", "1"), given("b", "1")]))
    harvest()
    gone = Item(identifier="oai:x:a", datestamp="2026-02-01T00:00:00Z", deleted=True, position=1)
    partner.items[:] = [gone, given("b", "1")] if said else [given("b", "1")]
    assert harvest(kind="full").state == "done"
    assert standing() == {"b": ["", "1"]}
    partner.items[:] = [given("a", "1", when="2026-03-01T00:00:00Z"), given("b", "1")]
    harvest(kind="full")
    assert standing() == {"a": ["", "1"], "b": ["", "1"]}


def test_a_broken_one_waits_in_quarantine_and_leaves_the_version_before_it(
    serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]
) -> None:
    partner = serve(Partner([given("a", "1"), given("b", "1")]))
    harvest()
    broken = given("a", "1", "2")
    broken.data = broken.data[:-40]
    nameless = Item(identifier="oai:x:c", datestamp="", data=b"<ead><eadheader/><archdesc/></ead>", position=3)
    notice = Item(identifier="oai:x:d", datestamp="", data=b"<record><leader/></record>", position=4)
    partner.items[:] = [broken, given("b", "1", "2"), nameless, notice]
    run = harvest(kind="full")
    assert (run.state, run.changed, run.refused) == ("done", 1, 3)
    assert standing() == {"a": ["", "1"], "b": ["", "1", "2"]}
    assert {one.identifier: one.code for one in QuarantinedRecord.objects.all()} == {
        "oai:x:a": "ead_broken", "oai:x:c": "ead_without_identifier", "oai:x:d": "ead_none",
    }  # fmt: skip


def test_a_server_that_gives_its_finding_aids_other_names_changes_nothing_for_readers(
    serve: Callable[[Partner], Partner], harvest: Callable[..., HarvestRun]
) -> None:
    partner = serve(Partner([given("a", "1")]))
    harvest()
    partner.items[:] = [given("other", "1", eadid="FR-693836101-a")]
    run = harvest(kind="full")
    assert run.state == "done" and standing() == {"other": ["", "1"]}
    assert run.messages.filter(code="inventory_twice").exists()
    partner.items[:] = [given("other", "7", eadid="FR-693836101-z")]
    harvest(kind="full")
    assert standing() == {"other": ["", "7"]}, "another finding aid under the same name takes the place of the one before"
