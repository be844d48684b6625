"""Encoded Archival Description: finding aids in EAD 2002 (DTD or schema) and EAD3, read component by component.

Where do I change …? What is read of one level: ``unit`` (its ``did``), ``notes``, ``terms``, ``digital``, ``dates``. The header:
``header``. How a file is walked without holding it: ``stream``. How marked-up text becomes plain: ``text``. The forms: ``model``.
"""

from catalogue.formats.ead.model import Component, DigitalObject, FindingAid, Header, Refusal, Unit
from catalogue.formats.ead.stream import read_ead

__all__ = ["Component", "DigitalObject", "FindingAid", "Header", "Refusal", "Unit", "read_ead"]
