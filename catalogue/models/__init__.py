"""What the catalogue keeps in PostgreSQL."""

from catalogue.models.institution import Institution, InstitutionIndex
from catalogue.models.marks import IndexMark
from catalogue.models.record import Record
from catalogue.models.source import Source
from catalogue.models.synonym import Synonym

__all__ = ["IndexMark", "Institution", "InstitutionIndex", "Record", "Source", "Synonym"]
