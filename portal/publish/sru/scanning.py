"""Scan: the terms of an index around a point, each with the number of notices that it finds: words of texts, codes, headings."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from catalogue.search import cql
from catalogue.search.cql import CqlError
from catalogue.search.cql.planning import TEXT
from catalogue.search.engine import SearchUnavailable
from catalogue.search.plan import Everything
from portal.publish.sru import diagnostics as d
from portal.publish.sru.arguments import Asked
from portal.publish.sru.diagnostics import Diagnostic
from portal.publish.sru.facets import Term, term_of, walk_of
from portal.publish.sru.words import MOST, CountedWords


class Scanned(NamedTuple):
    """Terms in their order; whether the first of them is the first of the index, and the last one its last."""

    terms: tuple[Term, ...]
    from_the_first: bool
    to_the_last: bool

    def place(self, number: int) -> str:
        """Where the term of a number stands in the whole list, in the words of the protocol."""
        first, last = self.from_the_first and number == 0, self.to_the_last and number == len(self.terms) - 1
        return {(True, True): "only", (True, False): "first", (False, True): "last"}.get((first, last), "inner")


def scan(asked: Asked) -> Scanned:
    """The terms around the one that is asked for, which stands, or would stand, at ``position``; raises Diagnostic."""
    if asked.position > asked.terms + 1:
        raise Diagnostic(d.POSITION, str(asked.position))
    try:
        index, start = cql.point_of(cql.parse(asked.query))
        words = CountedWords(index) if index.kind == TEXT else None
        walk = words or walk_of(index, Everything())
        most = min(asked.terms, MOST) if words else asked.terms
        wanted = min(max(asked.position - 1, 0), most)
        before = list(islice(walk.backwards(start), wanted + 1))
        after = list(islice(walk.forwards(start), most - wanted + 2))
    except CqlError as error:
        raise Diagnostic(error.number, error.details or f"position {error.position}") from error
    except SearchUnavailable as error:
        raise Diagnostic(d.TEMPORARY) from error
    met = bool(after) and after[0].value == start
    if asked.position == 0 and met:  # the list begins behind the point
        before, after = [after[0]], after[1:]
    room, whole = most - wanted, words is None or not words.cut
    values = [*before[:wanted][::-1], *after[:room]]
    return Scanned(tuple(term_of(index, value) for value in values), whole and len(before) <= wanted, whole and len(after) <= room)
