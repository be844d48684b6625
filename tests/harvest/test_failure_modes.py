"""Every way in which a partner's server fails, seen from the run: how it ends, what is kept, what the partner admin reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import translation

from harvest.models import Endpoint, HarvestRun, Window
from harvest.protocols.politeness import MANNERS
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.endpoints import NewEndpoint, add
from harvest.services.report import report
from tests.fault_server import MODES, FaultServer, records
from tests.fault_server.server import authority

pytestmark = pytest.mark.django_db

FAST = {"read_timeout": 2.0, "total_timeout": 3.0, "slow_grace": 0.5, "connect_timeout": 2.0}
SET = {"set_spec": "livres"}
TLS = {"ca_bundle": authority()}


@dataclass(frozen=True)
class End:
    """How a full harvest of 25 records, one of them deleted, must end. ``says``: words of the sentence shown for the run, or of
    one of its messages. ``codes``: messages that must be among the run's.
    """

    state: str = "done"
    active: int = 24
    tombstones: int = 1
    quarantined: int = 0
    unidentified: int = 0
    says: str = ""
    codes: tuple[str, ...] = ()
    endpoint: dict[str, Any] = field(default_factory=dict)
    clock: str = ""


FEBRUARY = "2024-02-01T00:00:00Z"
NOTHING = {"active": 0, "tombstones": 0}
FIRST_PAGE = {"active": 9, "tombstones": 1}
TWO_PAGES = {"active": 19, "tombstones": 1}

ENDS = {
    "good": End(),
    "expired_token_mid_harvest": End(says="token has expired", codes=("protocol.oai.bad_token", "restarted_slice")),
    "token_always_expired": End(says="cut in smaller slices", codes=("protocol.oai.bad_token", "split_slice")),
    "single_use_token": End(codes=("protocol.xml.truncated", "protocol.oai.bad_token", "restarted_slice")),
    "token_with_plus_signs": End(),
    "same_token_for_ever": End("failed", **TWO_PAGES, says="go round in circles"),
    "same_page_new_tokens": End("failed", **TWO_PAGES, says="go round in circles"),
    "long_token_circle": End("failed", says="go round in circles"),
    "token_element_blank_at_end": End(),
    "token_absent_at_end": End(),
    "token_after_the_end": End(),
    "list_size_absurd": End(says="announced 225176 records", codes=("protocol.oai.short_list",)),
    "list_size_moves": End(),
    "list_ends_early": End(**FIRST_PAGE, says="records may be missing", codes=("protocol.oai.short_list",)),
    "server_error_in_deep_pages": End(says="cut in smaller slices", codes=("split_slice",)),
    "server_error_once": End(),
    "too_many_records_refused": End(says="cut in smaller slices", codes=("split_slice",)),
    "busy_retry_after_seconds": End(says="asks for patience", codes=("protocol.http.busy",)),
    "busy_retry_after_date": End(says="asks for patience", codes=("protocol.http.busy",)),
    "busy_without_retry_after": End("failed", **NOTHING, says="asks for patience"),
    "too_many_requests": End(says="asks for patience", codes=("protocol.http.busy",)),
    "empty_body": End(says="gave an empty answer", codes=("protocol.http.empty",)),
    "truncated_xml": End(says="stops in the middle", codes=("protocol.xml.truncated",)),
    "html_page_with_200": End(says="Maintenance en cours", codes=("protocol.xml.html",)),
    "always_html": End("failed", **NOTHING, says="check the address"),
    "php_notice_after_root": End(says="after the end of the XML", codes=("protocol.xml.trailing",)),
    "robot_challenge": End("failed", **NOTHING, says="asks for a human being"),
    "forbidden": End("failed", **NOTHING, says="write to the partner"),
    "invalid_utf8": End(active=23, quarantined=1, says="not UTF-8", codes=("protocol.xml.bad_utf8",)),
    "control_characters": End(says="forbidden characters were replaced", codes=("protocol.xml.control_characters",)),
    "entities_in_doctype": End(active=23, quarantined=1, says="set aside with its bytes", codes=("protocol.xml.broken_record",)),
    "prolog_inside_record": End(says="XML declaration of their own", codes=("protocol.xml.inner_prolog",)),
    "byte_order_mark_and_blanks": End(codes=("protocol.xml.leading",)),
    "prefixed_oai_elements": End(),
    "namespaces_on_record": End(),
    "wrong_oai_namespace": End(codes=("protocol.oai.namespace",)),
    "no_oai_namespace": End(codes=("protocol.oai.namespace",)),
    "second_granularity_refused": End(codes=("protocol.oai.granularity",), endpoint={"window_days": 10}, clock=FEBRUARY),
    "day_granularity_refused": End(codes=("protocol.oai.granularity",), endpoint={"window_days": 10}, clock=FEBRUARY),
    "clock_ahead": End(codes=("protocol.oai.clock",)),
    "not_in_date_order": End(),
    "exclusive_until": End(),
    "backdated_datestamps": End(),
    "deletions_not_announced": End(),
    "gap_behind_the_cursor": End(
        "failed", active=19, tombstones=1, says="slices of the period could not be harvested", endpoint={"window_days": 5}, clock=FEBRUARY
    ),
    "another_source_is_broken": End("failed", **NOTHING, says="internal error"),
    "slow_but_good": End(),
    "fails_then_recovers": End("failed", **NOTHING, says="does not offer the format"),
    "duplicate_identifiers": End(),
    "record_without_metadata": End(active=22, quarantined=2, says="without a notice", codes=("protocol.record.no_metadata",)),
    "record_without_identifier": End(
        active=22, unidentified=2, says="no identifier is ever made up", codes=("protocol.record.no_identifier",)
    ),
    "record_without_header": End(active=23, unidentified=1, says="has no header", codes=("protocol.record.no_header",)),
    "record_without_datestamp": End(codes=("protocol.record.no_datestamp",)),
    "broken_notice": End(active=23, quarantined=1),
    "broken_record": End(active=23, quarantined=1, says="not well-formed", codes=("protocol.xml.broken_record",)),
    "nothing_matches": End("failed", **NOTHING, says="read no record at all", endpoint=SET),
    "vanished_set": End("failed", **NOTHING, says="does not exist on the server any more", endpoint=SET),
    "format_not_offered": End("failed", **NOTHING, says="does not offer the format"),
    "no_sets": End("failed", **NOTHING, says="The server has no sets", endpoint=SET),
    "certificate_expired": End("failed", **NOTHING, says="has expired", endpoint=TLS),
    "certificate_chain_incomplete": End("failed", **NOTHING, says="intermediate one is missing", endpoint=TLS),
    "certificate_self_signed": End("failed", **NOTHING, says="signed its security certificate itself", endpoint=TLS),
    "certificate_of_another_host": End("failed", **NOTHING, says="belongs to another server", endpoint=TLS),
    "moved_permanently": End(says="replace the address", codes=("protocol.http.moved",)),
    "redirect_circle": End("failed", **NOTHING, says="Ask the partner for the right address"),
    "redirect_to_private_address": End("failed", **NOTHING, says="not on the public internet"),
    "connection_reset": End(says="cut the connection", codes=("protocol.http.reset",)),
    "connection_closed_early": End(says="before its end", codes=("protocol.http.cut",)),
    "hanging_endpoint": End(says="stayed silent", codes=("protocol.http.read_timeout",)),
    "slow_drip": End(says="bytes a second", codes=("protocol.http.too_slow",)),
    "slow_drip_in_headers": End(says="not complete after", codes=("protocol.http.deadline",)),
    "huge_page": End(says="cut in smaller slices", codes=("split_slice",), endpoint={"options": {"max_bytes": 5_000_000}}),
    "empty_set_argument_refused": End(),
    "gzip_unasked": End(),
    "gzip_announced_but_plain": End(),
    "gzip_damaged": End(),
    "gzip_bomb": End("failed", **NOTHING, says="refused as dangerous"),
}

Partner = Callable[..., Endpoint]


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Waits are asked for and counted, but they are short."""
    settings.HARVEST_ALLOW_LOOPBACK = True
    monkeypatch.setattr("harvest.pipeline.advance.LONGEST_SLEEP", 0.02)
    monkeypatch.setattr("harvest.protocols.oai_pmh.SECOND_TRY_SECONDS", 0.02)
    monkeypatch.setattr(MANNERS, "cool", lambda place, *, seconds: None)


