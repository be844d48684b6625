"""Exhibitions and paths have arks of their own kinds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0036_press"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ark",
            name="kind",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "notice"), (2, "fonds"), (3, "component"), (4, "institution"), (5, "person"), (6, "exhibition"), (7, "path")],
                verbose_name="kind",
            ),
        ),
    ]
