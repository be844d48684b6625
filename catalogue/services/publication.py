"""Publication: what readers are told of an institution follows its page, whatever published, changed, moved or deleted it.

Wagtail sends the same signals for a form, a workflow, an action on a list, the schedule and code: they alone are listened to.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalogue.models import Institution
from catalogue.services import arks, changes, register
from catalogue.services.holdings import ascribe_again, mark_held_by


def listen() -> None:
    """Connect to Wagtail's signals; once for each process, when the applications are ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid="catalogue.publication")
    post_save.connect(_saved, sender=Institution, dispatch_uid="catalogue.publication")
    post_delete.connect(_changed, sender=Institution, dispatch_uid="catalogue.publication")


def publish_scheduled() -> None:
    """Publish and unpublish the pages whose time has come; what is published tells the others by its signals."""
    call_command("publish_scheduled", verbosity=0)


def _saved(sender: type[Institution], instance: Institution, raw: bool = False, **kwargs: Any) -> None:
    """Every page has its row in the register; the number that it had before leads to the one it has."""
    if raw:
        return
    register.entry_of(instance.isil, name=instance.title if instance.live else "")
    if instance.code_before and instance.code_before != instance.code:
        arks.lead(instance.code_before, to=instance.code)


def _changed(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """What the institution holds is indexed again under its name and department of now, and kept pages are made anew."""
    institution = instance if isinstance(instance, Institution) else instance.specific  # a page may be moved by its title alone
    if not isinstance(institution, Institution):
        return
    if institution.code_before:
        for source_id in institution.sources.values_list("pk", flat=True):
            ascribe_again(source_id)
    for code in {institution.code, institution.code_before} - {""}:
        mark_held_by(code)
    transaction.on_commit(partial(changes.tell))
