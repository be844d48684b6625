"""MARC 21: from a bibliographic record to the common description (one module per target field)."""

from __future__ import annotations

from catalogue.formats.marc21.describe import describe

__all__ = ["describe"]
