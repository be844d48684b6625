"""From the common description to MODS 3.8 (Library of Congress): one module per group of elements of the standard."""

from __future__ import annotations

from catalogue.formats.mods.write import MODS, MODS_SCHEMA, write_mods

__all__ = ["MODS", "MODS_SCHEMA", "write_mods"]
