"""Publication: what readers are told of an institution follows its page, whatever published, changed, moved or deleted it.

Wagtail sends the same signals for a form, a workflow, an action on a list, the schedule and code: they alone are listened to.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalogue.models import Institution, Network
from catalogue.selectors.publication import REFUSED
from catalogue.services import arks, changes, register
from catalogue.services.holdings import ascribe_again, mark_held_by

logger = structlog.get_logger(__name__)


def listen() -> None:
    """Connect to Wagtail's signals; once for each process, when the applications are ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, dispatch_uid="catalogue.publication")
    post_save.connect(_saved, sender=Institution, dispatch_uid="catalogue.publication")
    for model in (Institution, Network):
        post_delete.connect(_changed, sender=model, dispatch_uid="catalogue.publication")


def publish_scheduled() -> None:
    """Publish and unpublish the pages whose time has come; what is published tells the others by its signals.

    Wagtail's own command stops at the first page that cannot be saved and begins there again each minute: here each stands for itself.
    """
    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at"):
        _alone(partial(page.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled"), page=page.pk)
    for revision in Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at"):
        problems = _alone(partial(revision.publish, log_action="wagtail.publish.scheduled"), page=revision.object_id)
        if problems:
            _refuse(revision, problems)


def _alone(deed: Callable[[], object], *, page: Any) -> list[str]:
    """Do what is to be done of one page, wholly or not at all; what is to be mended on it. A fault that is not the page's own is told,
    and tried again next time.
    """
    try:
        with transaction.atomic():
            deed()
    except ValidationError as error:
        return list(error.messages)
    except Exception:
        logger.exception("scheduled_page_failed", page=page)
    return []


@transaction.atomic
def _refuse(revision: Revision, problems: list[str]) -> None:
    """The version waits for its time no more; why stands in the history of its page, in its editor and in the logs."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(instance=revision.content_object, action=REFUSED, revision=revision, data={"problems": problems})
    logger.warning("scheduled_publication_refused", page=revision.object_id, problems=problems)


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
    if isinstance(institution, Network):
        transaction.on_commit(partial(changes.tell))
    if not isinstance(institution, Institution):
        return
    if institution.code_before:
        for source_id in institution.sources.values_list("pk", flat=True):
            ascribe_again(source_id)
    for code in {institution.code, institution.code_before} - {""}:
        mark_held_by(code)
    transaction.on_commit(partial(changes.tell))
