"""Many fonds that are there no more: their pages, their versions, what indexes said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_unpublished

from catalogue.models import Fonds
from catalogue.services.fonds import at_once
from catalogue.services.many_fonds.storing import kind_of
from catalogue.services.many_fonds.versions import enter


def remove(pages: Sequence[Fonds], *, user: Any) -> None:
    """Delete these pages, under which nothing else stands; as ``DeletePageAction`` of each, the last first."""
    if not pages:
        return
    keys = [page.pk for page in pages]
    enter(pages, "wagtail.delete", user=user, changed=False, of_version=False, deleted=True)
    with at_once():
        for page in pages:
            if page.live:
                page_unpublished.send(sender=Fonds, instance=page)
    with at_once():
        Page.objects.filter(pk__in=keys).update(live=False)  # else Wagtail unpublishes each as it goes
        with disable_reference_index_auto_update():
            Page.objects.filter(pk__in=keys).delete()
    kind, words = kind_of(Page), [str(key) for key in keys]
    ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=words).delete()
    ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=words).delete()
