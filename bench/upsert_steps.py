"""What the upsert bench does to the database: empty it, COPY into it, load pages, load them again."""

from __future__ import annotations

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from bench import corpus
from catalogue.core.keys import Kind
from catalogue.core.serialization import to_json
from catalogue.formats.reading import read_item
from catalogue.services import holdings, intake, sql
from catalogue.services.stored import digest_of, stored
from harvest.models import HarvestRun, Window
from harvest.pipeline import lease, load, sort
from harvest.protocols.base import Item, Page
from harvest.services import runs
from harvest.services.endpoints import NewEndpoint, add
from runtime.postgres_roles import OWNER

FILLED = ("harvest_rawrecord", "catalogue_record", "catalogue_holding", f"catalogue_ark WHERE kind = {int(Kind.NOTICE)}")
COPY_ARK = "COPY catalogue_ark (name, kind, namespace, identifier) FROM STDIN (FORMAT BINARY)"
ARK_TYPES = ("text", "int2", "text", "text")


class Steps:
    """A run that holds its lease, and pages that were sorted once."""

    def __init__(self, size: int, *, page: int) -> None:
        self.endpoint = add(
            NewEndpoint("bench", protocol="oai_pmh", url="http://bench.invalid/", rcr="693836101", prefix="x", format="unimarc")
        )
        self.pages = [self._page(start, min(start + page, size)) for start in range(0, size, page)]
        self.sorted = [self._accept(page) for page in self.pages]

    @staticmethod
    def _page(start: int, stop: int) -> Page:
        return Page(
            items=tuple(
                Item(
                    identifier=corpus.identifier(number),
                    datestamp="2026-01-01T00:00:00Z",
                    data=corpus.notice(number).encode(),
                    position=number - start + 1,
                )
                for number in range(start, stop)
            ),
            checkpoint={"at": stop},
        )

    @staticmethod
    def _accept(page: Page) -> list[sort.Accepted]:
        accepted = []
        for item in page.items:
            reading = read_item(item.data, format="unimarc", identifier=item.identifier)
            assert reading.description is not None
            description = to_json(reading.description)
            accepted.append(sort.Accepted(item, digest_of(item.data), reading, description, digest_of(description), None))
        return accepted

    def empty(self) -> None:
        """No record, and a run that this process holds."""
        with connection.cursor() as cursor:
            cursor.execute(
                "TRUNCATE harvest_rawrecord, catalogue_record, catalogue_holding, catalogue_ark, catalogue_mark, harvest_seenpage,"
                " harvest_harvestrun CASCADE"
            )
        _checkpoint()
        run = lease.claim(runs.start(self.endpoint, kind=HarvestRun.Kind.FULL).pk)
        assert run is not None
        self.run = run
        self.window = Window.objects.create(run=run)

    def raw_copy(self) -> None:
        """The same rows, the same tables, one COPY each per page, nothing else."""
        now = timezone.now()
        for entries in self.sorted:
            with transaction.atomic():
                first = entries[0].item.position
                ids = [int(entry.item.identifier.rpartition(":")[2]) + first for entry in entries]
                raw: list[tuple[object, ...]] = [
                    (id_, self.endpoint.source_id, e.item.identifier, "active", e.item.datestamp, [], e.digest, e.item.data, 1, now)
                    for id_, e in zip(ids, entries, strict=True)
                ]
                self._copy(load.COPY_RAW, load.RAW_TYPES, raw)
                records = [
                    (
                        *(id_, self.endpoint.source_id, e.item.identifier, "active", e.reading.format, e.reading.charset),
                        *(e.description_digest, intake.jsonb(e.description), now, now),
                    )
                    for id_, e in zip(ids, entries, strict=True)
                ]
                self._copy(intake.COPY_RECORD, intake.RECORD_TYPES, records)
                copies = [
                    (id_, position, c.institution, c.institution_name, c.collection, c.call_number, c.call_number, False, True)
                    for id_, e in zip(ids, entries, strict=True)
                    for position, c in enumerate(e.reading.description.holdings if e.reading.description else (), start=1)
                ]
                self._copy(holdings.COPY_HOLDING, holdings.TYPES, copies)
                arks = [(f"99999/floor{id_}", int(Kind.NOTICE), "bench", e.item.identifier) for id_, e in zip(ids, entries, strict=True)]
                self._copy(COPY_ARK, ARK_TYPES, arks)

    def rows(self) -> dict[str, int]:
        """How many rows the tables hold that both ways fill."""
        with connection.cursor() as cursor:
            return {filled: cursor.execute(f"SELECT count(*) FROM {filled}").fetchone()[0] for filled in FILLED}

    @staticmethod
    def _copy(statement: str, types: tuple[str, ...], rows: list[tuple]) -> None:
        with sql.copy_into(statement, types) as copy:
            for row in rows:
                copy.write_row(row)

    def load(self) -> None:
        """Probe and store every page, as a first harvest does once the records are read."""
        for page, accepted in zip(self.pages, self.sorted, strict=True):
            found = sort.Sorted(accepted=list(accepted), counters=dict.fromkeys((*HarvestRun.NAMES, "let_go"), 0))
            stored(self.endpoint.source_id, [item.identifier for item in page.items], table=sort.RAW_TABLE)
            load.store(self.run, self.window, page, found)

    def load_again(self) -> None:
        """The same pages again, through the whole of sorting and storing."""
        for page in self.pages:
            page_sorted = sort.sort_page(self.run, page)
            assert page_sorted.counters["unchanged"] == len(page.items)
            load.store(self.run, self.window, page, page_sorted)


def _checkpoint() -> None:
    """As the server's own role: the portal's has no right over the server."""
    place = connection.settings_dict
    with psycopg.connect(host=place["HOST"], port=place["PORT"] or 5432, user=OWNER, dbname="postgres", autocommit=True) as server:
        server.execute("CHECKPOINT")
