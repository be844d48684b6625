"""CQL, the query language of SRU: read with positions and diagnostics, then turned into the search's own plan."""

from __future__ import annotations

from catalogue.search.cql.errors import CqlError
from catalogue.search.cql.parsing import parse
from catalogue.search.cql.planning import plan, point_of

__all__ = ["CqlError", "parse", "plan", "point_of"]
