"""Dates as title pages, cataloguers, machines and coded fields write them, as the span of years they may cover.

The words are those of French, Latin and English cataloguing (ISBD area 4; AFNOR Z44-050): "[18--?]", "ca 1600", "an II",
"M. DCC. LXXXIX", "début du XVIIe siècle", "1580 [i.e. 1590]", "s.d.".

Where do I change …? What a word means: ``words``. How a text is cut: ``scanning``. What makes a year, a century, a Republican or a Hijri
date: ``grammar``, ``written``, ``roman``, ``centuries``, ``eras``, ``republican``, ``calendars``. What two dates say together:
``combining``. EDTF and W3CDTF: ``machine``. UNIMARC 100 and MARC 21 008: ``coded``.
"""

from catalogue.core.dates.coded import coded_range, coded_year
from catalogue.core.dates.machine import day_of
from catalogue.core.dates.reading import parse, read
from catalogue.core.dates.years import CIRCA, EARLIEST, LATEST, UNKNOWN, Years

__all__ = ["CIRCA", "EARLIEST", "LATEST", "UNKNOWN", "Years", "coded_range", "coded_year", "day_of", "parse", "read"]