@pytest.fixture
def partner(in_a_hurry: None, db: None) -> Partner:
    """An endpoint for a running server."""

    def make(server: FaultServer, *, slug: str = "partenaire", **changes: Any) -> Endpoint:
        options = FAST | changes.pop("options", {})
        new = NewEndpoint(slug, protocol="oai_pmh", url=server.url, rcr="693836101", prefix="oai_dc", format="dublin_core", options=options)
        endpoint = add(new)
        Endpoint.objects.filter(pk=endpoint.pk).update(requests_per_second=1000, **changes)
        endpoint.refresh_from_db()
        return endpoint

    return make


def harvest(endpoint: Endpoint, *, kind: str | None = None) -> HarvestRun:
    """One run to its end."""
    endpoint.refresh_from_db()
    return drive(runs.start(endpoint, kind=kind).pk, index=False)


def sentences(run: HarvestRun) -> str:
    """What a partner admin reads of a run, in English: its reason and its messages."""
    with translation.override("en"):
        return "\n".join([run.reason, *(str(message) for message in run.messages.all())])


def adds_up(run: HarvestRun) -> bool:
    """The counters' identity."""
    return run.read == run.new + run.changed + run.unchanged + run.deleted + run.refused


def test_every_mode_has_its_end() -> None:
    assert set(ENDS) == set(MODES)
    assert len({mode.number for mode in MODES.values()} - {0}) >= 36


