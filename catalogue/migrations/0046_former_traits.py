"""What records were and are no more, for harvesters of the sets that they leave; of what they left before, nothing is known."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0045_fonds_left_sets")]

    operations = [
        migrations.CreateModel(
            name="FormerTrait",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "aspect", "value", "record_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("aspect", models.CharField(max_length=20)),
                ("value", models.TextField(blank=True)),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.record",
                    ),
                ),
            ],
            options={"verbose_name": "former trait", "verbose_name_plural": "former traits"},
        ),
    ]
