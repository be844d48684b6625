"""Grids handed in, looked at and written: each line a page or a version of one, noted so that all of it can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import page_published

from catalogue.formats.fonds_grid.columns import FIELDS
from catalogue.formats.fonds_grid.files import read_grid
from catalogue.models import Fonds, FondsBatch, FondsBatchChange, Institution
from catalogue.services.fonds_grids.judging import PARTS
from catalogue.services.fonds_grids.planning import CHANGED, ERROR, NEW, Plan, Told, Work

State = FondsBatch.State
Outcome = Literal["written", "stale", "refused", "closed"]


def receive(content: bytes, *, name: str, keepers: Iterable[Institution], author: str) -> FondsBatch:
    """Keep a grid with what it would do. Raises ``BadGrid``. The same file of the same person that still waits is not kept twice."""
    digest = hashlib.sha256(content).digest()
    plan = Plan(read_grid(content), keepers)
    fresh = {"told": _told(plan), "institutions": sorted({work.keeper.pk for work in plan.works if work.keeper})}
    waiting = FondsBatch.objects.filter(digest=digest, author=author, state=State.WAITING).first()
    if waiting is not None:
        FondsBatch.objects.filter(pk=waiting.pk).update(**fresh)
        waiting.refresh_from_db()
        return waiting
    return FondsBatch.objects.create(name=name[-300:], digest=digest, content=content, author=author, **fresh)


def told_of(batch: FondsBatch) -> list[Told]:
    """What was told of a grid."""
    return msgspec.convert(batch.told, list[Told])


def write(batch: FondsBatch, *, keepers: Iterable[Institution], user: Any, good_only: bool = False) -> Outcome:
    """Write a grid: all of it or nothing; ``good_only``: the lines that have no error.

    "stale": the pages have changed since it was looked at, what it would do now is told and nothing is written; "refused": it has errors;
    "closed": it was written or discarded meanwhile.
    """
    with transaction.atomic():
        waiting = FondsBatch.objects.select_for_update().filter(pk=batch.pk, state=State.WAITING).first()
        if waiting is None:
            return "closed"
        plan = Plan(read_grid(bytes(waiting.content)), keepers)
        told = _told(plan)
        if told != waiting.told:
            FondsBatch.objects.filter(pk=batch.pk).update(told=told)
            return "stale"
        if not good_only and any(work.status == ERROR for work in plan.works):
            return "refused"
        FondsBatchChange.objects.bulk_create(_Writing(waiting, plan, user).changes())
        waiting.state, waiting.applied_by, waiting.applied_at = State.APPLIED, str(user)[:254], timezone.now()
        waiting.save()
    return "written"


def discard(batch: FondsBatch) -> bool:
    """Say that a grid is not wanted; False where it was written already."""
    return bool(FondsBatch.objects.filter(pk=batch.pk, state=State.WAITING).update(state=State.DISCARDED))


def _told(plan: Plan) -> list[dict[str, Any]]:
    """As the column keeps it: lists where a line has pairs."""
    kept: list[dict[str, Any]] = msgspec.json.decode(msgspec.json.encode(plan.told()))
    return kept


class _Writing:
    """The writing of one grid, inside the caller's transaction. ``_pages``: those that others stand under, by number; "" and an
    institution's key for the institution itself.
    """

    def __init__(self, batch: FondsBatch, plan: Plan, user: Any) -> None:
        self._batch, self._plan, self._user = batch, plan, user
        self._now = timezone.now()
        self._pages: dict[str, Page] = {}

    def changes(self) -> list[FondsBatchChange]:
        """Write every line that can be, what others stand under first."""
        made = []
        for work in self._plan.works:
            if work.status == NEW:
                made.append(self._make(work))
            elif work.status == CHANGED:
                made.append(self._change(work))
        return made

    def _make(self, work: Work) -> FondsBatchChange:
        page = Fonds(number=work.number, slug=f"fonds-{work.number}", owner=self._user, live=work.publish)
        _fill(page, work)
        page.has_unpublished_changes = not work.publish
        if work.publish:
            page.first_published_at = page.last_published_at = self._now
        self._above(work).add_child(instance=page)
        revision = page.save_revision(user=self._user, clean=False)
        log(instance=page, action="wagtail.create", user=self._user, revision=revision, content_changed=True)
        if work.publish:
            Page.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)
            page.live_revision, page.has_unpublished_changes = revision, False
            page_published.send(sender=Fonds, instance=page, revision=revision)
            log(instance=page, action="wagtail.publish", user=self._user, revision=revision, content_changed=True)
        self._pages[work.number] = page
        return FondsBatchChange(batch=self._batch, page=page.pk, title=page.title, created=True, after=revision.pk)

    def _above(self, work: Work) -> Page:
        keeper = work.keeper.pk if work.keeper else 0
        key = work.parent or f" {keeper}"
        if key not in self._pages:
            self._pages[key] = Page.objects.get(fonds__number=work.parent) if work.parent else Page.objects.get(pk=keeper)
        return self._pages[key]

    def _change(self, work: Work) -> FondsBatchChange:
        page = Fonds.objects.get(number=work.number)
        before = page.latest_revision_id or _first_version(page, self._user)
        before_live = (page.live_revision_id or before) if page.live else None
        draft: Fonds = page.get_latest_revision_as_object()
        _fill(draft, work, only=work.changed)
        revision = draft.save_revision(user=self._user, log_action=True, clean=False)
        if work.publish:
            revision.publish(user=self._user, skip_permission_checks=True)  # who writes the grid publishes the institution
        return FondsBatchChange(
            batch=self._batch, page=page.pk, title=draft.title, created=False, before=before, before_live=before_live, after=revision.pk
        )


def _first_version(page: Fonds, user: Any) -> int:
    """A version of what a page says that has none, so that it can be gone back to."""
    revision = page.save_revision(user=user, clean=False)
    if page.live:
        Page.objects.filter(pk=page.pk).update(live_revision=revision, has_unpublished_changes=False)
    page.refresh_from_db()
    number: int = revision.pk
    return number


def _fill(page: Fonds, work: Work, *, only: Iterable[str] | None = None) -> None:
    """Put what a line says into a page."""
    wanted = set(only) if only is not None else None
    for column in FIELDS:
        if wanted is not None and column.field not in wanted:
            continue
        value = work.values[column.field]
        if column.names:
            setattr(
                page,
                column.field,
                [_part(column.field, place, dict(zip(column.names, one, strict=True))) for place, one in enumerate(value)],
            )
        else:
            setattr(page, column.field, page._meta.get_field(column.field).to_python(list(value) if isinstance(value, tuple) else value))
    page.draft_title = page.title


def _part(field: str, place: int, said: dict[str, Any]) -> Any:
    if "document" in said:
        said["document_id"] = said.pop("document")
    if field == "extents":
        said["number"] = said["number"] or None
    return PARTS[field](sort_order=place, **said)
