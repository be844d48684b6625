"""Fonds as they are published: the copy that readers see follows the pages, whatever published, moved, withdrew or deleted them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.core.text import fold
from catalogue.models import Fonds, Institution, Network, PublishedFonds
from catalogue.models.ark import FONDS
from catalogue.selectors.fonds_description import PARTS, described, keepers_of
from catalogue.selectors.statements import slices
from catalogue.services import arks, changes, marks
from catalogue.services.consumers import Origin

# A fonds stands alone where no other that is published stands above it.
_BELOW = """EXISTS (
    SELECT FROM catalogue_publishedfonds AS above
    WHERE above.top = fonds.top AND above.path <> fonds.path AND starts_with(fonds.path, above.path)
)"""
_TELL = f"""
    INSERT INTO catalogue_toldfonds AS known (number, keeper, told_at, changed_at, shown)
    SELECT fonds.number, fonds.keeper, said.moment, said.moment, true
    FROM catalogue_publishedfonds AS fonds, (SELECT clock_timestamp() AS moment FROM pg_current_xact_id()) AS said
    WHERE fonds.top = ANY(%(tops)s) AND NOT {_BELOW}
    ON CONFLICT (number) DO UPDATE SET keeper = excluded.keeper, changed_at = excluded.changed_at, shown = true,
        former = CASE WHEN known.told_at >= now() THEN known.former
            ELSE array_remove(array_remove(known.former, known.keeper) || known.keeper, excluded.keeper) END
"""  # noqa: S608 - statements of ours
_GONE = f"""shown AND (number = ANY(%(gone)s) OR number IN (
    SELECT fonds.number FROM catalogue_publishedfonds AS fonds WHERE fonds.top = ANY(%(tops)s) AND {_BELOW}
))"""  # noqa: S608 - statements of ours
# What nobody was told of yet, as it stood alone for a moment of this transaction, needs no tombstone.
_FORGET = f"DELETE FROM catalogue_toldfonds WHERE told_at >= now() AND {_GONE}"  # noqa: S608 - statements of ours
_WITHDRAW = f"UPDATE catalogue_toldfonds SET shown = false, changed_at = clock_timestamp() WHERE {_GONE}"  # noqa: S608 - statements of ours

_STANDS_BELOW = f"""
    SELECT page_id FROM catalogue_publishedfonds AS fonds
    WHERE top = ANY(%(tops)s) AND page_id <> ALL(%(given)s) AND EXISTS (
        SELECT FROM generate_series({Fonds.steplen}, length(path) - {Fonds.steplen}, {Fonds.steplen}) AS size
        WHERE left(path, size) = ANY(%(paths)s)
    )
"""  # noqa: S608 - a number of Wagtail's


def listen() -> None:
    """Connect to Wagtail's signals; once for each process, when the applications are ready."""
    page_published.connect(_published, sender=Fonds, dispatch_uid="catalogue.fonds")
    page_published.connect(_keeper_published, sender=Institution, dispatch_uid="catalogue.fonds.keeper")
    page_unpublished.connect(_unpublished, sender=Fonds, dispatch_uid="catalogue.fonds")
    post_page_move.connect(_moved, dispatch_uid="catalogue.fonds")
    pre_delete.connect(_deleted, sender=Fonds, dispatch_uid="catalogue.fonds")


@dataclass(slots=True)
class _Together:
    """What waits for the end of :func:`at_once`: pages to be given by key, titles of those that are gone by number."""

    shown: dict[int, Fonds] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)


_TOGETHER: ContextVar[_Together | None] = ContextVar("catalogue.fonds.together", default=None)


@contextmanager
def at_once() -> Iterator[None]:
    """What is published, withdrawn or deleted inside reaches readers at the end, in some statements for all of it.

    For use inside a transaction: where it fails, nothing has reached them.
    """
    if _TOGETHER.get() is not None:
        yield
        return
    waiting = _Together()
    token = _TOGETHER.set(waiting)
    try:
        yield
    finally:
        _TOGETHER.reset(token)
    _withdraw(waiting.gone)
    publish(waiting.shown.values())


def publish(pages: Iterable[Fonds]) -> None:
    """Give readers these pages as they are stored, each with its ark; some twenty statements for five hundred."""
    for some in slices(list(pages)):
        with transaction.atomic():
            _give(some)
    transaction.on_commit(partial(changes.tell))


def _give(pages: Sequence[Fonds]) -> None:
    prefetch_related_objects(pages, *PARTS)
    before = {
        pk: (path, title, top) for pk, path, title, top in _as_published(PublishedFonds.objects.filter(pk__in=[page.pk for page in pages]))
    }
    numbers = [page.number for page in pages]
    names = arks.all_named(Kind.FONDS, namespace=FONDS, identifiers=numbers)
    arks.revive_named(Kind.FONDS, namespace=FONDS, identifiers=numbers)
    keepers, tops = keepers_of(pages), _tops(pages)
    rows = [_row(page, described(page, ark=names[page.number], keeper=keepers[page.path]), top=tops[page.path]) for page in pages]
    fields = [one.name for one in PublishedFonds._meta.local_concrete_fields if not one.primary_key]
    PublishedFonds.objects.bulk_create(rows, update_conflicts=True, unique_fields=["page"], update_fields=fields)
    told = {*(top for _path, _title, top in before.values()), *tops.values()}
    _tell(told)
    renamed = [page.path for page in pages if before.get(page.pk, ("", "", ""))[:2] != (page.path, page.title)]
    _mark([page.pk for page in pages], below=renamed, tops=told, origin=Origin.INTAKE)


