"""Finding aids written as EAD 2002: valid by its DTD, component by component, whatever their length.

What is written reads back as it was (``formats.ead.read_ead``): a test on generated trees and on real files says so.
"""

from __future__ import annotations

from catalogue.formats.ead.writing.fonds import write_fonds
from catalogue.formats.ead.writing.stream import write_ead

__all__ = ["write_ead", "write_fonds"]
