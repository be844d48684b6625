"""What readers find kept documents by: the persons that they name, their words, the fonds to which a curator says that they belong; and
the communes of those that wait, by which libraries have their queues."""

import json

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from catalogue.core.serialization import from_dict
from catalogue.local_interest.links import headings_of, words_of

BATCH = 500
READ = """
    SELECT decision.id, record.description::text FROM catalogue_localdecision AS decision
    JOIN catalogue_record AS record ON record.source_id = decision.source_id AND record.identifier = decision.identifier
    WHERE decision.current AND decision.state = 'kept' AND decision.id > %s ORDER BY decision.id LIMIT %s
"""
WRITE = "UPDATE catalogue_localdecision SET headings = %s::varchar[], words = %s::text[] WHERE id = %s"
KEPT = models.Q(("current", True), ("state", "kept"))


def fill(apps, schema_editor):
    """Of what was kept before; curators kept thousands at most."""
    last = 0
    with schema_editor.connection.cursor() as cursor:
        while True:
            cursor.execute(READ, [last, BATCH])
            if not (found := cursor.fetchall()):
                return
            for pk, text in found:
                description = from_dict(json.loads(text))
                cursor.execute(WRITE, [list(headings_of(description)), list(words_of(description)), pk])
            last = found[-1][0]


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0046_former_traits")]

    operations = [
        migrations.AddField(
            model_name="localdecision",
            name="headings",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None),
        ),
        migrations.AddField(
            model_name="localdecision",
            name="words",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="localdecision",
            name="fonds",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.ark",
            ),
        ),
        migrations.AddIndex(
            model_name="localdecision",
            index=django.contrib.postgres.indexes.GinIndex(condition=KEPT, fields=["headings"], name="local_decision_headings"),
        ),
        migrations.AddIndex(
            model_name="localdecision",
            index=django.contrib.postgres.indexes.GinIndex(condition=KEPT, fields=["words"], name="local_decision_words"),
        ),
        migrations.AddIndex(
            model_name="localdecision",
            index=models.Index(condition=KEPT & models.Q(("fonds__isnull", False)), fields=["fonds"], name="local_decision_fonds"),
        ),
        migrations.AddIndex(
            model_name="localdecision",
            index=models.Index(condition=models.Q(("current", True)), fields=["state", "id"], name="local_decision_listed"),
        ),
        migrations.CreateModel(
            name="LocalPlacing",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="local_placing",
                        serialize=False,
                        to="catalogue.record",
                    ),
                ),
                ("communes", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, size=None)),
                ("read_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "placing of a document of local interest",
                "verbose_name_plural": "placings of documents of local interest",
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["communes"], name="local_placing_communes")],
            },
        ),
    ]