@pytest.mark.parametrize("name", ENDS)
def test_the_run_ends_as_documented(name: str, partner: Partner) -> None:
    expected = ENDS[name]
    with FaultServer(mode=name) as server:
        server.play.clock = expected.clock
        run = harvest(partner(server, **expected.endpoint))

    told = sentences(run)
    held = report(run)["totals"]
    assert run.state == expected.state, told
    assert held == {
        "active": expected.active,
        "tombstones": expected.tombstones,
        "quarantined": expected.quarantined,
        "unidentified": expected.unidentified,
    }, told
    assert expected.says in told
    assert set(expected.codes) <= set(run.messages.values_list("code", flat=True))
    assert "%(" not in told
    assert adds_up(run)
    assert (run.state == "failed") == bool(run.reason)


def test_the_next_harvest_starts_from_the_servers_clock_not_from_ours(partner: Partner) -> None:
    with FaultServer(mode="clock_ahead") as server:
        endpoint = partner(server)
        first = harvest(endpoint)
        harvest(endpoint)
        asked = [request["from"] for request in server.requests if request["verb"] == "ListRecords" and request["from"]]
    assert first.first_response_date is not None
    assert asked and asked[0] < first.first_response_date.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_nothing_is_lost_at_the_edges_of_slices_when_until_is_excluded(partner: Partner) -> None:
    with FaultServer(mode="exclusive_until") as server:
        server.play.clock = FEBRUARY
        run = harvest(partner(server, window_days=1))
    assert (run.state, report(run)["totals"]["active"]) == ("done", 24)


def test_backdated_changes_are_caught_by_the_next_full_harvest(partner: Partner) -> None:
    with FaultServer(mode="backdated_datestamps") as server:
        endpoint = partner(server)
        harvest(endpoint)
        server.play.reload()  # type: ignore[attr-defined]
        assert harvest(endpoint, kind="incremental").changed == 0
        full = harvest(endpoint, kind="full")
    assert (full.state, full.changed) == ("done", 24)


