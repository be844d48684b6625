"""A grid taken back: what it made is gone, what it changed is as it was; never over what somebody has written since."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from catalogue.core.messages import N_, Message, declare
from catalogue.models import Fonds, FondsBatch, FondsBatchChange

declare(
    {
        "grid_kept_changed": N_("Somebody has changed it since."),
        "grid_kept_below": N_("Something stands under it that the grid did not make."),
        "grid_kept_gone": N_("It is there no more."),
    }
)


def take_back(batch: FondsBatch, *, user: Any) -> bool:
    """Undo what a grid wrote, the last first; what cannot be is left as it is, with the reason. False where it is not written."""
    with transaction.atomic():
        written = FondsBatch.objects.select_for_update().filter(pk=batch.pk, state=FondsBatch.State.APPLIED).first()
        if written is None:
            return False
        for change in written.changes.order_by("-pk"):
            if code := _undone(change, user):
                change.kept = Message(code).as_json()
                change.save(update_fields=["kept"])
        written.state, written.undone_by, written.undone_at = FondsBatch.State.UNDONE, str(user)[:254], timezone.now()
        written.save()
    return True


def _undone(change: FondsBatchChange, user: Any) -> str:
    """Why a change stays; "" where it was taken back."""
    page = Fonds.objects.filter(pk=change.page).first()
    if page is None:
        return "grid_kept_gone"
    if page.latest_revision_id != change.after:
        return "grid_kept_changed"
    if not change.created:
        _restore(page, change, user)
    elif page.get_children().exists():
        return "grid_kept_below"
    else:
        DeletePageAction(page, user=user).execute(skip_permission_checks=True)  # who takes back publishes the institution
    return ""


def _restore(page: Fonds, change: FondsBatchChange, user: Any) -> None:
    """The page says what it said before, to readers and in its draft."""
    if change.before_live is None:
        if page.live:
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
        _again(change.before, user)
        return
    if page.live_revision_id != change.before_live:
        _again(change.before_live, user).publish(user=user, skip_permission_checks=True)
        if change.before == change.before_live:
            return
    revision = _again(change.before, user)
    if change.before == change.before_live:  # readers have this very version, under an older number
        Page.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)


def _again(number: int | None, user: Any) -> Revision:
    """A new version that says what an old one said."""
    old = Revision.objects.get(pk=number)
    revision: Revision = old.as_object().save_revision(user=user, log_action="wagtail.revert", previous_revision=old, clean=False)
    return revision
