"""The index on a raw record's source goes: the unique one begins with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Drops an index; no row changes."""

    dependencies = [("catalogue", "0004_marks_by_page"), ("harvest", "0003_compress_raw")]
    operations = [
        migrations.AlterField(
            model_name="rawrecord",
            name="source",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="raw_records", to="catalogue.source"
            ),
        )
    ]
