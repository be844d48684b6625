"""UNIMARC, as French libraries write it: from a record to the common description (one module per target field)."""

from __future__ import annotations

from catalogue.formats.unimarc.describe import describe

__all__ = ["describe"]