def test_deletions_that_nobody_announced_are_found_by_comparison(partner: Partner) -> None:
    with FaultServer(mode="deletions_not_announced", records=records(40)) as server:
        endpoint = partner(server)
        harvest(endpoint)
        server.play.forget(2)  # type: ignore[attr-defined]
        run = harvest(endpoint, kind="full")
        assert (run.state, run.vanished) == ("done", 2)
        assert report(run)["totals"]["tombstones"] == 2
        server.play.forget(20)  # type: ignore[attr-defined]
        run = harvest(endpoint, kind="full")
    assert run.state == "needs_decision"
    assert "Nothing was withdrawn" in sentences(run)
    assert report(run)["totals"]["active"] == 38


def test_a_list_that_ends_early_withdraws_nothing_and_asks(partner: Partner) -> None:
    with FaultServer() as good:
        endpoint = partner(good)
        harvest(endpoint)
    with FaultServer(mode="list_ends_early") as server:
        Endpoint.objects.filter(pk=endpoint.pk).update(url=server.url)
        run = harvest(endpoint, kind="full")
    assert run.state == "needs_decision"
    assert report(run)["totals"]["active"] == 24


def test_a_vanished_set_withdraws_nothing(partner: Partner) -> None:
    with FaultServer() as good:
        endpoint = partner(good, **SET)
        harvest(endpoint)
    with FaultServer(mode="vanished_set") as server:
        Endpoint.objects.filter(pk=endpoint.pk).update(url=server.url)
        run = harvest(endpoint, kind="full")
    assert run.state == "failed"
    assert report(run)["totals"]["active"] == 24
    assert "Ask the partner for the new name" in sentences(run)


def test_a_gap_behind_the_cursor_is_a_failure_that_resuming_fills(partner: Partner) -> None:
    with FaultServer(mode="gap_behind_the_cursor") as server:
        server.play.clock = FEBRUARY
        endpoint = partner(server, window_days=5)
        run = harvest(endpoint)
        assert run.state == "failed"
        assert run.windows.filter(state=Window.State.FAILED).count() == 1
        endpoint.refresh_from_db()
        assert endpoint.harvested_until is None, "a period with a gap is not covered"
        server.play.repaired = True  # type: ignore[attr-defined]
        run = drive(runs.resume(run).pk, index=False)
    assert (run.state, report(run)["totals"]["active"]) == ("done", 24)


def test_a_broken_partner_does_not_stop_the_others(partner: Partner) -> None:
    with FaultServer(mode="another_source_is_broken") as broken, FaultServer() as good:
        waiting = runs.start(partner(broken, slug="en-panne"))
        other = harvest(partner(good, slug="en-forme"))
        assert other.state == "done"
        assert drive(waiting.pk, index=False).state == "failed"


def test_a_second_run_of_the_same_source_is_refused(partner: Partner) -> None:
    with FaultServer(mode="slow_but_good") as server:
        endpoint = partner(server)
        run = runs.start(endpoint)
        with pytest.raises(runs.RunRefused) as refused:
            runs.start(endpoint)
        assert refused.value.message.code == "run_already_active"
        drive(run.pk, index=False)
        lists = [request for request in server.requests if request["verb"] == "ListRecords"]
    assert len(lists) == 3


def test_an_old_error_is_not_shown_with_a_new_run(partner: Partner) -> None:
    with FaultServer(mode="fails_then_recovers") as server:
        endpoint = partner(server)
        failed = harvest(endpoint)
        server.play.repaired = True  # type: ignore[attr-defined]
        run = harvest(endpoint)
    assert (failed.state, run.state) == ("failed", "done")
    assert sentences(run).strip() == ""
    assert "does not offer the format" in sentences(failed)


def test_the_newest_of_two_versions_wins(partner: Partner) -> None:
    with FaultServer(mode="duplicate_identifiers") as server:
        run = harvest(partner(server))
    from catalogue.models import Record

    assert run.state == "done"
    assert "revue" in Record.objects.get(identifier="oai:partenaire.example:1").as_description.title
