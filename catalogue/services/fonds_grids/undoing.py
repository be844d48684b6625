"""A grid taken back: what it made is gone, what it changed is as it was; never over what somebody has written since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from catalogue.core.messages import N_, Message, declare
from catalogue.models import Fonds, FondsBatch, FondsBatchChange
from catalogue.services.many_fonds import removing, versions
from catalogue.services.many_fonds.placing import children_of

declare(
    {
        "grid_kept_changed": N_("Somebody has changed it since."),
        "grid_kept_below": N_("Something stands under it that the grid did not make."),
        "grid_kept_gone": N_("It is there no more."),
    }
)


def take_back(batch: FondsBatch, *, user: Any) -> bool:
    """Undo what a grid wrote; what cannot be is left as it is, with the reason. False where it is not written."""
    with transaction.atomic():
        written = FondsBatch.objects.select_for_update().filter(pk=batch.pk, state=FondsBatch.State.APPLIED).first()
        if written is None:
            return False
        changes = list(written.changes.order_by("pk"))
        pages = versions.stored(change.page for change in changes)
        kept = {change.page: code for change in changes if (code := _changed_since(change, pages))}
        _remove([change for change in changes if change.created and change.page not in kept], pages, kept, user)
        _restore({change.page: change for change in changes if not change.created and change.page not in kept}, pages, user)
        for change in changes:
            if change.page in kept:
                change.kept = Message(kept[change.page]).as_json()
        FondsBatchChange.objects.bulk_update([change for change in changes if change.page in kept], ["kept"], batch_size=500)
        written.state, written.undone_by, written.undone_at = FondsBatch.State.UNDONE, str(user)[:254], timezone.now()
        written.save()
    return True


def _changed_since(change: FondsBatchChange, pages: Mapping[int, Fonds]) -> str:
    page = pages.get(change.page)
    if page is None:
        return "grid_kept_gone"
    return "" if page.latest_revision_id == change.after else "grid_kept_changed"


def _remove(made: Iterable[FondsBatchChange], pages: Mapping[int, Fonds], kept: dict[int, str], user: Any) -> None:
    """What the grid made, from below: a page under which something stays stays itself, and ``kept`` says so."""
    mine = {pages[change.page].path: pages[change.page] for change in made}
    below = Counter(path[: -Page.steplen] for path in children_of(mine))
    gone = []
    for path in sorted(mine, key=len, reverse=True):
        if below[path]:
            kept[mine[path].pk] = "grid_kept_below"
        else:
            gone.append(mine[path])
            below[path[: -Page.steplen]] -= 1
    removing.remove(gone, user=user)


def _restore(changes: Mapping[int, FondsBatchChange], pages: Mapping[int, Fonds], user: Any) -> None:
    """The pages say what they said before, to readers and in their drafts."""
    chosen = {key: pages[key] for key in changes}
    by_itself = versions.particular(chosen)
    led = {changes[key]: _restore_one(chosen[key], changes[key], user) for key in by_itself}
    many = [(chosen[key], change) for key, change in changes.items() if key not in by_itself]
    versions.hide([page for page, change in many if change.before_live is None and page.live], user=user)
    # Readers saw another version than the last one: that one first.
    shown = {page: change.before_live for page, change in many if change.before_live and page.live_revision_id != change.before_live}
    again = _again(shown, user)
    versions.show(again, user=user)
    pages_now = {**chosen, **{page.pk: page for page in again}}
    draft = {pages_now[page.pk]: change.before for page, change in many if page not in shown or change.before != change.before_live}
    last = _again(draft, user)
    same = [page for page in last if changes[page.pk].before == changes[page.pk].before_live]
    for page in same:  # readers have this very version, under an older number
        page.live_revision, page.has_unpublished_changes = page.latest_revision, False
    versions.note(same)
    _lead_earlier({**led, **{changes[page.pk]: page.latest_revision_id for page in (*again, *last)}})


def _again(wanted: Mapping[Fonds, int | None], user: Any) -> list[Fonds]:
    """Pages with a new version that says what an old one said."""
    old = Revision.objects.in_bulk(set(wanted.values()))
    previous = {page.pk: old[number] for page, number in wanted.items() if number}
    said = [versions.as_said(page, previous[page.pk].content) for page in wanted]
    versions.keep(said, user=user, action="wagtail.revert", previous=previous)
    return said


def _lead_earlier(restored: Mapping[FondsBatchChange, int]) -> None:
    """What an earlier grid wrote is what these pages say again, under another number: it may be taken back in its turn."""
    number = {(change.page, change.before): last for change, last in restored.items()}
    earlier = FondsBatchChange.objects.filter(page__in=[change.page for change in restored], batch__state=FondsBatch.State.APPLIED)
    led = [one for one in earlier if (one.page, one.after) in number]
    for one in led:
        one.after = number[one.page, one.after]
    FondsBatchChange.objects.bulk_update(led, ["after"], batch_size=500)


def _restore_one(page: Fonds, change: FondsBatchChange, user: Any) -> int:
    """The same by Wagtail's own way, all that it does for a page of which something is under way; the number of the last version."""
    if change.before_live is None:
        if page.live:
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    elif page.live_revision_id != change.before_live:
        public = _one_again(change.before_live, user)
        public.publish(user=user, skip_permission_checks=True)
        if change.before == change.before_live:
            return int(public.pk)
    last = _one_again(change.before, user)
    if change.before == change.before_live:  # readers have this very version, under an older number
        Page.objects.filter(pk=page.pk).update(live_revision=last, has_unpublished_changes=False)
    return int(last.pk)


def _one_again(number: int | None, user: Any) -> Revision:
    old = Revision.objects.get(pk=number)
    revision: Revision = old.as_object().save_revision(user=user, log_action="wagtail.revert", previous_revision=old, clean=False)
    return revision
