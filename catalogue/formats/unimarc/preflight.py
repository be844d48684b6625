"""What CCFr's Base patrimoine would refuse or lose of a UNIMARC record, record by record, before anything is sent.

Rules from the field: Recommandation 995, Sudoc's 930, the UNIMARC manual. A record that has one "blocking" finding is not sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from catalogue.core.isil import institution_code
from catalogue.core.messages import N_, Message, declare
from catalogue.formats.cleaning import clean
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.messages import CannotHold

Weight = Literal["blocking", "poorer", "changed"]

FINDINGS = {
    "ccfr_no_number": N_("Field 001 is missing: without a stable number, the record cannot be replaced nor withdrawn."),
    "ccfr_no_title": N_("Field 200 has no $a: the record has no title proper."),
    "ccfr_no_place": N_("Neither 930 nor 995 says by its RCR which library holds the document."),
    "ccfr_label": N_("The label has no record type or no level (positions 6 and 7): “%(label)s”."),
    "ccfr_no_call_number": N_("No copy has a call number (930 $a, 995 $k)."),
    "ccfr_no_date": N_("Field 100 has no year (positions 9 to 12)."),
    "ccfr_no_language": N_("Field 101 is missing: the language is not said."),
    "ccfr_no_publication": N_("Neither 210 nor 214: place, publisher and date are not said."),
}
declare(FINDINGS)
_TYPES, _LEVELS = frozenset("abcdefgijklmr"), frozenset("amsci")


class Finding(NamedTuple):
    """``weight``: the record is not sent ("blocking"), it is sent and says less than it should, or it was changed on the way."""

    weight: Weight
    message: Message


def check(record: MarcRecord) -> list[Finding]:
    """Everything that is to be said of a record before it is sent, the gravest first."""
    found = [Finding("blocking", Message(code, args)) for rule in _BLOCKING for code, args in rule(record)]
    found += [Finding("poorer", Message(code, {})) for code, lacks in _POORER.items() if lacks(record)]
    return [*fits(record), *found]


def fits(record: MarcRecord) -> list[Finding]:
    """That ISO 2709 cannot hold a record, where it cannot."""
    try:
        write_iso2709(record)
    except CannotHold as refusal:
        return [Finding("blocking", refusal.message)]
    return []


def _number(record: MarcRecord) -> Iterator[tuple[str, dict[str, str]]]:
    if not record.first("001").strip():
        yield "ccfr_no_number", {}


def _title(record: MarcRecord) -> Iterator[tuple[str, dict[str, str]]]:
    if not clean(record.first("200", "a")):
        yield "ccfr_no_title", {}


def _place(record: MarcRecord) -> Iterator[tuple[str, dict[str, str]]]:
    told = [value for field in record.each("930", "995") for value in field.all("5abcd")]
    if not any(institution_code(value.partition(":")[0].strip()) for value in told):
        yield "ccfr_no_place", {}


def _label(record: MarcRecord) -> Iterator[tuple[str, dict[str, str]]]:
    if record.leader_at(6) not in _TYPES or record.leader_at(7) not in _LEVELS:
        yield "ccfr_label", {"label": record.leader}


_BLOCKING = (_number, _title, _place, _label)
_POORER: dict[str, Callable[[MarcRecord], bool]] = {
    "ccfr_no_call_number": lambda record: not (record.first("930", "a").strip() or record.first("995", "k").strip()),
    "ccfr_no_date": lambda record: not record.first("100", "a")[9:13].strip(" u|"),
    "ccfr_no_language": lambda record: not record.by_tag("101"),
    "ccfr_no_publication": lambda record: not (record.by_tag("210") or record.by_tag("214")),
}
