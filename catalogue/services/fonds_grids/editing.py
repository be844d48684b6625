"""Fonds that are there changed, many at once: a version of each with what it is to say, given to readers where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec
from wagtail.models import Revision

from catalogue.formats.fonds_grid.columns import BY_FIELD
from catalogue.models import Fonds
from catalogue.services.fonds_grids.judging import PARTS
from catalogue.services.many_fonds import versions

_CENTS: Final = Decimal("0.01")


class Edit(msgspec.Struct, frozen=True):
    """What a fonds is to say, by field of the grid; ``publish``: readers are to see it."""

    values: Mapping[str, Any]
    publish: bool


def edit(asked: Mapping[int, Edit], *, user: Any) -> Iterator[tuple[Fonds, dict[str, Any]]]:
    """Write these changes, by the key of the page; each page with what ``FondsBatchChange`` says of the time before.

    Inside the caller's transaction.
    """
    pages = versions.stored(asked)
    _keep_first(pages, user)
    before = {key: _before(page) for key, page in pages.items()}
    by_itself = versions.particular(pages)
    drafts = versions.drafts(pages)
    for key, draft in drafts.items():
        fill(draft, asked[key].values)
    many = [drafts[key] for key in asked if key not in by_itself]
    versions.keep(many, user=user, action="wagtail.edit")
    versions.show([page for page in many if asked[page.pk].publish], user=user)
    for key in by_itself:
        _edit_one(drafts[key], publish=asked[key].publish, user=user)
    for key in asked:
        yield drafts[key], before[key]


def fill(page: Fonds, values: Mapping[str, Any]) -> None:
    """Put what a line says, by field, into a page."""
    for name, value in values.items():
        column = BY_FIELD[name]
        if column.names:
            parts = [_part(name, place, dict(zip(column.names, one, strict=True))) for place, one in enumerate(value)]
            setattr(page, name, parts)
        else:
            setattr(page, name, page._meta.get_field(name).to_python(list(value) if isinstance(value, tuple) else value))
    page.draft_title = page.title


def _edit_one(draft: Fonds, *, publish: bool, user: Any) -> None:
    """The same by Wagtail's own way: all that it does for a page of which something is under way."""
    revision: Revision = draft.save_revision(user=user, log_action=True, clean=False)
    if publish:
        revision.publish(user=user, skip_permission_checks=True)  # who writes the grid publishes the institution


def _before(page: Fonds) -> dict[str, Any]:
    last = page.latest_revision_id
    return {"created": False, "before": last, "before_live": (page.live_revision_id or last) if page.live else None}


def _keep_first(pages: Mapping[int, Fonds], user: Any) -> None:
    """A version of what the pages say that have none, so that it can be gone back to."""
    bare = [page for page in pages.values() if page.latest_revision_id is None]
    if not bare:
        return
    versions.keep(bare, user=user)
    for page in bare:
        if page.live:
            page.live_revision, page.has_unpublished_changes = page.latest_revision, False
    versions.note(bare)


def _part(field: str, place: int, said: dict[str, Any]) -> Any:
    if "document" in said:
        said["document_id"] = said.pop("document")
    if field == "extents":
        said["number"] = Decimal(said["number"]).quantize(_CENTS) if said["number"] else None  # as it is stored
    return PARTS[field](sort_order=place, **said)
