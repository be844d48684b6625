"""What many fonds say, kept as versions, given to readers, taken from their sight; each in the journal of its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import COMMENTS_RELATION_NAME, Page, PageLogEntry, Revision, WorkflowState
from wagtail.signals import page_published, page_unpublished, published, unpublished
from wagtail.utils.timestamps import ensure_utc

from catalogue.models import Fonds
from catalogue.selectors.statements import AT_ONCE
from catalogue.services.fonds import at_once
from catalogue.services.many_fonds.storing import RELATIONS, forget_parts, kind_of, update

NOTE = """
    UPDATE wagtailcore_page AS page
    SET latest_revision_id = given.latest, latest_revision_created_at = given.at, draft_title = given.title,
        has_unpublished_changes = given.pending, live_revision_id = given.live
    FROM unnest(%s::int[], %s::int[], %s::timestamptz[], %s::text[], %s::bool[], %s::int[])
        AS given (id, latest, at, title, pending, live)
    WHERE page.id = given.id
"""
# What a version says of its page as a whole: Page.with_content_json takes it from the page, whatever the version says.
_OF_THE_PAGE: Final = ("content_type", "owner", "locked_by", "latest_revision", "locale", "alias_of", "live_revision")


def stored(keys: Iterable[int]) -> dict[int, Fonds]:
    """The fonds of these keys, with what they say several times and the page above each; some twelve statements."""
    found = {page.pk: page for page in Fonds.objects.filter(pk__in=list(keys)).prefetch_related(*RELATIONS, COMMENTS_RELATION_NAME)}
    above = {page.path: page for page in Page.objects.filter(path__in={page.path[: -page.steplen] for page in found.values()})}
    for page in found.values():
        page._cached_parent_obj = above[page.path[: -page.steplen]]  # where treebeard looks first
    return found


def particular(pages: Mapping[int, Fonds]) -> set[int]:
    """The keys of those that Wagtail has more to do for: a review under way, a schedule, comments, a twin."""
    kind, now = kind_of(Page), timezone.now()
    keys = list(pages)
    reviewed = WorkflowState.objects.active().filter(base_content_type=kind, object_id__in=[str(key) for key in keys])
    found = {int(key) for key in reviewed.values_list("object_id", flat=True)}
    twins = Page.objects.filter(Q(alias_of__in=keys) | Q(pk__in=keys, alias_of__isnull=False))
    found |= {key for pair in twins.values_list("pk", "alias_of") for key in pair if key in pages}
    scheduled = Revision.objects.filter(base_content_type=kind, object_id__in=[str(key) for key in keys], approved_go_live_at__isnull=False)
    found |= {int(key) for key in scheduled.values_list("object_id", flat=True)}
    for page in pages.values():
        if (page.go_live_at and page.go_live_at > now) or getattr(page, COMMENTS_RELATION_NAME).all():
            found.add(page.pk)
    return found


def as_said(page: Fonds, content: Mapping[str, Any]) -> Fonds:
    """The page as a version says: as ``Revision.as_object``, without looking up again what the page itself says; one statement."""
    plain = {name: None if name in _OF_THE_PAGE else value for name, value in content.items()}
    for name in RELATIONS.keys() & content.keys():
        plain[name] = [{**part, "page": None} for part in content[name]]
    said: Fonds = page.with_content_json(plain)
    said.live_revision_id = page.live_revision_id
    said._cached_parent_obj = page._cached_parent_obj
    return said


def drafts(pages: Mapping[int, Fonds]) -> dict[int, Fonds]:
    """What the last version of each says: the page itself where readers see it, as ``Page.get_latest_revision_as_object``."""
    last = {page.latest_revision_id: page for page in pages.values() if page.has_unpublished_changes and page.latest_revision_id}
    contents = Revision.objects.filter(pk__in=last).values_list("pk", "content")
    return {**pages, **{last[key].pk: as_said(last[key], content) for key, content in contents}}


def keep(pages: Sequence[Fonds], *, user: Any, action: str = "", previous: Mapping[int, Revision] | None = None) -> list[Revision]:
    """A version of what each says in memory, which is its draft from now on; as ``Page.save_revision``.

    ``action``: how the journal calls it, "" for nothing in it; ``previous``: the version, by page, of which it is a return.
    """
    now = timezone.now()
    kind, base = kind_of(Fonds), kind_of(Page)
    made = [
        Revision(
            content_type=kind,
            base_content_type=base,
            object_id=str(page.pk),
            created_at=now,
            user=user,
            object_str=str(page),
            content=page.serializable_data(),
        )
        for page in pages
    ]
    Revision.objects.bulk_create(made, batch_size=AT_ONCE)
    for page, revision in zip(pages, made, strict=True):
        page.latest_revision, page.latest_revision_created_at = revision, now
        page.draft_title, page.has_unpublished_changes = page.title, True
    note(pages)
    if action:
        data = {key: {"revision": {"id": one.pk, "created": ensure_utc(one.created_at)}} for key, one in (previous or {}).items()}
        enter(pages, action, user=user, data=data)
    return made


def note(pages: Sequence[Fonds]) -> None:
    """Store which versions of each page are the last and the public one; one statement."""
    columns = [
        [page.pk for page in pages],
        [page.latest_revision_id for page in pages],
        [page.latest_revision_created_at for page in pages],
        [page.draft_title for page in pages],
        [page.has_unpublished_changes for page in pages],
        [page.live_revision_id for page in pages],
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE, columns)


def show(pages: Sequence[Fonds], *, user: Any) -> None:
    """Give readers what each says in memory, which is its last version; as ``Revision.publish``. What is told to others by signals is
    told once for all of them.
    """
    now = timezone.now()
    titles = dict(Page.objects.filter(pk__in=[page.pk for page in pages]).values_list("pk", "title"))
    for page in pages:
        page.live, page.expired, page.has_unpublished_changes = True, False, False
        page.live_revision, page.last_published_at = page.latest_revision, now
        page.first_published_at = page.first_published_at or now
    update(pages)
    forget_parts(pages)
    tell_shown(pages)
    renamed = {page.pk: {"title": {"old": titles[page.pk], "new": page.title}} for page in pages if titles[page.pk] != page.title}
    enter([page for page in pages if page.pk in renamed], "wagtail.rename", user=user, data=renamed, changed=False)
    enter(pages, "wagtail.publish", user=user, data=renamed)


def tell_shown(pages: Sequence[Fonds]) -> None:
    """Send what Wagtail sends when a page is published; what is made of it is made at the end, for all of them."""
    with at_once():
        for page in pages:
            page_published.send(sender=Fonds, instance=page, revision=page.live_revision)
            published.send(sender=Fonds, instance=page, revision=page.live_revision)


def hide(pages: Sequence[Fonds], *, user: Any) -> None:
    """Take these from readers' sight; as ``UnpublishPageAction``."""
    for page in pages:
        page.live, page.has_unpublished_changes, page.live_revision = False, True, None
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(live=False, has_unpublished_changes=True, live_revision=None)
    enter(pages, "wagtail.unpublish", user=user, changed=False, of_version=False)
    with at_once():
        for page in pages:
            page_unpublished.send(sender=Fonds, instance=page)
            unpublished.send(sender=Fonds, instance=page)


def enter(
    pages: Sequence[Fonds],
    action: str,
    *,
    user: Any,
    data: Mapping[int, Any] | None = None,
    changed: bool = True,
    of_version: bool = True,
    deleted: bool = False,
) -> None:
    """A line of the journal for each page. ``of_version``: it is about the last version of the page."""
    context, now = get_active_log_context(), timezone.now()
    kind = kind_of(Fonds)
    PageLogEntry.objects.bulk_create(
        [
            PageLogEntry(
                content_type=kind,
                label=page.get_admin_display_title(),
                action=action,
                timestamp=now,
                data=(data or {}).get(page.pk) or {},
                page_id=page.pk,
                user=user or context.user,
                uuid=context.uuid,
                revision=page.latest_revision if of_version else None,
                content_changed=changed,
                deleted=deleted,
            )
            for page in pages
        ],
        batch_size=AT_ONCE,
    )
