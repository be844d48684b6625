"""An institution's page is known by its ISIL alone."""

from django.db import migrations, models

import catalogue.models.institution


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0010_institutions_by_isil")]

    operations = [
        migrations.RemoveField(model_name="institution", name="rcr"),
        migrations.AlterField(
            model_name="institution",
            name="isil",
            field=models.CharField(
                blank=True,
                help_text=(
                    "The RCR number of a library (693836101), the code of archives (FRAD069), the Museofile number of a museum (M0410), or"
                    " an ISIL. Left empty, the portal gives a number of its own."
                ),
                max_length=16,
                unique=True,
                validators=[catalogue.models.institution.validate_isil],
                verbose_name="ISIL",
            ),
        ),
    ]
