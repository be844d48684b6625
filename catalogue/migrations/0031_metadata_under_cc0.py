"""Whether the notices of a source may be given to Europeana; when each edition was first told to harvesters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0030_safeguarding")]

    operations = [
        migrations.AddField(model_name="edition", name="told_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="source",
            name="metadata_cc0",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Europeana takes descriptions that nobody keeps a right to; images keep their own.",
                verbose_name="its notices may be given to Europeana, under CC0",
            ),
        ),
    ]
