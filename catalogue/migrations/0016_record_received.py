"""An index by the moment of arrival: what came last is found by it, and no more by the order of numbers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Some seconds for a million records."""

    dependencies = [("catalogue", "0015_finding_aids")]
    operations = [
        migrations.AddIndex(model_name="record", index=models.Index(fields=["created_at", "id"], name="record_received")),
    ]
