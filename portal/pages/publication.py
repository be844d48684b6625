"""What is published of exhibitions, paths and articles: each has its ark from the first time on, a tombstone when it is withdrawn."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalogue.services import arks, changes
from portal.pages.mediation import MEDIATIONS, Mediation
from portal.pages.selectors import NAMESPACE


def listen() -> None:
    """Connect to Wagtail's signals; once for each process, when the applications are ready."""
    for model in MEDIATIONS:
        page_published.connect(_published, sender=model, dispatch_uid=f"portal.pages.{model.__name__}")
        page_unpublished.connect(_withdrawn, sender=model, dispatch_uid=f"portal.pages.{model.__name__}")
        post_page_move.connect(_moved, sender=model, dispatch_uid=f"portal.pages.{model.__name__}")
        pre_delete.connect(_withdrawn, sender=model, dispatch_uid=f"portal.pages.{model.__name__}")


def _published(sender: type[Mediation], instance: Mediation, **kwargs: Any) -> None:
    with transaction.atomic():
        arks.named(instance.kind, namespace=NAMESPACE, identifier=instance.number)
        arks.revive_named(instance.kind, namespace=NAMESPACE, identifiers=[instance.number])
    transaction.on_commit(partial(changes.tell))


def _withdrawn(sender: type[Mediation], instance: Mediation, **kwargs: Any) -> None:
    """Of what was never shown there is no ark, and so no tombstone."""
    arks.retire_named(instance.kind, namespace=NAMESPACE, said={instance.number: instance.title})
    transaction.on_commit(partial(changes.tell))


def _moved(sender: type[Mediation], instance: Mediation, **kwargs: Any) -> None:
    transaction.on_commit(partial(changes.tell))