def _as_published(rows: QuerySet[PublishedFonds]) -> QuerySet[PublishedFonds, tuple[int, str, str, str]]:
    return rows.values_list("pk", "path", "title", "top")


def _mark(numbers: Sequence[int], *, below: Sequence[str], tops: Iterable[str], origin: Origin) -> None:
    """Have the engines told of these, and of what stands below some paths of these trees: each is shown with the titles above it."""
    marks.mark(Kind.FONDS, numbers, origin=origin)
    if below:
        with connection.cursor() as cursor:
            cursor.execute(_STANDS_BELOW, {"tops": list(tops), "paths": list(below), "given": list(numbers)})
            marks.mark(Kind.FONDS, [number for (number,) in cursor.fetchall()], origin=Origin.INTAKE)


def _row(page: Fonds, description: FondsDescription, *, top: str) -> PublishedFonds:
    return PublishedFonds(
        page_id=page.pk,
        number=page.number,
        keeper=description.keeper.isil,
        path=page.path,
        top=top,
        title=page.title,
        words=words_of(description),
        description=msgspec.to_builtins(description),
    )


def withdraw(pages: Iterable[Fonds]) -> None:
    """Take these pages from readers' sight; their arks say what they were."""
    _withdraw({page.number: page.title for page in pages})


def _withdraw(gone: dict[str, str]) -> None:
    published = PublishedFonds.objects.filter(number__in=gone)
    with transaction.atomic():
        were = list(_as_published(published))
        tops = {top for _pk, _path, _title, top in were}
        published.delete()
        _tell(tops, gone=gone)
        _mark([pk for pk, *_rest in were], below=[path for _pk, path, *_rest in were], tops=tops, origin=Origin.WITHDRAWAL)
        arks.retire_named(Kind.FONDS, namespace=FONDS, said=gone)
    transaction.on_commit(partial(changes.tell))


def words_of(description: FondsDescription) -> str:
    """What a fonds is found by, folded: its names, its producers, what it is about, its call numbers, its contents."""
    said = [
        description.title,
        *description.other_titles,
        *(number.value for number in description.call_numbers),
        *(agent.name for agent in description.producers),
        *(subject.value for subject in description.subjects),
        description.keeper.name,
        description.keeper.town,
        description.contents,
    ]
    return f" {' '.join(fold(text) for text in said if text)} "


def _tell(tops: Iterable[str], *, gone: Iterable[str] = ()) -> None:
    """Have harvesters told what stands in these trees now, and that fonds of these numbers are withdrawn; three statements."""
    values = {"tops": list(tops), "gone": list(gone)}
    with connection.cursor() as cursor:
        for statement in (_TELL, _FORGET, _WITHDRAW):
            cursor.execute(statement, values)


def _tops(pages: Sequence[Fonds]) -> dict[str, str]:
    """For each page, by its place, that of the fonds of its tree which stands under no other."""
    above = {page.path: [page.path[:size] for size in range(page.steplen, len(page.path), page.steplen)] for page in pages}
    fonds = set(Fonds.objects.filter(path__in={path for paths in above.values() for path in paths}).values_list("path", flat=True))
    return {place: next((path for path in paths if path in fonds), place) for place, paths in above.items()}


def _published(sender: type[Fonds], instance: Fonds, **kwargs: Any) -> None:
    waiting = _TOGETHER.get()
    if waiting is None:
        publish([instance])
        return
    waiting.gone.pop(instance.number, None)
    waiting.shown[instance.pk] = instance


def _keeper_published(sender: type[Institution], instance: Institution, **kwargs: Any) -> None:
    """Its number, its name or its town may be others now: its fonds are told, found and counted under them."""
    publish(Fonds.objects.live().descendant_of(instance))


def _unpublished(sender: type[Fonds], instance: Fonds, **kwargs: Any) -> None:
    waiting = _TOGETHER.get()
    if waiting is None:
        withdraw([instance])
        return
    waiting.shown.pop(instance.pk, None)
    waiting.gone[instance.number] = instance.title


def _deleted(sender: type[Fonds], instance: Fonds, **kwargs: Any) -> None:
    if _TOGETHER.get() is not None or PublishedFonds.objects.filter(number=instance.number).exists():
        _unpublished(sender, instance)


def _moved(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """What stood under it has moved with it, perhaps to another institution."""
    if issubclass(sender, (Fonds, Institution, Network)) or isinstance(instance.specific, (Fonds, Institution, Network)):
        publish(Fonds.objects.live().descendant_of(instance, inclusive=True))
