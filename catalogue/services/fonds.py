"""Fonds as they are published: the copy that readers see follows the pages, whatever published, moved, withdrew or deleted them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.core.text import fold
from catalogue.models import Fonds, Institution, PublishedFonds
from catalogue.models.ark import FONDS
from catalogue.selectors.fonds_description import described
from catalogue.services import arks, changes

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
    ON CONFLICT (number) DO UPDATE SET keeper = excluded.keeper, changed_at = excluded.changed_at, shown = true
"""  # noqa: S608 - statements of ours
_GONE = f"""shown AND (number = ANY(%(gone)s) OR number IN (
    SELECT fonds.number FROM catalogue_publishedfonds AS fonds WHERE fonds.top = ANY(%(tops)s) AND {_BELOW}
))"""  # noqa: S608 - statements of ours
# What nobody was told of yet, as it stood alone for a moment of this transaction, needs no tombstone.
_FORGET = f"DELETE FROM catalogue_toldfonds WHERE told_at >= now() AND {_GONE}"  # noqa: S608 - statements of ours
_WITHDRAW = f"UPDATE catalogue_toldfonds SET shown = false, changed_at = clock_timestamp() WHERE {_GONE}"  # noqa: S608 - statements of ours


def listen() -> None:
    """Connect to Wagtail's signals; once for each process, when the applications are ready."""
    page_published.connect(_published, sender=Fonds, dispatch_uid="catalogue.fonds")
    page_published.connect(_keeper_published, sender=Institution, dispatch_uid="catalogue.fonds.keeper")
    page_unpublished.connect(_unpublished, sender=Fonds, dispatch_uid="catalogue.fonds")
    post_page_move.connect(_moved, dispatch_uid="catalogue.fonds")
    pre_delete.connect(_deleted, sender=Fonds, dispatch_uid="catalogue.fonds")


def publish(pages: Iterable[Fonds]) -> None:
    """Give readers these pages as they are stored, each with its ark; some twenty statements for each."""
    for page in pages:
        with transaction.atomic():
            before = PublishedFonds.objects.filter(pk=page.pk).values_list("top", flat=True).first()
            ark = arks.named(Kind.FONDS, namespace=FONDS, identifier=page.number)
            arks.revive_named(Kind.FONDS, namespace=FONDS, identifiers=[page.number])
            description = described(page, ark=ark)
            told = {
                "number": page.number,
                "keeper": description.keeper.isil,
                "path": page.path,
                "top": _top(page),
                "title": page.title,
                "words": words_of(description),
                "description": msgspec.to_builtins(description),
            }
            PublishedFonds.objects.update_or_create(pk=page.pk, defaults=told)
            _tell({_top(page), before or ""})
    transaction.on_commit(partial(changes.tell))


def withdraw(pages: Iterable[Fonds]) -> None:
    """Take these pages from readers' sight; their arks say what they were."""
    gone = {page.number: page.title for page in pages}
    published = PublishedFonds.objects.filter(number__in=gone)
    with transaction.atomic():
        tops = set(published.values_list("top", flat=True))
        published.delete()
        _tell(tops, gone=gone)
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


def _top(page: Fonds) -> str:
    above = Fonds.objects.ancestor_of(page).order_by("path").values_list("path", flat=True).first()
    return above or page.path


def _published(sender: type[Fonds], instance: Fonds, **kwargs: Any) -> None:
    publish([instance])


def _keeper_published(sender: type[Institution], instance: Institution, **kwargs: Any) -> None:
    """Its number, its name or its town may be others now: its fonds are told, found and counted under them."""
    publish(Fonds.objects.live().descendant_of(instance))


def _unpublished(sender: type[Fonds], instance: Fonds, **kwargs: Any) -> None:
    withdraw([instance])


def _deleted(sender: type[Fonds], instance: Fonds, **kwargs: Any) -> None:
    if PublishedFonds.objects.filter(number=instance.number).exists():
        withdraw([instance])


def _moved(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """What stood under it has moved with it, perhaps to another institution."""
    if issubclass(sender, (Fonds, Institution)) or isinstance(instance.specific, (Fonds, Institution)):
        publish(Fonds.objects.live().descendant_of(instance, inclusive=True))
