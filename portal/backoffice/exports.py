"""Exports of lists: what a partner wrote is text in a spreadsheet, never a formula."""

from __future__ import annotations

from typing import Any

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class TextExport:
    """Mixin of Wagtail's exports (CSV, XLSX): a text that a spreadsheet would compute is given an apostrophe (OWASP, CSV injection)."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """The value of a cell."""
        given = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return f"'{given}" if isinstance(given, str) and given.startswith(_BEGINS_A_FORMULA) else given
