"""Diagnostics: what is wrong with a request, by number; every answer is HTTP 200 and says it in XML."""

from __future__ import annotations

TEMPORARY, OPERATION, VERSION, PARAMETER_VALUE, MISSING, PARAMETER = 2, 4, 5, 6, 7, 8
POSITION = 120
OUT_OF_RANGE, RECORD_GONE, SCHEMA, NOT_IN_SCHEMA, PACKING, STYLESHEET, SORT = 61, 65, 66, 67, 71, 110, 80
URI = "info:srw/diagnostic/1/"
SCHEMA_OF_DIAGNOSTICS = "info:srw/schema/1/diagnostics-v1.1"
MESSAGES = {
    2: "System temporarily unavailable", 4: "Unsupported operation", 5: "Unsupported version", 6: "Unsupported parameter value",
    7: "Mandatory parameter not supplied", 8: "Unsupported parameter", 10: "Query syntax error", 12: "Too many characters in query",
    13: "Invalid or unsupported use of parentheses", 14: "Invalid or unsupported use of quotes", 15: "Unsupported context set",
    16: "Unsupported index", 19: "Unsupported relation", 20: "Unsupported relation modifier",
    22: "Unsupported combination of relation and index", 24: "Unsupported combination of relation and term", 27: "Empty term unsupported",
    28: "Masking character not supported", 29: "Masked words too short", 31: "Anchoring character not supported",
    37: "Unsupported boolean operator", 38: "Too many boolean operators in query", 39: "Proximity not supported",
    46: "Unsupported boolean modifier", 48: "Query feature unsupported", 61: "First record position out of range",
    65: "Record temporarily unavailable", 66: "Unknown schema for retrieval", 67: "Record not available in this schema",
    71: "Unsupported recordPacking value", 80: "Sort not supported", 88: "Unsupported sort key", 110: "Stylesheets not supported",
    120: "Response position out of range",
}  # fmt: skip


class Diagnostic(Exception):
    """A request, or a record, that cannot be answered: ``number`` of the list of diagnostics, ``details`` as its definition asks."""

    def __init__(self, number: int, details: str = "") -> None:
        super().__init__(f"{number} {details}")
        self.number = number
        self.details = details

    @property
    def message(self) -> str:
        """What the list of diagnostics says of the number."""
        return MESSAGES.get(self.number, "General system error")
