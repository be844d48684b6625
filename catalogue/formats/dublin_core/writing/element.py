"""One element of Dublin Core on its way out."""

from __future__ import annotations

from typing import NamedTuple


class Element(NamedTuple):
    """``name`` of the fifteen, ``refined`` its refinement in dcterms (``abstract`` of ``description``), ``scheme`` its encoding."""

    name: str
    text: str
    refined: str = ""
    scheme: str = ""
    language: str = ""
