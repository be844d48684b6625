"""Sources of which rules of local interest keep a part, hidden from readers; what curators decide of each document."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0031_metadata_under_cc0")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="curated",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="For a library of millions of documents: rules let go what is not from here.",
                verbose_name="only what is of local interest is kept, hidden from readers",
            ),
        ),
        migrations.CreateModel(
            name="LocalDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identifier", models.TextField()),
                ("state", models.CharField(choices=[("kept", "kept"), ("rejected", "rejected"), ("later", "for later")], max_length=8)),
                ("why", models.CharField(blank=True, max_length=300)),
                ("rules", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ("communes", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, size=None)),
                ("author", models.CharField(blank=True, max_length=254)),
                ("decided_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("current", models.BooleanField(default=True)),
                ("source", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="local_decisions", to="catalogue.source")),
            ],
            options={
                "verbose_name": "decision of local interest",
                "verbose_name_plural": "decisions of local interest",
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("current", True)), fields=("source", "identifier"), name="local_decision_once")
                ],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        condition=models.Q(("current", True), ("state", "kept")), fields=["communes"], name="local_decision_communes"
                    )
                ],
            },
        ),
    ]
