"""Grids handed in, looked at and written: each line a page or a version of one, noted so that all of it can be taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from catalogue.formats.fonds_grid.files import read_grid
from catalogue.models import Fonds, FondsBatch, FondsBatchChange, Institution
from catalogue.services.fonds_grids.editing import Edit, edit, fill
from catalogue.services.fonds_grids.planning import CHANGED, ERROR, NEW, Plan, Told, Work
from catalogue.services.many_fonds import placing, storing, versions

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
        works = self._plan.works
        made = self._make([work for work in works if work.status == NEW])
        made |= self._change([work for work in works if work.status == CHANGED])
        return [made[work.number] for work in works if work.number in made]

    def _make(self, works: Sequence[Work]) -> dict[str, FondsBatchChange]:
        """The new fonds, by number."""
        pages = [(self._above(work), self._new(work)) for work in works]
        placing.place(pages)
        made = [page for _, page in pages]
        storing.insert(made)
        versions.keep(made, user=self._user)
        versions.enter(made, "wagtail.create", user=self._user)
        public = [page for page in made if page.live]
        for page in made:
            page.has_unpublished_changes = not page.live
            page.live_revision = page.latest_revision if page.live else None
        versions.note(made)
        storing.forget_parts(made)
        versions.tell_shown(public)
        versions.enter(public, "wagtail.publish", user=self._user)
        return {page.number: self._change_of(page, created=True) for page in made}

    def _new(self, work: Work) -> Fonds:
        page = Fonds(number=work.number, slug=f"fonds-{work.number}", owner=self._user, live=work.publish)
        fill(page, work.values)
        page.has_unpublished_changes = not work.publish
        if work.publish:
            page.first_published_at = page.last_published_at = self._now
        self._pages[work.number] = page
        return page

    def _above(self, work: Work) -> Page:
        keeper = work.keeper.pk if work.keeper else 0
        key = work.parent or f" {keeper}"
        if key not in self._pages:
            self._pages[key] = Page.objects.get(fonds__number=work.parent) if work.parent else Page.objects.get(pk=keeper)
        return self._pages[key]

    def _change(self, works: Sequence[Work]) -> dict[str, FondsBatchChange]:
        """The fonds that change, by number."""
        asked = {
            work.there.pk: Edit({name: work.values[name] for name in work.changed}, publish=work.publish) for work in works if work.there
        }
        return {page.number: self._change_of(page, **before) for page, before in edit(asked, user=self._user)}

    def _change_of(self, page: Fonds, **before: Any) -> FondsBatchChange:
        return FondsBatchChange(batch=self._batch, page=page.pk, title=page.title, after=page.latest_revision_id, **before)
