"""Each institution's page has its ISIL and its row in the register; its drafts too are known by the ISIL."""

from django.conf import settings
from django.db import migrations

from catalogue.core.ark import name_of
from catalogue.core.isil import department_of, isil, kind_of, local_isil, unnamed

REVISIONS_AT_ONCE = 200


def name_by_isil(apps, schema_editor):
    """Pages with an RCR first; those without any number receive one of the portal's."""
    institutions = apps.get_model("catalogue", "Institution")
    entries = apps.get_model("catalogue", "RegisterEntry")
    for page in institutions.objects.order_by("pk").iterator(chunk_size=500):
        page.isil = isil(page.rcr) if page.rcr else local_isil(page.pk)
        page.save(update_fields=["isil"])
        named = page.live and page.title != unnamed(page.isil)
        entries.objects.get_or_create(
            isil=page.isil,
            defaults={
                "rcr": page.rcr or "",
                "kind": kind_of(page.isil),
                "name": page.title if named else "",
                "town": page.town if page.live else "",
                "insee": page.insee if page.live else "",
                "department": page.department or department_of(page.isil),
                "latitude": page.latitude if page.live else None,
                "longitude": page.longitude if page.live else None,
                "origin": "harvest" if page.to_complete else "page",
                "met": True,
            },
        )
        if not page.rcr:  # the others have theirs since 0008
            _mint(schema_editor, page.isil)
    _drafts(apps, dict(institutions.objects.values_list("pk", "isil")))


def _mint(schema_editor, number):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalogue_ark_number')")
        name = name_of(cursor.fetchone()[0], naan=settings.ARK_NAAN, shoulder=settings.ARK_SHOULDER)
        cursor.execute(
            "INSERT INTO catalogue_ark (name, kind, namespace, identifier) VALUES (%s, 4, 'isil', %s) ON CONFLICT DO NOTHING", [name, number]
        )


def _drafts(apps, isils):
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="catalogue", model="institution").first()
    if content_type is None:
        return
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(content_type=content_type)
    for revision in revisions.only("pk", "object_id", "content").iterator(chunk_size=REVISIONS_AT_ONCE):
        rcr = revision.content.pop("rcr", None)
        revision.content["isil"] = isil(rcr) if rcr else isils.get(int(revision.object_id), "")
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    """Between the columns that come and the one that goes: PostgreSQL changes no table whose rows the same transaction has changed."""

    dependencies = [
        ("catalogue", "0009_register"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(name_by_isil, migrations.RunPython.noop)]
