"""The addresses of today for tests that hold a row or a number: they ask the database, so never inside a count of statements."""

from __future__ import annotations

from catalogue.core.rules.copies import copy_key
from catalogue.models import Record
from catalogue.selectors import arks as selectors
from catalogue.services import arks


def notice_path(record: Record) -> str:
    """The path of a record's page; its ark is minted where the test stored it by hand."""
    arks.mint_missing([record.pk])
    return f"/ark:/{selectors.of_records([record.pk])[record.pk]}"


def institution_path(code: str) -> str:
    """The path of an institution's page, by its RCR or its ISIL."""
    return f"/ark:/{arks.of_institution(code)}"


def today(path: str) -> str:
    """``path`` as it is written today: that of an institution by its number becomes the one by its ark, any other stays."""
    before, former, code = path.partition("/etablissement/")
    return f"{before}{institution_path(code)}" if former else path


def copy_path(record: Record, place: int = 0) -> str:
    """What the addresses of a digital copy of a record begin with."""
    copy = record.as_description.digital_copies[place]
    return f"/numerisation/{notice_path(record).removeprefix('/ark:/')}/{copy_key(copy)}"
