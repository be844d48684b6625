"""Views of a deposit may be the pages of a PDF."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0048_local_thumbnail")]

    operations = [
        migrations.AddField(
            model_name="depositview",
            name="page",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="page"),
        ),
    ]
