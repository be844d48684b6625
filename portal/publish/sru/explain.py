"""What this server can do, made from what it does (ZeeRex 2.0): indexes, relations, orders, schemas and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings

from catalogue.search.cql.planning import INDEXES, LISTED, RELATIONS, SCANNED, SETS, SORTS, Index
from portal.publish.sru import facets
from portal.publish.sru.arguments import MOST, USUAL
from portal.publish.sru.schemas import SCHEMAS

URI = "http://explain.z3950.org/dtd/2.0/"


def record(site: str, path: str, *, version: str) -> str:
    """The ``explain`` element."""
    parts = urlsplit(site)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    indexes = "".join(map(_index, INDEXES))
    sets = "".join(f"<set name={quoteattr(name)} identifier={quoteattr(uri)}/>" for name, uri in SETS.items())
    schemas = "".join(
        f"<schema identifier={quoteattr(each.uri)} name={quoteattr(each.names[0])} sort=\"false\" retrieve=\"true\">"
        f"<title>{escape(each.title)}</title></schema>"
        for each in SCHEMAS
    )  # fmt: skip
    newer = version[0] == "2"
    method = "" if newer else ' method="GET POST"'
    examples = f"<searchInfo><queryExample>dc.title = phénix</queryExample>{_facets()}</searchInfo>" if newer else ""
    return (
        f"<explain xmlns={quoteattr(URI)}>"
        f'<serverInfo protocol="SRU" version={quoteattr(version)} transport="http"{method}>'
        f"<host>{escape(parts.hostname or '')}</host><port>{port}</port><database>{path.lstrip('/')}</database></serverInfo>"
        f'<databaseInfo><title lang="fr" primary="true">{escape(settings.WAGTAIL_SITE_NAME)}</title></databaseInfo>'
        f"<indexInfo>{sets}{indexes}</indexInfo>{examples}<schemaInfo>{schemas}</schemaInfo>"
        f'<configInfo><default type="numberOfRecords">{USUAL}</default><setting type="maximumRecords">{MOST}</setting></configInfo>'
        "</explain>"
    )


def _facets() -> str:
    """The facets of an answer, as the schema of SRU 2.0 lists them."""
    order = (
        '<sort><sortBy><recordCount default="true">true</recordCount><alphanumeric default="false">true</alphanumeric></sortBy>'
        '<sortOrder><ascending default="false">true</ascending><descending default="true">true</descending></sortOrder></sort>'
    )
    limit = f"<limit><limitDefault>{facets.USUAL}</limitDefault><otherLimit>true</otherLimit></limit>"
    start = "<start><startDefault>1</startDefault><otherStart>true</otherStart></start>"
    listed = (
        f"<facet><facetType>{index.name}</facetType><facetDescription>{escape(index.title)}</facetDescription>{limit}{start}{order}</facet>"
        for index in LISTED
    )
    return f"<facets>{''.join(listed)}</facets>"


def _index(index: Index) -> str:
    """One index under all its names, and whether an answer can be ordered by it."""
    names = "".join(
        f"<map><name set={quoteattr(name.partition('.')[0])}>{name.partition('.')[2]}</name></map>" for name in (index.name, *index.also)
    )
    supported = "".join(f'<supports type="relation">{escape(relation)}</supports>' for relation in RELATIONS[index.kind])
    relations = f"<configInfo>{supported}</configInfo>"
    ordered = str(index.name in SORTS).lower()
    scanned = str(index in SCANNED).lower()
    return (
        f'<index search="true" scan="{scanned}" sort="{ordered}"><title lang="fr">{escape(index.title)}</title>{names}{relations}</index>'
    )
