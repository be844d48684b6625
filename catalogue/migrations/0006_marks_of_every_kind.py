"""Marks name what they mark by kind and number, for whoever consumes them; those that wait stay where they are, as marks of notices."""

from django.db import migrations, models

NOTICE = 1  # core.keys.Kind


class Migration(migrations.Migration):
    """Names change and a column with a constant default comes: no row is read or written, and the lock lasts as long as that."""

    dependencies = [("catalogue", "0005_weekly_hours")]
    operations = [
        migrations.RenameModel("IndexMark", "Mark"),
        migrations.RenameField("mark", "engine", "consumer"),
        migrations.RenameField("mark", "record_ids", "ids"),
        migrations.AlterField("mark", "consumer", models.CharField(max_length=30)),
        migrations.AddField(
            "mark",
            "kind",
            models.SmallIntegerField(default=NOTICE),
            preserve_default=False,
        ),
        migrations.AlterModelOptions("mark", {"verbose_name": "mark", "verbose_name_plural": "marks"}),
    ]
