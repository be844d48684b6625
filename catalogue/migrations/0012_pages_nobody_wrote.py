"""Institutions' pages that a harvest made and nobody touched go: their rows of the register say as much, at the same addresses."""

from django.db import migrations
from django.db.models import Exists, OuterRef
from django.db.models.functions import Cast
from django.db.models import TextField

from catalogue.core.isil import unnamed

AT_ONCE = 500
WRITTEN = ("town", "insee", "address", "telephone", "email", "website", "presentation", "opening_hours", "weekly_hours", "access")
UNTOUCHED = {
    "to_complete": True, "live": True, "numchild": 0, "locked": False, "has_unpublished_changes": False, "owner": None, "go_live_at": None,
    "expire_at": None, "alias_of": None, "latest_revision": None, "latitude": None, "longitude": None, "sources": None,
}  # fmt: skip


def remove(apps, schema_editor):
    """In pieces: a page that has a source, a group, a draft, a comment, or a word of anybody's, stays."""
    institutions = apps.get_model("catalogue", "Institution")
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="catalogue", model="institution").first()
    if content_type is None:
        return
    pages = _untouched(apps, institutions)
    last = 0
    while found := list(pages.filter(pk__gt=last).order_by("pk").values_list("pk", "title", "isil")[:AT_ONCE]):
        last = found[-1][0]
        keys = [key for key, title, isil in found if title == unnamed(isil)]
        institutions.objects.filter(pk__in=keys).delete()
        _forget(apps, content_type, keys)
    for index in apps.get_model("catalogue", "InstitutionIndex").objects.all():
        children = apps.get_model("wagtailcore", "Page").objects.filter(path__startswith=index.path, depth=index.depth + 1)
        index.numchild = children.count()
        index.save(update_fields=["numchild"])


def _untouched(apps, institutions):
    pages = institutions.objects.filter(**UNTOUCHED, **dict.fromkeys(WRITTEN, ""))
    for model in ("GroupPagePermission", "Comment", "PageViewRestriction", "PageSubscription", "WorkflowPage"):
        about = apps.get_model("wagtailcore", model).objects.filter(page=OuterRef("pk"))
        pages = pages.exclude(Exists(about))
    key = Cast(OuterRef("pk"), TextField())
    for model in ("Revision", "WorkflowState"):
        pages = pages.exclude(Exists(apps.get_model("wagtailcore", model).objects.filter(object_id=key, base_content_type__model="page")))
    return pages


def _forget(apps, content_type, keys):
    """What names a page without the database's knowing it: the back office's search and its index of references."""
    texts = [str(key) for key in keys]
    apps.get_model("wagtailcore", "ReferenceIndex").objects.filter(base_content_type__model="page", object_id__in=texts).delete()
    apps.get_model("wagtailsearch", "IndexEntry").objects.filter(
        content_type__in=[content_type, *_pages(apps)], object_id__in=texts
    ).delete()


def _pages(apps):
    return apps.get_model("contenttypes", "ContentType").objects.filter(app_label="wagtailcore", model="page")


class Migration(migrations.Migration):
    """Nothing is taken back: the register makes a page again when somebody asks for one."""

    dependencies = [("catalogue", "0011_isil_for_rcr"), ("wagtailsearch", "0010_add_text_fields")]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
