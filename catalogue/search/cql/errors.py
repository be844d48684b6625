"""What is wrong with a query, by the number of the SRU diagnostic (https://www.loc.gov/standards/sru/diagnostics/diagnosticsList.html)."""

from __future__ import annotations

SYNTAX, LONG, PARENTHESES, QUOTES, CONTEXT_SET, INDEX, COMBINATION, RELATION, MODIFIER = 10, 12, 13, 14, 15, 16, 18, 19, 20
RELATION_OF_INDEX, TERM_OF_RELATION, EMPTY_TERM, MASKING, MASKED_SHORT, ANCHOR = 22, 24, 27, 28, 29, 31
BOOLEAN, MANY_BOOLEANS, PROXIMITY, BOOLEAN_MODIFIER, FEATURE, SORT, SORT_KEY = 37, 38, 39, 46, 48, 80, 88


class CqlError(Exception):
    """A query that cannot be answered: ``number`` of the diagnostic, ``details`` as its definition asks, ``position`` of the first
    character concerned, from 0.
    """

    def __init__(self, number: int, details: str = "", *, position: int = 0) -> None:
        super().__init__(f"{number} {details} ({position})")
        self.number = number
        self.details = details
        self.position = position
