"""The names of the elements that are records, whatever their prefix and their namespace; no other list says it."""

from __future__ import annotations

# MARC, OAI-PMH and SRU all call theirs "record", UNIMARC Slim "rec": the outermost one is cut, the envelope is opened afterwards.
MARC_OR_ENVELOPE = frozenset({"record", "rec"})
DUBLIN_CORE = frozenset({"dc", "oai_dc", "qualifieddc", "qdc", "dcterms", "simpledc"})
FINDING_AIDS = frozenset({"ead"})
RECORDS = MARC_OR_ENVELOPE | DUBLIN_CORE | FINDING_AIDS
# What a record of MARC holds: outside any record, they tell of one whose own tag is damaged.
MARC_CHILDREN = frozenset({"leader", "controlfield", "datafield"})
