"""The Europeana Data Model: digitised documents as Europeana takes them (EDM, external, 2025)."""

from __future__ import annotations

from catalogue.formats.edm.rights import rights_of
from catalogue.formats.edm.write import EDM, EDM_SCHEMA, write_edm

__all__ = ["EDM", "EDM_SCHEMA", "rights_of", "write_edm"]
