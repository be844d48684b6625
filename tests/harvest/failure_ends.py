"""How a run must end for each failure mode of a partner's server: state, records, sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fault_server.server import authority

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
    "invalid_utf8": End(says="read as Windows-1252", codes=("protocol.xml.windows",)),
    "bytes_of_no_character_set": End(active=23, quarantined=1, says="not UTF-8", codes=("protocol.xml.bad_utf8",)),
    "charset_in_the_header_only": End(says="iso-8859-1", codes=("protocol.xml.encoding",)),
    "charset_wrongly_declared": End(says="read as UTF-8", codes=("protocol.xml.contradicted",)),
    "packed_as_a_character_set": End(says="“utf-8”", codes=("protocol.http.encoding_plain",)),
    "packed_as_nothing": End(says="“none”", codes=("protocol.http.encoding_plain",)),
    "packed_as_nobody_knows": End(says="“x-koha”", codes=("protocol.http.encoding_plain",)),
    "session_in_a_cookie": End(),
    "first_record_of_year_one": End(
        says="begin on 1970-01-01", codes=("protocol.oai.earliest",), endpoint={"window_days": 10}, clock=FEBRUARY
    ),
    "first_record_of_no_date": End(codes=("protocol.oai.earliest",), endpoint={"window_days": 10}, clock=FEBRUARY),
    "periods_ignored": End(says="ignores the period", codes=("protocol.oai.dates_ignored",), endpoint={"window_days": 16}, clock=FEBRUARY),
    "identify_fails": End(says="Identify failed: “127.0.0.1” had an internal error", codes=("protocol.oai.no_identify",)),
    "identify_unknown": End(codes=("protocol.oai.no_identify",), endpoint={"window_days": 10}),
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
    "record_written_as_text": End(active=23, quarantined=1, says="without a notice", codes=("protocol.record.packed",)),
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
