"""The register of institutions, and the ISIL of their pages; both empty until the next migration."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0008_mint_arks")]

    operations = [
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("isil", models.CharField(max_length=16, unique=True, verbose_name="ISIL")),
                ("rcr", models.CharField(blank=True, max_length=9, verbose_name="RCR number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("library", "library"), ("archive", "archives"), ("museum", "museum"), ("other", "other institution")],
                        default="other",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, verbose_name="name")),
                ("town", models.CharField(blank=True, max_length=200, verbose_name="town")),
                ("insee", models.CharField(blank=True, max_length=5, verbose_name="INSEE code of the commune")),
                ("department", models.CharField(blank=True, max_length=3, verbose_name="department")),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("harvest", "named by a record"),
                            ("page", "made with its page"),
                            ("directory", "national directory"),
                        ],
                        default="harvest",
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
                ("met", models.BooleanField(default=False, verbose_name="named by a record")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
            ],
            options={
                "verbose_name": "register entry",
                "verbose_name_plural": "register of institutions",
                "indexes": [
                    models.Index(fields=["insee"], name="register_commune"),
                    models.Index(condition=models.Q(("met", True)), fields=["department", "name"], name="register_shown"),
                ],
            },
        ),
        migrations.AddField(
            model_name="institution", name="isil", field=models.CharField(max_length=16, null=True, unique=True, verbose_name="ISIL")
        ),
    ]
