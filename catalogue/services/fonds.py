"""Fonds as they are published: the copy that readers see follows the pages, whatever published, moved, withdrew or deleted them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import msgspec
from django.db import transaction
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalogue.core.fonds import FondsDescription
from catalogue.core.keys import Kind
from catalogue.core.text import fold
from catalogue.models import Fonds, Institution, PublishedFonds
from catalogue.models.ark import FONDS
from catalogue.selectors.fonds_description import described
from catalogue.services import arks, changes


def listen() -> None:
    """Connect to Wagtail's signals; once for each process, when the applications are ready."""
    page_published.connect(_published, sender=Fonds, dispatch_uid="catalogue.fonds")
    page_published.connect(_keeper_published, sender=Institution, dispatch_uid="catalogue.fonds.keeper")
    page_unpublished.connect(_unpublished, sender=Fonds, dispatch_uid="catalogue.fonds")
    post_page_move.connect(_moved, dispatch_uid="catalogue.fonds")
    pre_delete.connect(_deleted, sender=Fonds, dispatch_uid="catalogue.fonds")


def publish(pages: Iterable[Fonds]) -> None:
    """Give readers these pages as they are stored, each with its ark; some fifteen statements for each."""
    for page in pages:
        with transaction.atomic():
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
    transaction.on_commit(partial(changes.tell))


def withdraw(pages: Iterable[Fonds]) -> None:
    """Take these pages from readers' sight; their arks say what they were."""
    gone = {page.number: page.title for page in pages}
    PublishedFonds.objects.filter(number__in=gone).delete()
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
