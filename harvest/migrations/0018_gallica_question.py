"""What curators ask of Gallica, and its answers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("harvest", "0017_gallica_as_a_whole")]

    operations = [
        migrations.CreateModel(
            name="GallicaQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("documents", "documents"), ("passages", "pages of a document")], max_length=10)),
                ("ark", models.CharField(blank=True, max_length=40)),
                ("words", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("asked_by", models.CharField(max_length=254)),
                ("wanted_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.JSONField(null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "verbose_name": "question to Gallica",
                "verbose_name_plural": "questions to Gallica",
                "constraints": [models.UniqueConstraint(fields=("kind", "ark", "words"), name="gallica_question_once")],
                "indexes": [
                    models.Index(condition=models.Q(("wanted_at__isnull", False)), fields=["wanted_at"], name="gallica_question_waits")
                ],
            },
        ),
    ]
