"""From the common description to a UNIMARC record, as French libraries write it: one module per target field, beside the readers."""

from __future__ import annotations

from catalogue.formats.unimarc.writing.write import write

__all__ = ["write"]
