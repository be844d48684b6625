"""From the common description to a MARC 21 record: beside the readers, without the punctuation of ISBD (leader/18 is "c")."""

from __future__ import annotations

from catalogue.formats.marc21.writing.write import write

__all__ = ["write"]
