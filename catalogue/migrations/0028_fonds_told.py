"""What harvesters are told of fonds, as it is now: each that stands under no other which is published."""

from django.db import migrations, models

FILL = """
    INSERT INTO catalogue_toldfonds (number, keeper, told_at, changed_at, shown)
    SELECT fonds.number, fonds.keeper, now(), now(), true FROM catalogue_publishedfonds AS fonds
    WHERE NOT EXISTS (
        SELECT FROM catalogue_publishedfonds AS above
        WHERE above.top = fonds.top AND above.path <> fonds.path AND starts_with(fonds.path, above.path)
    )
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0027_fonds_handed_in")]

    operations = [
        migrations.CreateModel(
            name="ToldFonds",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=32, unique=True)),
                ("keeper", models.CharField(max_length=16)),
                ("told_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("shown", models.BooleanField(default=True)),
            ],
            options={"verbose_name": "told fonds", "verbose_name_plural": "told fonds"},
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="toldfonds", index=models.Index(fields=["changed_at", "id"], name="fonds_told_changed")
        ),
    ]
