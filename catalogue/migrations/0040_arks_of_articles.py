"""Articles have arks of their own kind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0039_consent_ended"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ark",
            name="kind",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "notice"), (2, "fonds"), (3, "component"), (4, "institution"), (5, "person"), (6, "exhibition"), (7, "path"),
                    (8, "article"),
                ],
                verbose_name="kind",
            ),
        ),
    ]  # fmt: skip
