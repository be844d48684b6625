"""Fonds know in whose sets harvesters were told of them before."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0044_networks")]

    operations = [
        migrations.AddField(
            model_name="toldfonds",
            name="former",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16), db_default=[], default=list, size=None
            ),
        ),
    ]
