"""How many records of a curated source were looked at and let go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("harvest", "0013_deliveries")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="let_go",
            field=models.PositiveBigIntegerField(db_default=0, default=0, verbose_name="let go"),
        )
        for model in ("harvestrun", "window")
    ]
