"""Kept documents stand on the page of the notice of the same edition: by the numbers that both give."""

import json

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from catalogue.core.serialization import from_dict
from catalogue.local_interest.links import editions_of

BATCH = 500
READ = """
    SELECT decision.id, record.description::text FROM catalogue_localdecision AS decision
    JOIN catalogue_record AS record ON record.source_id = decision.source_id AND record.identifier = decision.identifier
    WHERE decision.current AND decision.state = 'kept' AND decision.id > %s ORDER BY decision.id LIMIT %s
"""
WRITE = "UPDATE catalogue_localdecision SET editions = %s::text[] WHERE id = %s"


def fill(apps, schema_editor):
    """Of what was kept before; curators kept thousands at most."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(READ, [last, BATCH])
            if not (found := cursor.fetchall()):
                return
            for pk, text in found:
                cursor.execute(WRITE, [list(editions_of(from_dict(json.loads(text)))), pk])
            last = found[-1][0]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0050_pictures_in_lists")]

    operations = [
        migrations.AddField(
            model_name="localdecision",
            name="editions",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="localdecision",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("current", True), ("state", "kept")), fields=["editions"], name="local_decision_editions"
            ),
        ),
    ]
