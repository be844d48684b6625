"""Tasks of the catalogue: they wake work whose state is in PostgreSQL, and lose nothing when they are lost."""

from __future__ import annotations

from celery import shared_task

from catalogue.services import alignments, census, clustering, indexing, local_placing, names, publication, standing
from catalogue.services.deposits import making


@shared_task(name="catalogue.drain_marks")
def drain_marks() -> int:
    """Send what is marked to the search engines; well within a task's time."""
    return indexing.drain(budget_seconds=40.0)


@shared_task(name="catalogue.group_marked")
def group_marked() -> int:
    """Judge what is marked and group the records of one edition; well within a task's time."""
    return clustering.drain(budget_seconds=20.0)


@shared_task(name="catalogue.read_names")
def read_names() -> int:
    """Read whom the records name that are marked, and judge the forms of names; well within a task's time."""
    return names.drain(budget_seconds=20.0)


@shared_task(name="catalogue.publish_scheduled")
def publish_scheduled() -> None:
    """Publish and unpublish the pages whose time has come."""
    publication.publish_scheduled()


@shared_task(name="catalogue.settle_sources")
def settle_sources() -> None:
    """Bring the records of sources that were withdrawn or shown after them."""
    standing.settle_all(budget_seconds=40.0)


@shared_task(name="catalogue.keep_census")
def keep_census() -> int:
    """Keep the census of the month, once."""
    return census.take()


@shared_task(name="catalogue.lay_over")
def lay_over() -> int:
    """Bring records after the alignments that partners handed in or took back."""
    return alignments.lay_over(budget_seconds=40.0)


@shared_task(name="catalogue.place_documents")
def place_documents() -> int:
    """Read which communes the documents of curated sources name, for the queues of libraries."""
    return local_placing.place(budget_seconds=20.0)


@shared_task(name="catalogue.make_pictures")
def make_pictures() -> int:
    """Make deposited pictures that wait; well within a task's time."""
    making.tidy()
    return making.make_waiting(budget_seconds=20.0)
