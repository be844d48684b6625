"""From the common description to Dublin Core, simple (oai_dc) and qualified (dcterms): beside the readers."""

from __future__ import annotations

from catalogue.formats.dublin_core.writing.write import OAI_DC, Said, elements, write_oai_dc, write_qualified, write_srw_dc

__all__ = ["OAI_DC", "Said", "elements", "write_oai_dc", "write_qualified", "write_srw_dc"]
