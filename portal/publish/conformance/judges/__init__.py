"""The judges, in the order of the page: each looks at one thing that is given, by what its standard asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.publish.conformance.judges import (
    arks,
    changes,
    citations,
    dumps,
    finding_aids,
    iiif,
    marc,
    oai,
    reconciling,
    schemas,
    sitemaps,
    sru,
)  # fmt: skip
from portal.publish.conformance.judging import Judge

JUDGES: tuple[Judge, ...] = (
    Judge("oai", _("Harvesting: every verb, the errors, two pages of each list, records drawn by lot"), "OAI-PMH 2.0",
          "https://www.openarchives.org/OAI/openarchivesprotocol.html", oai.look),
    Judge("schemas", _("Harvesting and SRU: the answers by their schemas"), "XML Schema",
          "https://www.w3.org/TR/xmlschema-1/", schemas.look),
    Judge("sru", _("SRU: what explain promises, in each version, and the diagnostics"), "SRU 1.1, 1.2, 2.0",
          "https://docs.oasis-open.org/search-ws/searchRetrieve/v1.0/searchRetrieve-v1.0-part0-overview.html", sru.look),
    Judge("marc", _("Records drawn by lot written in UNIMARC and MARC 21, read again, written again: the same bytes"), "ISO 2709",
          "https://www.iso.org/standard/41319.html", marc.look),
    Judge("citations", _("References drawn by lot, as programs for bibliographies take them"), "JSON-LD, RIS, BibTeX, CSL-JSON",
          "https://docs.citationstyles.org/en/stable/specification.html", citations.look),
    Judge("finding-aids", _("Fonds as files, by the grammar of EAD"), "EAD 2002",
          "https://www.loc.gov/ead/", finding_aids.look),
    Judge("arks", _("Arks drawn by lot: the page, what ?info says, hyphens"), "ARK, ERC",
          "https://datatracker.ietf.org/doc/draft-kunze-ark/", arks.look),
    Judge("iiif", _("Collections and manifests of digital copies"), "IIIF Presentation 3.0",
          "https://iiif.io/api/presentation/3.0/", iiif.look),
    Judge("changes", _("The stream of changes, its last pages"), "IIIF Change Discovery 1.0",
          "https://iiif.io/api/discovery/1.0/", changes.look),
    Judge("reconciliation", _("Each thing found again by its own name"), "Reconciliation API 0.2",
          "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/", reconciling.look),
    Judge("dumps", _("The files of the last dump: sizes and checksums"), "DCAT, SHA-256",
          "https://www.w3.org/TR/vocab-dcat-3/", dumps.look),
    Judge("sitemaps", _("Addresses of the sitemaps drawn by lot: they answer"), "Sitemaps 0.90",
          "https://www.sitemaps.org/protocol.html", sitemaps.look),
)  # fmt: skip
