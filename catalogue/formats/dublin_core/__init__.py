"""Dublin Core, simple and qualified: from an XML element to the common description (one module per group of elements)."""

from __future__ import annotations

from catalogue.formats.dublin_core.describe import describe

__all__ = ["describe"]
